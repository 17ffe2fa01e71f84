"""How whoever invites is named, to somebody who may not see the community."""

from leap.cop.community import rules as community_rules
from leap.cop.community.membership import Membership
from leap.cop.recruitment import addresses
from leap.cop.recruitment.invitation_rules import Invitation


def inviting_person(community, row: Invitation) -> str:
    """Give the name of who invites; empty for somebody who facilitates no more.

    On one line, and short: it stands in mails.
    """
    membership = Membership(community)
    if membership.role_of(row.by) != community_rules.FACILITATOR:
        return ""
    return addresses.one_line(membership.name_in_profile(row.by))[: addresses.MAX_NAME]
