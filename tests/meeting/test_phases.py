"""What became of a meeting, and what calendars are told of it."""

from datetime import datetime
from datetime import timedelta
from datetime import UTC
from leap.cop.core.errors import NotNow
from leap.cop.meeting import events
from leap.cop.meeting import phases
from leap.cop.meeting import rules
from leap.cop.meeting.calendar import said
from leap.cop.meeting.people import turns_taken
from leap.cop.meeting.records import AgendaRow
from leap.cop.meeting.records import record_of
from leap.cop.meeting.records import TurnsShelf
from plone import api
from tests.meeting.made import BEGINS
from tests.meeting.made import plan
from tests.meeting.people import ago
from tests.meeting.people import let_wait
from zope.component import getGlobalSiteManager

import pytest
import transaction


AFTER = BEGINS + timedelta(hours=5)
LONG_AGO = datetime(2026, 1, 7, 9, tzinfo=UTC)


@pytest.fixture
def heard():
    """Yield the events of this room that are fired."""
    found = []
    manager = getGlobalSiteManager()
    manager.registerHandler(found.append, (events.IMeetingEvent,))
    yield found
    manager.unregisterHandler(found.append, (events.IMeetingEvent,))


def go(meeting, phase, who="facilitator", now=AFTER, **more):
    with api.env.adopt_user(who):
        return phases.go_to(meeting, phase, now=now, **more)


def kinds(heard) -> list[str]:
    return [type(event).__name__ for event in heard]


def test_a_meeting_is_held(meeting, heard):
    assert go(meeting, "held") == "held"
    assert kinds(heard) == ["MeetingHeld"]
    assert record_of(meeting).sequence == 0
    assert go(meeting, "held") == "held"
    assert len(heard) == 1


def test_not_before_it_begins(meeting):
    with pytest.raises(NotNow):
        go(meeting, "held", now=BEGINS - timedelta(seconds=1))
    assert go(meeting, "held", now=BEGINS) == "held"


def test_held_touches_nothing_else(meeting):
    record = record_of(meeting)
    row = record.rows["a"] = AgendaRow("a", "theme", "member")
    record.answers["member"] = ("yes", "")
    record.presence["member"] = "apologies"
    go(meeting, "held")
    assert (row.state, row.rev) == ("open", 1)
    assert dict(record.answers) == {"member": ("yes", "")}
    assert dict(record.presence) == {"member": "apologies"}


def test_turns_count_from_held_on_and_not_when_that_is_undone(meeting, community):
    record = record_of(meeting)
    record.turns["host"] = ("member", rules.ACCEPTED)
    record.turns["chair"] = ("teller", rules.ASKED)
    go(meeting, "held")
    taken = TurnsShelf(community).kept.taken
    assert taken == (("2027-03-27", "host", "member", meeting.UID()),)
    record.turns["host"] = ("teller", rules.ACCEPTED)
    turns_taken.note_held(meeting)
    taken = TurnsShelf(community).kept.taken
    assert taken == (("2027-03-27", "host", "teller", meeting.UID()),)
    go(meeting, "planned")
    assert TurnsShelf(community).kept.taken == ()


def test_held_stays_while_the_record_is_kept(meeting):
    go(meeting, "held")
    record_of(meeting).minutes.kept = True
    with pytest.raises(NotNow):
        go(meeting, "planned")


def test_a_cancelled_meeting_is_not_held(meeting):
    go(meeting, "cancelled")
    with pytest.raises(NotNow):
        go(meeting, "held")
    go(meeting, "planned")
    go(meeting, "held")
    with pytest.raises(NotNow):
        go(meeting, "cancelled")


def test_cancelling_is_told_and_keeps_what_was_prepared(meeting, heard):
    record = record_of(meeting)
    record.rows["a"] = AgendaRow("a", "theme", "member")
    go(meeting, "cancelled", note="The hall is flooded.", now=LONG_AGO)
    assert (record.sequence, record.said, record.note) == (
        1,
        LONG_AGO,
        "The hall is flooded.",
    )
    assert kinds(heard) == ["MeetingTold"]
    assert list(record.rows) == ["a"]


def test_restoring_is_told(site, meeting_at, kept, heard):
    path = meeting_at()
    meeting = site.unrestrictedTraverse(path)
    go(meeting, "cancelled", note="Flooded.")
    transaction.commit()
    go(meeting, "planned")
    transaction.commit()
    assert (kept(path).sequence, kept(path).note) == (2, "")
    assert kinds(heard) == ["MeetingTold", "MeetingTold"]


def test_one_transaction_counts_once(meeting, heard):
    meeting.start += timedelta(hours=1)
    assert said.something_changed(meeting, AFTER)
    meeting.timezone = "Europe/Amsterdam"
    assert not said.something_changed(meeting, AFTER + timedelta(minutes=1))
    record = record_of(meeting)
    assert record.sequence == 1
    assert record.said == AFTER + timedelta(minutes=1)
    assert kinds(heard) == ["MeetingTold"]


#: What is sent over REST, and how far that raises the number.
CHANGES = (
    ({"start": "2027-03-28T09:00"}, 1),
    ({"end": "2027-03-27T12:00"}, 1),
    ({"timezone": "Europe/Amsterdam"}, 1),
    ({"start": "2027-04-01T09:00", "timezone": "Europe/Amsterdam"}, 1),
    ({"address_may_be_shown": True}, 1),
    ({"address_may_be_shown": True, "location": "Elsewhere", "title": "Other"}, 1),
    ({"location": "Elsewhere"}, 0),
    ({"title": "Other"}, 0),
    ({"description": "Other"}, 0),
    ({"venue_notes": "Other", "room_for": 4, "online_link": "https://other.org"}, 0),
    ({"mode": "online"}, 0),
    ({"start": "2027-03-27T09:00"}, 0),
)


@pytest.mark.parametrize("sent, by", CHANGES)
def test_one_change_raises_the_number_once(rest, meeting_at, kept, sent, by):
    path = meeting_at()
    before = kept(path).said
    assert rest("facilitator").patch(path, json=sent).status_code == 204
    assert kept(path).sequence == by
    assert kept(path).said >= before


def test_a_shown_place_that_changes(rest, meeting_at, kept):
    path = meeting_at(address_may_be_shown=True)
    sent = {"location": "Elsewhere"}
    assert rest("facilitator").patch(path, json=sent).status_code == 204
    assert kept(path).sequence == 1


def test_a_new_meeting_has_said_nothing_before(meeting_at, kept, heard):
    path = meeting_at(state="public")
    assert kept(path).sequence == 0
    assert kept(path).said is not None
    assert heard == []


# Over REST

#: Outsiders are told that there is nothing, or that it is not theirs.
OUT = (403, 404)

#: Who may say what, beside those who hold a turn.
SAY = (
    ("facilitator", "cancelled", 200),
    ("siteadmin", "cancelled", 200),
    ("member", "cancelled", 403),
    ("colleague", "cancelled", OUT),
    ("newcomer", "cancelled", OUT),
    ("reviewer", "cancelled", OUT),
    (None, "cancelled", 401),
    ("facilitator", "held", 200),
    ("siteadmin", "held", 403),
    ("member", "held", 403),
)


@pytest.mark.parametrize("who, phase, status", SAY)
def test_who_says_what_became_of_it(rest, meeting_at, kept, who, phase, status):
    path = meeting_at(state="public", start=LONG_AGO)
    answer = rest(who).post(f"{path}/@phase", json={"phase": phase})
    assert answer.status_code in (status if status == OUT else (status,))
    assert kept(path).phase == (phase if status == 200 else "planned")


@pytest.mark.parametrize(
    "kind, phase, status",
    [
        ("chair", "cancelled", 200),
        ("chair", "held", 200),
        ("host", "cancelled", 403),
        ("note_taker", "held", 403),
    ],
)
def test_a_turn_may_say(site, rest, meeting_at, kept, kind, phase, status):
    path = meeting_at(start=LONG_AGO)
    record_of(site.unrestrictedTraverse(path)).turns[kind] = ("member", "accepted")
    transaction.commit()
    answer = rest("member").post(f"{path}/@phase", json={"phase": phase})
    assert answer.status_code == status, answer.text


def test_taking_held_back_is_for_facilitators(site, rest, meeting_at, kept):
    path = meeting_at(start=LONG_AGO)
    record_of(site.unrestrictedTraverse(path)).turns["chair"] = ("member", "accepted")
    transaction.commit()
    chair, facilitator = rest("member"), rest("facilitator")
    assert chair.post(f"{path}/@phase", json={"phase": "held"}).status_code == 200
    assert chair.post(f"{path}/@phase", json={"phase": "planned"}).status_code == 403
    sent = {"phase": "planned"}
    assert facilitator.post(f"{path}/@phase", json=sent).status_code == 200


@pytest.mark.parametrize(
    "body, status, words",
    [
        ({"phase": "cancelled", "note": "a\u202eb"}, 400, "note"),
        ({"phase": "held", "note": "x"}, 400, "note"),
        ({"phase": "held"}, 409, "The meeting has not started yet."),
    ],
)
def test_what_is_not_taken(rest, meeting_at, kept, body, status, words):
    path = meeting_at()
    answer = rest("facilitator").post(f"{path}/@phase", json=body)
    assert answer.status_code == status, answer.text
    assert words in answer.text
    assert kept(path).phase == "planned"


def test_what_can_be_said_now(rest, meeting_at):
    path = meeting_at(start=LONG_AGO)
    facilitator = rest("facilitator")
    assert facilitator.get(f"{path}/@phase").json()["next"] == ["held", "cancelled"]
    assert rest("member").get(f"{path}/@phase").json()["next"] == []
    assert rest("siteadmin").get(f"{path}/@phase").json()["next"] == ["cancelled"]
    path = meeting_at(state="public")
    assert facilitator.get(f"{path}/@phase").json()["next"] == ["cancelled"]
    assert rest("colleague").get(f"{path}/@phase").status_code in (403, 404)


# The meetings of a community


def test_the_meetings_of_a_community(rest, site):
    community = site["tuesday"]
    soon = datetime.now(UTC).replace(microsecond=0) + timedelta(days=3)
    for title, start, state in (
        ("Old", LONG_AGO, "public"),
        ("New", soon, "community"),
        ("Running", datetime.now(UTC) - timedelta(minutes=5), "public"),
        ("Prepared", soon + timedelta(days=9), "private"),
    ):
        plan(community, title=title, start=start, state=state)
    record_of(community[_id(community, "New")]).answers["member"] = ("yes", "here")
    transaction.commit()

    def titles(who, **query):
        answer = rest(who).get("tuesday/@meetings", params=query)
        assert answer.status_code == 200, answer.text
        return [row["title"] for row in answer.json()["items"]]

    assert titles("facilitator") == ["Prepared", "New", "Running", "Old"]
    assert titles("member") == ["New", "Running", "Old"]
    assert titles("colleague") == ["Running", "Old"]
    assert titles("member", when="next") == ["Running", "New"]
    assert titles("member", when="past") == ["Old"]
    assert titles("member", b_size=1, b_start=1) == ["Running"]
    answer = rest("colleague").get("tuesday/@meetings", params={"b_size": 1})
    assert answer.json()["items_total"] == 2
    assert not {"mine", "record_kept"} & set(answer.json()["items"][0])
    row = rest("member").get("tuesday/@meetings").json()["items"][0]
    assert row["mine"] == "yes" and "how" not in row
    assert row["record_kept"] is False
    assert (row["phase"], row["mode"]) == ("planned", "in_person")
    assert row["start"] == soon.isoformat()


def _id(community, title: str) -> str:
    return next(id_ for id_ in community.objectIds() if community[id_].title == title)


@pytest.mark.parametrize(
    "query, words",
    [
        ({"when": "soon"}, "when"),
        ({"b_size": "x"}, "b_size"),
        ({"b_size": 0}, "b_size"),
    ],
)
def test_lists_that_there_are_not(rest, site, query, words):
    answer = rest("member").get("tuesday/@meetings", params=query)
    assert answer.status_code == 400
    assert words in answer.text


def test_an_answer_reads_alike_in_every_list(rest, meeting_at, site):
    path = meeting_at(start=ago(days=-9), mode="both")
    sent = {"answer": "yes", "how": "online"}
    assert rest("member").put(f"{path}/@rsvp", json=sent).status_code == 200
    for who, own in {"member": ("yes", "online"), "teller": (None, None)}.items():
        [row] = rest(who).get("tuesday/@meetings").json()["items"]
        home = rest(who).get("tuesday/@cop-home").json()["next_meeting"]
        rsvp = rest(who).get(f"{path}/@rsvp").json()
        for found in (row, home, rsvp):
            assert (found["mine"], found["how"]) == own


def test_that_a_record_is_kept_is_for_members(rest, meeting_at, site):
    meeting_at(start=ago(days=-9))
    let_wait(site, "teller")
    for who, reads in {
        "facilitator": True,
        "member": True,
        "teller": False,
        "siteadmin": False,
    }.items():
        [row] = rest(who).get("tuesday/@meetings").json()["items"]
        assert ("record_kept" in row) is reads
