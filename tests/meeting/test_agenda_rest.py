"""The agenda over REST: who does what, what each kind takes, what each reader sees."""

from leap.cop.community.membership import Membership
from leap.cop.meeting import rules
from plone import api
from tests.conftest import NOW
from tests.meeting.people import let_wait

import pytest
import transaction


@pytest.fixture
def path(meeting_at):
    """Return the path of a meeting whose members see it."""
    return meeting_at()


@pytest.fixture
def turn(kept):
    """Return a function that lets somebody chair, or take notes."""

    def take(path: str, kind: str, userid: str) -> None:
        kept(path).turns[kind] = (userid, rules.ACCEPTED)
        transaction.commit()

    return take


@pytest.fixture
def waiting(site):
    """Let the second member wait for the agreement."""
    with api.env.adopt_user("siteadmin"):
        Membership(site["tuesday"]).let_wait("teller", True, now=NOW)
    transaction.commit()
    return "teller"


def added(rest, path, who="member", **row):
    """Add a row; return it as it came back."""
    sent = {"kind": "other", "title": "Chairs", "minutes": 20, **row}
    answer = rest(who).post(f"{path}/@agenda", json=sent)
    assert answer.status_code == 201, answer.text
    return answer.json()


def agenda_of(rest, path, who="member"):
    answer = rest(who).get(f"{path}/@agenda")
    assert answer.status_code == 200, answer.text
    return answer.json()


def patched(rest, row, who="facilitator", **sent):
    return rest(who).patch(row["@id"], json={"rev": row["rev"], **sent})


# Who


@pytest.mark.parametrize(
    "who, reads, adds",
    [
        ("facilitator", 200, 201),
        ("member", 200, 201),
        ("siteadmin", 200, 403),
        ("newcomer", 404, 404),
        ("reviewer", 404, 404),
        ("colleague", 404, 404),
        ("nobody", 401, 401),
    ],
)
def test_who_reads_and_who_adds(rest, path, who, reads, adds):
    session = rest(None if who == "nobody" else who)
    sent = {"kind": "break", "minutes": 15}
    assert session.get(f"{path}/@agenda").status_code == reads
    assert session.post(f"{path}/@agenda", json=sent).status_code == adds


def test_whoever_waits_reads_and_adds_nothing(rest, path, waiting):
    session = rest(waiting)
    assert session.get(f"{path}/@agenda").status_code == 200
    sent = {"kind": "break", "minutes": 15}
    assert session.post(f"{path}/@agenda", json=sent).status_code == 403


def test_a_public_meeting_has_no_agenda_for_outsiders(rest, meeting_at):
    path = meeting_at(state="public")
    row = added(rest, path, note="Canary")
    for who in ("colleague", "newcomer", "reviewer"):
        there = rest(who).get(f"{path}/@agenda")
        nonsense = rest(who).get(f"{path}/@nonsense")
        assert there.status_code == nonsense.status_code == 404
        assert there.text == nonsense.text == rest(who).get(row["@id"]).text
        assert rest(who).get(f"{path}/@agenda-suggestions").text == nonsense.text
        assert rest(who).patch(row["@id"], json={"rev": 1}).text == nonsense.text
        assert rest(who).delete(row["@id"]).text == nonsense.text
        assert "Canary" not in rest(who).get(path).text


def test_own_rows_by_who_wrote_them_any_by_chair_and_facilitators(rest, path, turn):
    mine, theirs = added(rest, path), added(rest, path, who="facilitator")
    assert mine["may_change"]
    assert [row["may_change"] for row in agenda_of(rest, path)["items"]] == [
        True,
        False,
    ]
    assert patched(rest, mine, "member", minutes=25).json()["minutes"] == 25
    assert patched(rest, theirs, "member", minutes=25).status_code == 403
    assert rest("member").delete(theirs["@id"]).status_code == 403
    assert rest("member").patch(mine["@id"], json={"before": None}).status_code == 403
    turn(path, rules.CHAIR, "member")
    assert patched(rest, theirs, "member", minutes=25).status_code == 200
    assert rest("member").patch(mine["@id"], json={"before": None}).status_code == 200
    assert rest("member").delete(theirs["@id"]).status_code == 204
    assert rest("facilitator").delete(mine["@id"]).status_code == 204
    assert agenda_of(rest, path)["items"] == []


def test_outcomes_are_noted_by_chair_note_taker_facilitators(rest, path, turn):
    row = added(rest, path)
    assert patched(rest, row, "member", outcome="New ones").status_code == 403
    assert patched(rest, row, "member", state="done").status_code == 403
    turn(path, rules.NOTE_TAKER, "teller")
    assert patched(rest, row, "teller", minutes=5).status_code == 403
    noted = patched(rest, row, "teller", outcome="New ones", state="done").json()
    assert (noted["outcome"], noted["state"], noted["rev"]) == ("New ones", "done", 2)


def test_what_was_said_is_for_the_people_alone(rest, path, waiting):
    row = added(rest, path, kind="standing_question")
    assert patched(rest, row, outcome="Canary").status_code == 200
    assert "Canary" in rest("member").get(f"{path}/@agenda").text
    for who in ("siteadmin", waiting):
        [seen] = agenda_of(rest, path, who)["items"]
        assert "outcome" not in seen
        assert "said_before" not in seen


# What


def test_a_row_as_it_comes_back(rest, path):
    row = added(rest, path, note="Bring a notebook", lead="facilitator")
    assert row == {
        "@id": row["@id"],
        "id": row["@id"].rsplit("/", 1)[1],
        "kind": "other",
        "title": "Chairs",
        "minutes": 20,
        "lead": "Fay Holt",
        "state": "open",
        "rev": 1,
        "may_change": True,
        "note": "Bring a notebook",
        "outcome": "",
    }
    assert rest("member").get(row["@id"]).json() == row
    whole = agenda_of(rest, path)
    assert (whole["minutes_planned"], whole["minutes_there"]) == (20, 210)
    assert whole["items_total"] == 1


def test_nobody_learns_who_put_it_there(rest, path):
    added(rest, path)
    for who in ("facilitator", "teller", "siteadmin"):
        said = rest(who).get(f"{path}/@agenda").text
        assert "Mia Brook" not in said
        assert '"member"' not in said


@pytest.mark.parametrize(
    "sent, status, field",
    [
        ({"kind": "story", "title": "My story"}, 400, "title"),
        ({"kind": "story", "note": "Secret"}, 400, "note"),
        ({"kind": "advice", "note": "A case"}, 400, "note"),
        ({"kind": "advice", "title": "A case"}, 400, "title"),
        ({"kind": "brought_views"}, 400, "permission"),
        ({"kind": "brought_views", "permission": False}, 400, "permission"),
        ({"kind": "other", "minutes": 241}, 400, "minutes"),
        ({"kind": "other", "lead": "colleague"}, 400, "lead"),
        ({"kind": "other", "lead": "newcomer"}, 400, "lead"),
        ({"kind": "theme", "theme": "nonsense"}, 400, "theme"),
        ({"kind": "story", "story": "nonsense"}, 403, ""),
    ],
)
def test_what_does_not_fit(rest, path, sent, status, field):
    answer = rest("member").post(f"{path}/@agenda", json=sent)
    assert answer.status_code == status, answer.text
    assert answer.json()["message"].startswith(field)
    assert agenda_of(rest, path)["items"] == []


@pytest.mark.parametrize(
    "kind, sent, field",
    [
        ("advice", {"note": "A case"}, "note"),
        ("story", {"title": "x"}, "title"),
        ("brought_views", {"permission": False}, "permission"),
        ("other", {"dealt_with": True}, "dealt_with"),
        ("theme", {"state": "done", "dealt_with": True}, "dealt_with"),
        ("other", {"before": "nonsense"}, "before"),
        ("other", {"rev": None, "minutes": 5}, "rev"),
    ],
)
def test_changes_that_do_not_fit(rest, path, kind, sent, field):
    said = {"permission": True} if kind == "brought_views" else {}
    row = added(rest, path, kind=kind, title=None, **said)
    answer = rest("facilitator").patch(row["@id"], json={"rev": 1, **sent})
    assert answer.status_code == 400, answer.text
    assert answer.json()["message"].startswith(f"{field}: ")
    assert agenda_of(rest, path, "member")["items"] == [row]


def test_a_kind_has_its_own_words(rest, path):
    rows = [
        added(rest, path, kind=kind, title=None)
        for kind in ("advice", "break", "story")
    ]
    titles = [row["title"] for row in rows]
    assert titles == ["Asking each other for advice", "Break", ""]
    assert rows[2]["story"] is None


def test_nothing_can_be_emptied_into_a_fault(rest, path):
    row = added(rest, path, lead="member", note="x")
    emptied = patched(rest, row, title=None, lead=None, note=None, minutes=None)
    assert emptied.status_code == 200, emptied.text
    sent = emptied.json()
    assert (sent["title"], sent["lead"], sent["note"], sent["minutes"]) == (
        "Something else",
        None,
        "",
        0,
    )


def test_a_row_that_is_not_there(rest, path):
    session = rest("facilitator")
    assert session.get(f"{path}/@agenda/nonsense").status_code == 404
    sent = {"rev": 1, "minutes": 3}
    assert session.patch(f"{path}/@agenda/nonsense", json=sent).status_code == 404
    assert session.delete(f"{path}/@agenda/nonsense").status_code == 404


def test_of_forty_one_rows_forty_stand(rest, path):
    for _number in range(40):
        row = added(rest, path, kind="break", title=None, minutes=1)
    answer = rest("member").post(f"{path}/@agenda", json={"kind": "break"})
    assert answer.status_code == 409
    assert len(agenda_of(rest, path)["items"]) == 40
    assert rest("member").delete(row["@id"]).status_code == 204
    added(rest, path)


# Two at once


def test_a_stale_change_gets_the_row_as_it_is(rest, path):
    row = added(rest, path)
    assert patched(rest, row, "member", title="Tables").status_code == 200
    late = patched(rest, row, "facilitator", title="Doors")
    assert late.status_code == 409
    assert late.json()["current"]["title"] == "Tables"
    assert late.json()["current"]["rev"] == 2
    [kept] = agenda_of(rest, path)["items"]
    assert kept["title"] == "Tables"


def test_the_same_again_is_no_change(rest, path):
    row = added(rest, path)
    assert patched(rest, row, title="Chairs").json()["rev"] == 1


def ids(rest, path):
    return [row["title"] for row in agenda_of(rest, path)["items"]]


def test_rows_are_moved_in_the_order_as_it_is(rest, path):
    a, b, c = (added(rest, path, title=title) for title in "abc")
    session = rest("facilitator")

    def move(row, before):
        sent = {"before": before and before["id"]}
        return session.patch(row["@id"], json=sent).status_code

    assert move(c, a) == 200
    assert ids(rest, path) == ["c", "a", "b"]
    assert move(c, None) == 200
    assert ids(rest, path) == ["a", "b", "c"]
    assert move(b, b) == 200
    assert ids(rest, path) == ["a", "b", "c"]
    assert [row["rev"] for row in agenda_of(rest, path)["items"]] == [1, 1, 1]
    assert session.patch(a["@id"], json={}).status_code == 400


def test_a_lost_order_heals(rest, path, kept):
    a, b, c = (added(rest, path, title=title) for title in "abc")
    kept(path).order.ids = ("gone", c["id"])
    transaction.commit()
    assert ids(rest, path)[0] == "c"
    assert sorted(ids(rest, path)) == ["a", "b", "c"]
    for row in (a, b, c):
        sent = {"before": None}
        assert rest("facilitator").patch(row["@id"], json=sent).status_code == 200
    assert ids(rest, path) == ["a", "b", "c"]
    assert kept(path).order.ids == (a["id"], b["id"], c["id"])


# When


def test_leading_tells_nobody_who_waits(rest, path, site, visit):
    let_wait(site, "member")
    for who, name in {"member": "Mia Brook", "teller": "Tess Lane"}.items():
        assert added(rest, path, "facilitator", lead=who)["lead"] == name
    visitor = visit("facilitator")
    visitor.go(f"{path}/add-row?kind=other")
    assert ">Mia Brook</option>" in visitor.contents


def test_whoever_leaves_leads_nothing_to_come(rest, path, meeting_at, site):
    row = added(rest, path, lead="teller")
    past = meeting_at(start=NOW)
    then = added(rest, past, lead="teller")
    transaction.begin()
    Membership(site["tuesday"]).remove("teller", now=NOW)
    transaction.commit()
    seen = rest("member").get(row["@id"]).json()
    assert (seen["lead"], seen["rev"]) == (None, 2)
    assert rest("member").get(then["@id"]).json()["lead"] == "Tess Lane"


def test_a_cancelled_meeting_keeps_its_agenda(rest, path, kept):
    row = added(rest, path)
    kept(path).phase = rules.CANCELLED
    transaction.commit()
    assert agenda_of(rest, path)["items"] == [row]


def test_a_kept_record_keeps_the_agenda(rest, path, kept):
    row = added(rest, path)
    kept(path).minutes.kept = True
    transaction.commit()
    session = rest("facilitator")
    assert session.patch(row["@id"], json={"rev": 1, "minutes": 1}).status_code == 409
    assert session.patch(row["@id"], json={"before": None}).status_code == 409
    assert session.delete(row["@id"]).status_code == 409
    assert session.post(f"{path}/@agenda", json={"kind": "break"}).status_code == 409
    taken = session.post(f"{path}/@agenda-suggestions", json={"take": ["welcome"]})
    assert taken.status_code == 409
    [there] = agenda_of(rest, path)["items"]
    assert there == {**row, "may_change": False}
