"""Who was here, over REST: of everybody who was a member when it began."""

from datetime import datetime
from datetime import timedelta
from datetime import UTC
from leap.cop.community.membership import Membership
from leap.cop.meeting.people import attendance
from leap.cop.meeting.records import MeetingShelf
from leap.cop.meeting.records import record_of
from tests.meeting.made import plan
from tests.meeting.people import ago
from tests.meeting.people import join
from tests.meeting.people import leave
from tests.meeting.people import let_wait
from tests.meeting.people import pause

import pytest
import transaction


NOBODY = {
    "present": 0,
    "apologies": 0,
    "absent": 0,
    "unknown": 3,
    "guests": 0,
    "young_people": 0,
}

BEGAN = ago(hours=2)


@pytest.fixture
def past(meeting_at, site):
    """Return the path of a meeting that began two hours ago, with a chair's notes."""
    path = meeting_at(start=BEGAN)
    record_of(site.unrestrictedTraverse(path)).turns["note_taker"] = (
        "teller",
        "accepted",
    )
    transaction.commit()
    return path


def totals(found: dict) -> dict:
    return {name: found[name] for name in NOBODY}


def mark(rest, path, who="facilitator", **body):
    return rest(who).patch(f"{path}/@attendance", json=body)


def test_what_nobody_noted_is_unknown(rest, past):
    found = rest("member").get(f"{past}/@attendance").json()
    assert totals(found) == NOBODY
    assert found["mine"] == "unknown"
    assert "items" not in found


def test_it_is_noted_and_taken_out_again(rest, past):
    found = mark(
        rest,
        past,
        people={"member": "present", "teller": "apologies"},
        guests=2,
        young_people=1,
    )
    assert found.status_code == 200, found.text
    expected = {"present": 1, "apologies": 1, "unknown": 1, "guests": 2}
    assert totals(found.json()) == {**NOBODY, **expected, "young_people": 1}
    assert rest("member").get(f"{past}/@attendance").json()["mine"] == "present"
    found = mark(rest, past, people={"member": "unknown"}).json()
    assert totals(found)["unknown"] == 2
    assert totals(found)["guests"] == 2


def test_who_notes_it_reads_who_by_name(rest, past):
    mark(rest, past, people={"member": "absent"})
    for who in ("facilitator", "teller"):
        items = rest(who).get(f"{past}/@attendance").json()["items"]
        assert [(row["fullname"], row["presence"]) for row in items] == [
            ("Fay Holt", "unknown"),
            ("Mia Brook", "absent"),
            ("Tess Lane", "unknown"),
        ]


@pytest.mark.parametrize(
    "who, read, write",
    [
        ("facilitator", 200, 200),
        ("teller", 200, 200),
        ("member", 200, 403),
        ("siteadmin", 403, 403),
        ("newcomer", 404, 404),
        ("colleague", 404, 404),
        (None, 401, 401),
    ],
)
def test_who_reads_and_who_notes(rest, past, who, read, write):
    answer = rest(who).get(f"{past}/@attendance")
    assert answer.status_code == read
    if who == "siteadmin":
        assert "Brook" not in answer.text and "present" not in answer.text
    assert mark(rest, past, who, guests=1).status_code == write


def test_whoever_waits_reads_the_numbers_and_their_own(rest, past, site):
    let_wait(site, "member")
    found = rest("member").get(f"{past}/@attendance").json()
    assert totals(found) == NOBODY
    assert mark(rest, past, "member", guests=1).status_code == 403


@pytest.mark.parametrize("who", ["facilitator", "teller"])
def test_nobody_is_named_before_it_begins(rest, meeting_at, kept, who):
    path = meeting_at()
    kept(path).turns["chair"] = ("teller", "accepted")
    transaction.commit()
    found = rest(who).get(f"{path}/@attendance")
    assert found.status_code == 200
    assert "items" not in found.json() and "Brook" not in found.text


@pytest.mark.parametrize("go", [leave, pause])
def test_who_has_a_turn_reads_nobody_who_is_gone(rest, past, site, go):
    mark(rest, past, people={"facilitator": "present"})

    def named(who):
        items = rest(who).get(f"{past}/@attendance").json()["items"]
        return [row["fullname"] for row in items]

    go(site, "member")
    assert "Mia Brook" in named("facilitator")
    assert named("teller") == ["Fay Holt", "Tess Lane"]
    gone = mark(rest, past, "teller", people={"member": "present"})
    never = mark(rest, past, "teller", people={"colleague": "present"})
    assert (gone.status_code, gone.text) == (400, never.text)
    mark(rest, past, people={"member": "present"})
    # What was noted stays to be read, and to be put right.
    assert named("teller") == ["Fay Holt", "Mia Brook", "Tess Lane"]
    again = mark(rest, past, "teller", people={"member": "absent"})
    assert again.status_code == 200


def test_nothing_is_noted_before_it_begins(rest, meeting_at):
    path = meeting_at()
    assert rest("member").get(f"{path}/@attendance").json()["unknown"] == 3
    assert mark(rest, path, people={"member": "present"}).status_code == 409


def test_nothing_is_noted_of_what_did_not_take_place(rest, past, site):
    transaction.begin()
    record_of(site.unrestrictedTraverse(past)).phase = "cancelled"
    transaction.commit()
    assert mark(rest, past, guests=1).status_code == 409


@pytest.mark.parametrize(
    "body, field",
    [
        ({"people": {"member": "here"}}, "people"),
        ({"people": {"colleague": "present"}}, "people"),
        ({"people": {"newcomer": "present"}}, "people"),
        ({"people": {"nobody": "unknown"}}, "people"),
        ({}, "body"),
    ],
)
def test_what_is_refused(rest, past, kept, body, field):
    answer = mark(rest, past, **body)
    assert answer.status_code == 400, answer.text
    assert answer.json()["message"].startswith(f"{field}: ")
    assert not kept(past).presence


def test_one_wrong_name_and_nothing_is_noted(rest, past, kept):
    answer = mark(rest, past, people={"member": "present", "colleague": "present"})
    assert answer.status_code == 400
    assert not kept(past).presence


def test_whoever_came_the_day_after_was_not_there(rest, past, site):
    join(site, "later", "Lea Ter", now=BEGAN + timedelta(minutes=1))
    assert mark(rest, past, people={"later": "present"}).status_code == 400
    found = rest("later").get(f"{past}/@attendance").json()
    assert totals(found) == NOBODY


def test_whoever_left_since_stays_in_the_numbers(rest, past, site):
    mark(rest, past, people={"member": "present"})
    leave(site, "member")
    found = rest("facilitator").get(f"{past}/@attendance").json()
    assert (found["present"], found["unknown"]) == (1, 2)
    assert "Mia Brook" in [row["fullname"] for row in found["items"]]
    changed = mark(rest, past, people={"member": "absent"})
    assert changed.json()["absent"] == 1


def test_who_was_paused_then_is_not_asked_about(rest, meeting_at, site):
    pause(site, "member", now=BEGAN - timedelta(hours=1))
    path = meeting_at(start=BEGAN)
    pause(site, "member", False)
    assert rest("facilitator").get(f"{path}/@attendance").json()["unknown"] == 2


def test_who_waited_then_is(rest, meeting_at, site):
    let_wait(site, "member", now=BEGAN - timedelta(hours=1))
    path = meeting_at(start=BEGAN)
    found = mark(rest, path, people={"member": "present"})
    assert totals(found.json()) == {**NOBODY, "present": 1, "unknown": 2}


def test_of_whoever_is_erased_the_number_stays(community):
    meeting = plan(community, start=ago(hours=2))
    now = datetime.now(UTC)
    attendance.mark(
        meeting, by="facilitator", now=now, people={"member": "present"}, guests=1
    )
    before = attendance.totals(meeting)
    MeetingShelf(meeting).forget("member")
    Membership(community).remove("member", now=now)
    Membership(community).erase("member")
    assert attendance.totals(meeting) == before
    assert "member" not in record_of(meeting).presence
    items = attendance.items(meeting, "facilitator", now)
    assert "member" not in [item.userid for item in items]
