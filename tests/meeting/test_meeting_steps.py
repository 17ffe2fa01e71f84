"""What waits at meetings on somebody's home: one row for each thing, and no more."""

from datetime import datetime
from datetime import timedelta
from datetime import UTC
from leap.cop.core.waiting import waits_for
from leap.cop.meeting.people import answers
from leap.cop.meeting.people import turns
from leap.cop.meeting.records import record_of
from leap.cop.meeting.records import TurnsShelf
from tests.meeting.made import plan
from tests.meeting.people import ago
from zope.i18n import translate

import pytest


KINDS = {
    "answer-meeting",
    "turn-asked",
    "turn-offered",
    "meeting-over",
    "host-missing",
    "new-facilitator",
}


def soon(**how_long) -> datetime:
    return datetime.now(UTC).replace(second=0, microsecond=0) + timedelta(**how_long)


def rows(community, who: str) -> list:
    return [row for row in waits_for(community, who) if row.kind in KINDS]


def kinds(community, who: str) -> list[str]:
    return [row.kind for row in rows(community, who)]


def test_nothing_waits_where_nothing_is_planned(community):
    for who in ("facilitator", "member", "newcomer", "colleague", ""):
        assert kinds(community, who) == []


def test_the_next_meeting_waits_for_an_answer(community):
    later = plan(community, start=soon(days=40))
    meeting = plan(community, start=soon(days=9))
    [row] = rows(community, "member")
    assert row.url == meeting.absolute_url()
    said = translate(row.text, target_language="en")
    assert said.startswith("Will you come to the meeting on ") and "$" not in said
    assert str(meeting.start.year) in said
    answers.answer(meeting, "no", userid="member", now=ago())
    assert rows(community, "member") == []
    assert answers.mine(later, "member") == (None, None)


def test_who_waits_is_asked_and_outsiders_are_not(community):
    from leap.cop.community.membership import Membership

    plan(community, state="public", start=soon(days=9))
    Membership(community).let_wait("member", True, now=ago())
    assert kinds(community, "member") == ["answer-meeting"]
    for who in ("newcomer", "reviewer", "colleague", "siteadmin2"):
        assert kinds(community, who) == []


def test_a_meeting_that_one_does_not_see_waits_for_nobody(community):
    plan(community, state="private", start=soon(days=9))
    assert kinds(community, "member") == []
    assert kinds(community, "facilitator") == ["host-missing"]


def test_a_cancelled_one_waits_for_nobody(community):
    meeting = plan(community, start=soon(days=9))
    record_of(meeting).phase = "cancelled"
    assert kinds(community, "facilitator") == []


def test_whoever_is_asked_for_a_turn(community):
    meeting = plan(community, start=soon(days=9))
    turns.ask(meeting, "chair", "member", by="facilitator", now=ago())
    found = rows(community, "member")
    assert [row.kind for row in found] == ["turn-asked", "answer-meeting"]
    assert found[0].url == f"{meeting.absolute_url()}/whose-turn"
    assert "chair" in translate(found[0].text, target_language="en")
    assert "turn-asked" not in kinds(community, "teller")
    turns.pass_on(meeting, "chair", userid="member")
    assert kinds(community, "member") == ["answer-meeting"]


def test_a_host_is_missed_by_facilitators_alone(community):
    meeting = plan(community, start=soon(days=9))
    assert "host-missing" in kinds(community, "facilitator")
    assert "host-missing" not in kinds(community, "member")
    record_of(meeting).turns["host"] = ("member", "accepted")
    assert "host-missing" not in kinds(community, "facilitator")


def test_an_offer_waits_for_facilitators_alone(community):
    meeting = plan(community, start=soon(days=9))
    turns.accept(meeting, "host", userid="member", now=ago())
    [row] = [row for row in rows(community, "facilitator") if "offer" in row.kind]
    assert row.url == f"{meeting.absolute_url()}/whose-turn"
    said = translate(row.text, target_language="en")
    assert said.startswith("Mia Brook offers to host the meeting on ")
    assert "host-missing" not in kinds(community, "facilitator")
    for who in ("member", "teller"):
        assert kinds(community, who) == ["answer-meeting"]
    turns.ask(meeting, "host", "member", by="facilitator", now=ago())
    assert "turn-offered" not in kinds(community, "facilitator")


def test_nobody_hosts_what_is_online(community):
    plan(community, mode="online", start=soon(days=9))
    assert kinds(community, "facilitator") == ["answer-meeting"]


def test_a_host_who_leaves_is_missed(community):
    from leap.cop.community.membership import Membership

    meeting = plan(community, start=soon(days=9))
    record_of(meeting).turns["host"] = ("member", "accepted")
    Membership(community).remove("member", now=ago())
    assert "host-missing" in kinds(community, "facilitator")


def test_whether_it_took_place_is_asked_of_facilitators_and_the_chair(community):
    meeting = plan(community, start=ago(days=2))
    record_of(meeting).turns["chair"] = ("member", "accepted")
    for who, asked in {"facilitator": True, "member": True, "teller": False}.items():
        assert ("meeting-over" in kinds(community, who)) is asked
    record_of(meeting).phase = "held"
    assert kinds(community, "facilitator") == []


def test_it_is_not_asked_for_ever(community):
    plan(community, start=ago(days=45))
    assert kinds(community, "facilitator") == []


@pytest.mark.parametrize(
    "times, days, expected", [(2, 10, []), (3, 10, ["new-facilitator"]), (4, 200, [])]
)
def test_whoever_chaired_three_times(community, times, days, expected):
    day = ago(days=days).date().isoformat()
    TurnsShelf(community).ready.taken = (
        tuple((day, "chair", "member", str(n)) for n in range(times))
        + ((day, "chair", "facilitator", "x"),) * 5
    )
    assert kinds(community, "facilitator") == expected
    assert kinds(community, "member") == []
    if expected:
        [row] = rows(community, "facilitator")
        said = translate(row.text, target_language="en")
        assert said == (
            "Mia Brook has chaired three meetings or more. Would you "
            "like to facilitate together?"
        )


def test_many_meetings_wake_a_few(community, monkeypatch):
    from leap.cop.meeting import steps

    for number in range(12):
        plan(community, start=soon(days=7 * number + 1))
    woken = []
    monkeypatch.setattr(
        steps, "record_of", lambda meeting: woken.append(meeting) or record_of(meeting)
    )
    assert kinds(community, "member") == ["answer-meeting"]
    assert len({meeting.getId() for meeting in woken}) <= steps.AROUND
