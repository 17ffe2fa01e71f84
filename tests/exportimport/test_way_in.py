"""Who waits to come in, and how people are listed, travel with their community."""

from datetime import datetime
from datetime import UTC
from leap.cop.community.membership import Membership
from leap.cop.concern import raising
from leap.cop.concern import reading
from leap.cop.concern.records import Concerns
from leap.cop.recruitment.applications import applications
from leap.cop.recruitment.applications.applications import Applications
from plone import api
from tests.conditions import asked_for
from zope.component.hooks import setSite

import transaction


NOW = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)


def test_applications_and_chosen_names_travel(site, export, other, take_in):
    setSite(site)
    community = site["tuesday"]
    community.join_policy = "apply"
    row = applications.apply(community, "colleague", "Здравейте!\n=1+1", now=NOW)
    Membership(community).choose("member", fullname="Mimi", line="Tea.")
    transaction.commit()
    export(site)
    take_in(other)
    setSite(other)
    landed = other["tuesday"]
    [waiting] = Applications(landed).waiting()
    assert waiting is not row.application
    assert (waiting.userid, waiting.message) == ("colleague", "Здравейте!\n=1+1")
    assert waiting.filed == NOW
    assert applications.has_open_application(landed, "colleague")
    assert Membership(landed).shown("member") == ("Mimi", "", "Tea.")
    done = applications.answer(
        landed, waiting.id, "accept", "", by="facilitator", now=NOW
    )
    assert done.decision == "accept"


def test_members_stay_members_whatever_is_asked_for(site, export, other, take_in):
    """Nobody is put out by a journey; whoever has not answered waits."""
    setSite(site)
    export(site)
    with asked_for("Please read the rules.", may_be_lifted=False):
        report = take_in(other)
    setSite(other)
    roles = {row.userid: row.role for row in Membership(other["tuesday"]).listed()}
    assert {roles[who] for who in ("member", "teller")} == {"member"}
    assert "on the way in" not in report


def test_what_went_wrong_travels_to_its_readers_and_no_others(
    site, export, other, take_in
):
    setSite(site)
    community = site["tuesday"]
    community.safeguarding_person = "colleague"
    with api.env.adopt_user("member"):
        for about in ("group", "facilitator"):
            raising.say_what_went_wrong(community, about, "", about, now=NOW)
    before = Concerns(community).concerns()
    transaction.commit()
    export(site)
    take_in(other)
    setSite(other)
    landed = Concerns(other["tuesday"])
    assert landed.concerns() == before
    with api.env.adopt_user("facilitator"):
        [found] = reading.in_community(other["tuesday"])
    assert found.concern.text == "group"
