"""Where what came out of a round leads to: the next meeting, or planning one."""

from leap.cop.meeting import rules
from leap.cop.meeting.records import MeetingShelf
from leap.cop.meeting.what_next import TalkAboutIt
from tests.meeting.made import plan

import pytest


@pytest.fixture
def steps(community, as_user):
    """Return a function that tells where somebody is led to, and with which words."""

    def ask(userid: str) -> list[tuple[str, str]]:
        as_user(userid)
        found = TalkAboutIt(community).steps()
        return [(step.url, str(step.text.default or step.text)) for step in found]

    return ask


def test_who_plans_meetings_is_led_to_planning_one(steps, community):
    [(url, words)] = steps("facilitator")
    assert url == f"{community.absolute_url()}/++add++leap.cop.Meeting"
    assert words == "Plan a meeting to talk about it"
    for userid in ("member", "colleague", "newcomer"):
        assert steps(userid) == []


def test_everybody_who_sees_the_next_meeting_is_led_there(steps, meeting):
    for userid in ("facilitator", "member"):
        [(url, words)] = steps(userid)
        assert url == meeting.absolute_url()
        assert words.startswith("Talk about it at the next meeting")
    assert steps("colleague") == []


def test_a_meeting_that_others_prepare_is_not_there(steps, community):
    hidden = plan(community, state="private")
    assert steps("member") == []
    assert steps("facilitator")[0][0] == hidden.absolute_url()


def test_nobody_is_led_to_a_meeting_that_is_cancelled(steps, meeting):
    MeetingShelf(meeting).ready.phase = rules.CANCELLED
    assert steps("member") == []
    assert steps("facilitator")[0][0].endswith("/++add++leap.cop.Meeting")
