"""Who belongs to a community with an agreement arrives with what they said."""

from leap.cop.community.membership import Membership
from zope.component.hooks import setSite

import pytest
import transaction


@pytest.mark.parametrize("policy", ["invite", "open"])
def test_whoever_keeps_to_the_agreement_arrives_as_they_were(
    agreement, site, today, export, other, take_in, policy
):
    agreement.write()
    agreement.enact(effective=today.isoformat())
    agreement.put("facilitator")
    agreement.put("member")
    transaction.begin()
    setSite(site)
    site["tuesday"].join_policy = policy
    transaction.commit()
    export(site)
    take_in(other)
    setSite(other)
    members = Membership(other["tuesday"])
    roles = {row.userid: (row.role, row.waits) for row in members.listed()}
    assert roles["facilitator"] == ("facilitator", False)
    assert roles["member"] == ("member", False)
    assert roles["teller"] in (("member", True), ("candidate", False))
