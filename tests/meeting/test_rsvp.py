"""Who comes, over REST: everybody for themselves, and who is told what."""

from datetime import timedelta
from leap.cop.meeting.records import record_of
from tests.meeting.people import ago
from tests.meeting.people import leave
from tests.meeting.people import let_wait
from tests.meeting.people import pause

import pytest
import transaction


@pytest.fixture
def rsvp(rest, meeting_at):
    """Return a function that asks a meeting's `@rsvp`, and plans the meeting."""
    path = meeting_at()

    def ask(who, method="GET", **body):
        sent = {"json": body} if body else {}
        return rest(who).request(method, f"{path}/@rsvp", **sent)

    ask.path = path
    return ask


def put(rsvp, who, answer="yes", **more):
    found = rsvp(who, "PUT", answer=answer, **more)
    assert found.status_code == 200, found.text
    return found.json()


def test_nothing_is_an_answer_but_an_answer(rsvp):
    found = rsvp("member").json()
    assert found["mine"] is None
    assert (found["yes"], found["perhaps"]) == (0, 0)
    assert found["names"] == {"yes": [], "perhaps": []}
    assert found["room_for"] is None
    assert not {"no", "unanswered", "how"} & set(found)


def test_an_answer_counts_once_and_the_last_one_counts(rsvp):
    assert put(rsvp, "member")["yes"] == 1
    assert put(rsvp, "member")["yes"] == 1
    found = put(rsvp, "member", "perhaps")
    assert (found["mine"], found["yes"], found["perhaps"]) == ("perhaps", 0, 1)
    assert found["names"]["perhaps"] == ["Mia Brook"]


def test_an_answer_is_taken_back(rsvp):
    put(rsvp, "member")
    assert rsvp("member", "DELETE").status_code == 204
    assert rsvp("member", "DELETE").status_code == 204
    assert rsvp("member").json()["mine"] is None


def test_facilitators_and_chair_and_host_read_who_does_not_come(rsvp, site):
    put(rsvp, "member", "no")
    found = rsvp("facilitator").json()
    assert (found["no"], found["unanswered"]) == (1, 2)
    assert found["names"]["no"] == ["Mia Brook"]
    assert found["names"]["unanswered"] == ["Fay Holt", "Tess Lane"]
    assert "no" not in rsvp("teller").json()
    for kind, reads in {"host": True, "chair": True, "note_taker": False}.items():
        transaction.begin()
        turns = record_of(site.unrestrictedTraverse(rsvp.path)).turns
        turns.clear()
        turns[kind] = ("teller", "accepted")
        transaction.commit()
        found = rsvp("teller").json()
        assert ("no" in found) is reads
        assert ("no" in found["names"]) is reads


def test_whoever_waits_answers_and_counts(rsvp, site):
    let_wait(site, "member")
    found = put(rsvp, "member")
    assert (found["yes"], found["names"]["yes"]) == (1, ["Mia Brook"])
    assert "no" not in found


def test_who_administers_the_site_reads_numbers_alone(rsvp):
    put(rsvp, "member")
    found = rsvp("siteadmin").json()
    assert (found["yes"], found["perhaps"]) == (1, 0)
    assert "names" not in found and "no" not in found
    assert rsvp("siteadmin", "PUT", answer="yes").status_code == 403
    assert rsvp("siteadmin", "DELETE").status_code == 403


@pytest.mark.parametrize("state", ["community", "public"])
@pytest.mark.parametrize("who", ["newcomer", "reviewer", "colleague", None])
def test_to_others_it_is_not_there(rest, meeting_at, who, state):
    path, session = meeting_at(state=state), rest(who)
    for method in ("GET", "PUT", "DELETE"):
        sent = {"json": {"answer": "yes"}} if method == "PUT" else {}
        for name in ("@rsvp", "@attendance", "@turns"):
            verb = "PATCH" if method == "PUT" and name != "@rsvp" else method
            if verb == "DELETE" and name != "@rsvp":
                continue
            found = session.request(verb, f"{path}/{name}", **sent)
            nonsense = session.request(verb, f"{path}/@nonsense", **sent)
            assert found.status_code == nonsense.status_code, (verb, name, found.text)
            assert found.status_code in (401, 404)
            assert found.text == nonsense.text.replace("@nonsense", name)


@pytest.mark.parametrize(
    "body, field",
    [
        ({}, "answer: "),
        ({"answer": "yes", "how": "online"}, "how: "),
        ({"answer": "yes", "userid": "member"}, "userid: "),
    ],
)
def test_what_is_refused(rest, rsvp, body, field):
    found = rest("member").put(f"{rsvp.path}/@rsvp", json=body)
    assert found.status_code == 400
    assert found.json()["message"].startswith(field), found.text
    assert rsvp("member").json()["mine"] is None


def test_how_is_asked_where_people_meet_in_both_ways(rest, meeting_at, site):
    path = meeting_at(mode="both")
    session = rest("member")
    sent = {"answer": "yes", "how": "online"}
    assert session.put(f"{path}/@rsvp", json=sent).json()["how"] == "online"
    url = f"{rest('facilitator').base}/{path}"
    changed = rest("facilitator").patch(url, json={"mode": "online"})
    assert changed.status_code == 204, changed.text
    found = session.get(f"{path}/@rsvp").json()
    assert found["mine"] == "yes" and "how" not in found
    # Kept, for the day on which it is asked again.
    rest("facilitator").patch(url, json={"mode": "both"})
    assert session.get(f"{path}/@rsvp").json()["how"] == "online"


def test_people_answer_until_it_ends(rest, meeting_at):
    running = meeting_at(start=ago(hours=1))
    assert (
        rest("member").put(f"{running}/@rsvp", json={"answer": "yes"}).status_code
        == 200
    )
    over = meeting_at(start=ago(hours=5))
    for method, sent in (("PUT", {"json": {"answer": "yes"}}), ("DELETE", {})):
        found = rest("member").request(method, f"{over}/@rsvp", **sent)
        assert found.status_code == 409, found.text
    assert rest("member").get(f"{over}/@rsvp").json()["mine"] is None


def test_of_a_cancelled_meeting_there_is_nothing_to_answer(rsvp, site):
    put(rsvp, "member")
    transaction.begin()
    record_of(site.unrestrictedTraverse(rsvp.path)).phase = "cancelled"
    transaction.commit()
    assert rsvp("teller", "PUT", answer="yes").status_code == 409
    assert rsvp("teller").json()["yes"] == 1


@pytest.mark.parametrize("go", [leave, pause])
def test_who_does_not_belong_now_is_not_counted(rsvp, site, go):
    put(rsvp, "member")
    go(site, "member")
    found = rsvp("facilitator").json()
    assert (found["yes"], found["names"]["yes"]) == (0, [])
    assert found["unanswered"] == 2
    assert rsvp("member").status_code == 404


def test_whoever_comes_back_is_asked_anew(rsvp, site, kept, rest, meeting_at):
    over = meeting_at(start=ago(hours=5))
    transaction.begin()
    record_of(site.unrestrictedTraverse(over)).answers["member"] = ("yes", "")
    transaction.commit()
    put(rsvp, "member")
    pause(site, "member")
    pause(site, "member", False)
    assert rsvp("member").json()["mine"] == "yes"
    leave(site, "member")
    assert "member" not in kept(rsvp.path).answers
    assert "member" in kept(over).answers


def test_nobody_is_turned_away(rest, meeting_at):
    path = meeting_at(room_for=1)
    for who in ("member", "teller", "facilitator"):
        found = rest(who).put(f"{path}/@rsvp", json={"answer": "yes"})
        assert found.status_code == 200
    assert found.json()["yes"] == 3
    assert found.json()["room_for"] == 1


def test_erasing_somebody_takes_the_answer_out(meeting):
    from leap.cop.meeting.records import MeetingShelf

    record_of(meeting).answers["member"] = ("yes", "")
    assert MeetingShelf(meeting).forget("member") == 1
    assert not record_of(meeting).answers


def test_a_meeting_ends_when_it_ends(meeting):
    from leap.cop.meeting.people import answers

    assert not answers.is_over(meeting, meeting.end)
    assert answers.is_over(meeting, meeting.end + timedelta(seconds=1))
