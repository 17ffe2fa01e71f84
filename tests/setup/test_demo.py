"""The demo: people and stories as the reference promises them."""

from datetime import datetime
from datetime import timedelta
from datetime import UTC
from leap.cop.agreement import voices
from leap.cop.agreement import waiting
from leap.cop.agreement.content import find_agreement
from leap.cop.agreement.records import record_of
from leap.cop.community import joining
from leap.cop.community.membership import Membership
from leap.cop.consent.ledger import Ledger
from leap.cop.meeting.actions import actions
from leap.cop.meeting.agenda import suggestions
from leap.cop.meeting.finding import every_meeting
from leap.cop.meeting.records import record_of as meeting_record_of
from leap.cop.meeting.records import TurnsShelf
from leap.cop.meeting.rules import STATUSES
from leap.cop.setuphandlers.demo_english import STORIES as ENGLISH
from leap.cop.setuphandlers.demo_pictures import OF_STORIES
from leap.cop.setuphandlers.demo_romanian import STORIES as ROMANIAN
from leap.cop.story.lifecycle import lifecycle
from leap.cop.topic import phases
from leap.cop.topic import results
from leap.cop.topic import theme_history
from leap.cop.topic import voting
from leap.cop.topic.records import themes_of
from plone import api
from plone.app.testing import applyProfile
from plone.app.testing import login
from plone.app.testing import SITE_OWNER_NAME

import pytest


PRINTED = ("facilitator", "member", "teller")


@pytest.fixture
def demo(portal):
    login(portal.aq_parent, SITE_OWNER_NAME)
    applyProfile(portal, "leap.cop:demo")
    return portal


def test_demo(demo):
    roles = {row.userid: row.role for row in Membership(demo["tuesday-circle"]).rows()}
    assert roles["facilitator"] == "facilitator"
    assert roles["member"] == roles["teller"] == "member"
    assert roles["reviewer"] == "reviewer"
    assert roles["newcomer"] == "candidate"
    assert "colleague" not in roles
    assert "admin" not in roles

    states = {
        lifecycle.state_of(story)
        for story in demo["tuesday-circle"].objectValues()
        if lifecycle.teller_of(story) == "teller"
    }
    assert states == {
        "private",
        "community",
        "pending",
        "community_pending",
        "public",
    }
    assert Ledger(demo).verify() == {}

    before = len(demo["tuesday-circle"])
    applyProfile(demo, "leap.cop:demo")
    assert len(demo["tuesday-circle"]) == before
    assert len(api.content.find(portal_type="leap.cop.Community")) == 2


def test_some_of_it_has_pictures(demo):
    shown = {}
    for community in (demo["tuesday-circle"], demo["cercul-de-joi"]):
        assert community.picture.contentType == "image/png" and community.picture_text
        for story in community.objectValues():
            if story.portal_type == "leap.cop.Story":
                for medium in story.objectValues():
                    shown[story.title] = medium.description
    named = {title: text for title, (_name, text) in OF_STORIES.items()}
    assert shown == named
    assert set(named) <= {told["title"] for told in (*ENGLISH, *ROMANIAN)}


def test_members_keep_to_an_agreement(demo):
    community = demo["tuesday-circle"]
    agreement = find_agreement(community)
    record, now = record_of(agreement), datetime.now(UTC)
    first, second = record.all_versions()
    assert first.effective < now.date() < second.effective
    people = set(voices.people_of(community))
    assert {one for one in people if record.kept_to(one) == 0} == {"latecomer"}
    assert len([one for one in people if record.kept_to(one) == 2]) == 5
    waits = {one for one in people if Membership(community).waits(one)}
    assert waits == {"latecomer"}
    missing = joining.missing(community, "newcomer")
    assert missing == ["Read our agreement and say yes to it."]
    assert find_agreement(demo["cercul-de-joi"]) is None
    # Nothing happens by itself on the next day.
    waiting.look_at_all(agreement, now=now + timedelta(days=1))
    assert {one for one in people if Membership(community).waits(one)} == waits


def rounds_in(demo, name: str) -> dict:
    now = datetime.now(UTC)
    return {
        phases.phase_of(one, now): one for one in theme_history.every_round(demo[name])
    }


def test_a_round_is_over_and_one_runs(demo):
    now = datetime.now(UTC)
    found = rounds_in(demo, "tuesday-circle")
    assert set(found) == {"closed", "voting"}
    over, runs = found["closed"], found["voting"]
    assert over.created() < runs.created()
    came_out = results.results(over, now=now)
    assert (came_out.voted, came_out.electorate) == (9, 11)
    assert came_out.rows[0].place == 1
    assert sum(row.matters_to_few for row in came_out.rows) == 1
    assert [row.place for row in came_out.rows if row.tied] == [2, 2]
    assert all(not theme.labels for theme in themes_of(phases.record_of(over)))
    # A theme that nobody dealt with has come back.
    lives = theme_history.compare(demo["tuesday-circle"], now=now).lines
    assert [line.title for line in lives if len(line.stops) == 2]
    left = {}
    for userid in PRINTED:
        with api.env.adopt_user(userid):
            left[userid] = voting.dots_left(runs, now=now)
    assert left == {"facilitator": 5, "member": 5, "teller": 3}
    assert phases.turnout(runs, now) == (5, 11)
    assert runs.closes > now


def test_the_other_community_collects(demo):
    [(phase, content)] = rounds_in(demo, "cercul-de-joi").items()
    assert phase == "collecting"
    assert len(phases.record_of(content).topics) == 4


def test_rounds_belong_to_nobody_and_are_made_once(demo):
    before = len(theme_history.every_round(demo["tuesday-circle"]))
    applyProfile(demo, "leap.cop:demo")
    found = theme_history.every_round(demo["tuesday-circle"])
    assert len(found) == before == 2
    assert not any(one.__ac_local_roles__ for one in found)


def test_meetings_were_held_and_one_comes(demo):
    now, community = datetime.now(UTC), demo["tuesday-circle"]
    newest, *held = every_meeting(community)
    assert newest.start > now
    # The circle is named after its day.
    assert {one.start.strftime("%A") for one in (newest, *held)} == {"Tuesday"}
    assert {meeting_record_of(one).phase for one in held} == {"held"}
    assert len(held) == 3
    people = set(voices.people_of(community))
    for meeting in held:
        kept = meeting_record_of(meeting)
        assert kept.minutes.members_record
        assert set(kept.presence) < people
        assert {state for _who, state in kept.turns.values()} == {"accepted"}
        assert all(row.state != "open" for row in kept.agenda())
        assert sum(row.minutes for row in kept.agenda()) <= 210
        # What was told is there, and what was talked about came out of a round.
        assert len(kept.told) == 1
    last = meeting_record_of(held[0])
    assert (last.minutes.kept, last.agenda()[6].state) == (False, "carried")
    themes = [row.theme for one in held for row in meeting_record_of(one).agenda()]
    assert len(set(themes) - {""}) == 2
    coming = meeting_record_of(newest)
    assert coming.turns["host"] == ("niamh", "asked")
    assert not {"member", "teller"} & set(coming.answers)
    assert len(TurnsShelf(community).kept.taken) == 9


def test_people_set_out_to_do_something(demo):
    community = demo["tuesday-circle"]
    found = actions.seen_by(community, "facilitator")
    assert {one.status for one in found} == set(STATUSES)
    assert [one.owner for one in found].count("") == 1
    mine = actions.seen_by(community, "teller", mine=True)
    assert [one.personal for one in mine] == [True]
    assert set(mine).isdisjoint(found)


def test_the_other_community_plans_its_first_meeting(demo):
    [meeting] = every_meeting(demo["cercul-de-joi"])
    record = meeting_record_of(meeting)
    assert (record.phase, len(record.rows)) == ("planned", 6)
    assert meeting.timezone == "Europe/Bucharest"
    assert not meeting.__ac_local_roles__
    # All that is suggested for a first meeting is on it.
    with api.env.adopt_user("mirela"):
        assert suggestions.suggested(meeting, now=datetime.now(UTC)) == []
