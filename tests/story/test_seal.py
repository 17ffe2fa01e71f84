"""The seal opens to two people with a reason, and leaves a trace."""

from leap.cop.consent.consent_state import standing_of
from leap.cop.consent.ledger import Ledger
from leap.cop.core.errors import Refused
from leap.cop.story.lifecycle import lifecycle
from leap.cop.story.proof.seal import open_seal
from plone import api

import pytest


@pytest.mark.parametrize(
    ("people", "reason"),
    [
        (("facilitator", "facilitator"), "Danger."),
        (("facilitator", "nobody-known"), "Danger."),
        (("facilitator", "siteadmin"), "  "),
    ],
)
def test_not_alone_and_not_without_a_reason(story_in, people, reason):
    story = story_in("community")
    rows = Ledger(api.portal.get()).rows(standing_of(story).ledger_key)
    with pytest.raises(Refused):
        open_seal(story, people, reason, now=lifecycle.utc_now())
    assert Ledger(api.portal.get()).rows(standing_of(story).ledger_key) == rows


def test_two_people_and_a_reason(story_in):
    story = story_in("community")
    people = ("facilitator", "siteadmin")
    now = lifecycle.utc_now()
    assert open_seal(story, people, "Somebody is in danger.", now=now) == "teller"
    ledger = Ledger(api.portal.get())
    row = ledger.rows(standing_of(story).ledger_key)[-1]
    assert row["act"] == "unseal"
    assert ledger.person(row["actor"]) == "facilitator"
    assert row["on_behalf"] == ledger.actor("siteadmin", now)
    assert standing_of(story).decisions[-1].reason == "Somebody is in danger."
    assert ledger.verify() == {}
