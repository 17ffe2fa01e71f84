"""The fields of a meeting: who may change which, and what fits."""

from leap.cop.meeting.records import record_of
from tests.meeting.test_content import made
from tests.meeting.test_content import START

import pytest
import transaction


#: What each may change; everybody else nothing.
PLACE = {
    "location": "The library",
    "venue_notes": "Step-free",
    "room_for": 12,
    "online_link": "https://meet.example.org/other",
}
TIME = {
    "end": "2027-03-27T11:00",
    "start": "2027-04-01T09:00",
    "timezone": "Europe/Amsterdam",
}
REST = {
    "title": "Another title",
    "description": "Another line",
    "mode": "online",
    "address_may_be_shown": True,
}

MAY = {
    "facilitator": {*PLACE, *TIME, *REST},
    "siteadmin": {*PLACE, *TIME, *REST},
    "chair": {*PLACE, *TIME},
    "host": {*PLACE},
    "note_taker": set(),
    "member": set(),
}


@pytest.fixture
def turns(site, rest, meeting_at):
    """Return a function that gives a member a turn; it returns path and session."""

    def give(who: str):
        path = meeting_at(state="public")
        if who in ("chair", "host", "note_taker"):
            record = record_of(site.unrestrictedTraverse(path))
            record.turns[who] = ("member", "accepted")
            transaction.commit()
            who = "member"
        return path, rest(who)

    return give


@pytest.mark.parametrize("who", MAY)
def test_who_changes_which_field(turns, who):
    path, session = turns(who)
    for name, value in {**PLACE, **TIME, **REST}.items():
        status = session.patch(path, json={name: value}).status_code
        assert (name, status) == (name, 204 if name in MAY[who] else 403)


@pytest.mark.parametrize("who", ["colleague", "newcomer", "reviewer", None])
def test_outsiders_change_nothing(turns, rest, who):
    path, _session = turns("facilitator")
    answer = rest(who).patch(path, json={"location": "Elsewhere"})
    assert answer.status_code in (401, 403, 404)
    assert rest("member").get(path).json()["location"] == "12 Hidden Lane"


def test_whoever_was_only_asked_changes_nothing(site, rest, meeting_at):
    path = meeting_at()
    record_of(site.unrestrictedTraverse(path)).turns["host"] = ("member", "asked")
    transaction.commit()
    assert rest("member").patch(path, json=PLACE).status_code == 403


def test_one_field_that_is_not_theirs_saves_nothing(turns, rest):
    path, host = turns("host")
    answer = host.patch(path, json={"location": "Elsewhere", "title": "Mine"})
    assert answer.status_code == 403
    sent = rest("member").get(path).json()
    assert (sent["location"], sent["title"]) == ("12 Hidden Lane", "Listening well")


def test_what_was_read_goes_back_unchanged(turns, rest, kept):
    path, host = turns("host")
    body = host.get(path).json()
    body.pop("revision")
    assert host.patch(path, json={**body, "room_for": 9}).status_code == 204
    assert host.get(path).json()["room_for"] == 9
    assert kept(path).sequence == 0


#: What is sent, and what is said of it.
DOES_NOT_FIT = [
    ({"end": "2027-03-27T09:00"}, "end: choose a time after the start."),
    ({"end": "2027-03-27T08:00"}, "end: choose a time after the start."),
    ({"end": "2027-03-28T11:00"}, "end: choose a time within 24 hours of the start."),
    ({"end": "tomorrow"}, "end: send a date and a time"),
    ({"start": "2027-03-28T03:30"}, "start: this time does not exist"),
    ({"start": "1999-12-31T09:00"}, "start: choose a day in the years 2000 to 2199."),
    ({"start": "2200-01-01T09:00"}, "start: choose a day in the years 2000 to 2199."),
    ({"start": 7}, "start"),
    ({"start": None}, "start"),
    (
        {"timezone": "Mars/Olympus"},
        "timezone: choose a time zone, for example Europe/Sofia.",
    ),
    ({"timezone": None}, "timezone"),
    (
        {"timezone": "../etc/passwd"},
        "timezone: choose a time zone, for example Europe/Sofia.",
    ),
    ({"mode": "hybrid"}, "mode"),
    ({"mode": None}, "mode"),
    ({"room_for": 0}, "room_for"),
    ({"room_for": 1001}, "room_for"),
    ({"room_for": "12"}, "room_for"),
    ({"room_for": True}, "room_for"),
    ({"online_link": "http://meet.example.org"}, "online_link"),
    ({"online_link": "javascript:alert(1)"}, "online_link"),
    ({"online_link": "https://a b"}, "online_link"),
    ({"online_link": "https://x/" + "y" * 2000}, "online_link"),
    ({"location": "x" * 301}, "location"),
    ({"location": "one\ntwo"}, "location"),
    ({"venue_notes": "x" * 5001}, "venue_notes"),
    ({"address_may_be_shown": "yes"}, "address_may_be_shown"),
    ({"title": "x" * 151}, "title"),
    ({"recurrence": "RRULE:FREQ=DAILY"}, "recurrence: not known here."),
    ({"sync_uid": "mine"}, "sync_uid: not known here."),
    ({"effective": "2030-01-01T00:00:00"}, "effective"),
    ({"whole_day": True}, "whole_day"),
    ({"locations": "x"}, "Did you mean location?"),
    ({"phase": "held"}, "phase: send it to @phase."),
    ({"review_state": "private"}, "review_state: send a transition"),
    ({"creators": ["member"]}, "creators"),
]


def test_what_does_not_fit(rest, meeting_at):
    """One meeting is asked it all: nothing of it is kept."""
    path, session = meeting_at(), rest("facilitator")
    before = session.get(path).json()
    taken = []
    for sent, words in DOES_NOT_FIT:
        answer = session.patch(path, json=sent)
        if answer.status_code != 400 or words not in answer.text:
            taken.append((sent, answer.status_code, answer.text))
        assert session.get(path).json() == before, sent
    assert not taken


def test_what_does_not_fit_a_new_one(rest, site):
    taken, before = [], len(site["tuesday"])
    for sent, _words in DOES_NOT_FIT:
        if sent in ({"start": None}, {"phase": "held"}) or "review_state" in sent:
            continue
        answer = made(rest, **sent)
        if answer.status_code != 400 or next(iter(sent)) not in answer.text:
            taken.append((sent, answer.status_code, answer.text))
    assert not taken
    transaction.begin()
    assert len(site["tuesday"]) == before


def test_a_start_is_needed(rest):
    body = {"@type": "leap.cop.Meeting", "title": "When?"}
    answer = rest("facilitator").post("tuesday", json=body)
    assert answer.status_code == 400
    assert "start: send a date and a time" in answer.text


def test_a_whole_one_may_be_sent_again(rest, meeting_at):
    session = rest("facilitator")
    body = session.get(meeting_at()).json()
    for name in ("phase", "review_state", "revision"):
        body.pop(name)
    answer = session.post("tuesday", json=body)
    assert answer.status_code == 201, answer.text
    assert answer.json()["review_state"] == "private"
    assert answer.json()["UID"] != body["UID"]
    assert answer.json()["start"] == body["start"]


def test_nothing_recurs(rest, meeting_at):
    url = made(rest).json()["@id"]
    assert "recurrence" not in rest("facilitator").get(url).json()
    assert START


def test_the_second_of_two_hours_is_kept(rest, site):
    answer = made(rest, start="2027-10-31T01:30:00Z")
    url = answer.json()["@id"]
    assert answer.json()["start"] == "2027-10-31T01:30:00+00:00"
    session = rest("facilitator")
    assert session.get(url).json()["start"] == "2027-10-31T01:30:00+00:00"
    sent = {"timezone": "Europe/Amsterdam"}
    assert session.patch(url, json=sent).status_code == 204
    assert session.get(url).json()["start"] == "2027-10-31T01:30:00+00:00"


def test_a_shown_place_is_shown_to_all_and_nothing_else(rest, meeting_at):
    path = meeting_at(state="public", address_may_be_shown=True, room_for=7)
    sent = rest("colleague").get(path).json()
    assert sent["location"] == "12 Hidden Lane"
    inside = ("online_link", "venue_notes", "room_for", "address_may_be_shown")
    assert not set(inside) & set(sent)
    assert sent["phase"] == "planned"


def test_another_place_is_another_revision(rest, meeting_at):
    path = meeting_at(state="public")
    member, colleague = rest("member"), rest("colleague")
    before = [one.get(path).json()["revision"] for one in (member, colleague)]
    sent = {"location": "Elsewhere", "revision": member.get(path).json()["revision"]}
    assert rest("facilitator").patch(path, json=sent).status_code == 204
    after = [one.get(path).json()["revision"] for one in (member, colleague)]
    assert before[0] != after[0]
    assert before[1] == after[1]
    sent = {"location": "Nowhere", "revision": before[0]}
    assert rest("facilitator").patch(path, json=sent).status_code == 409
