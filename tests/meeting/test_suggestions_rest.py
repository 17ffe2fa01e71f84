"""Suggestions over REST: what is known here, and what is taken."""

from datetime import timedelta
from leap.cop.community.membership import Membership
from leap.cop.meeting import rules
from leap.cop.meeting.records import Action
from leap.cop.meeting.records import ActionsShelf
from plone import api
from tests.conftest import NOW
from tests.meeting.made import BEGINS
from tests.topic import rounds

import pytest
import transaction


BEFORE = BEGINS - timedelta(days=30)


def suggested(rest, path, who="member"):
    answer = rest(who).get(f"{path}/@agenda-suggestions")
    assert answer.status_code == 200, answer.text
    return answer.json()["items"]


def keys(rest, path, who="member"):
    return [row["key"] for row in suggested(rest, path, who)]


def take(rest, path, *wanted, who="member"):
    return rest(who).post(f"{path}/@agenda-suggestions", json={"take": list(wanted)})


@pytest.fixture
def earlier(meeting_at, rest, kept):
    """Return the path of a meeting that took place, with rows that it left."""
    path = meeting_at(start=BEFORE)
    for title, state in (("A walk", "carried"), ("A talk", "done")):
        sent = {"kind": "method", "title": title, "minutes": 20}
        row = rest("facilitator").post(f"{path}/@agenda", json=sent).json()
        changed = {"rev": 1, "state": state, "outcome": f"Said of {title}"}
        answer = rest("facilitator").patch(row["@id"], json=changed)
        assert answer.status_code == 200
    kept(path).phase = rules.HELD
    transaction.commit()
    return path


@pytest.mark.parametrize(
    "who, status",
    [
        ("facilitator", 200),
        ("member", 200),
        ("siteadmin", 403),
        ("newcomer", 404),
        ("reviewer", 404),
        ("colleague", 404),
        (None, 401),
    ],
)
def test_who_is_told(rest, meeting_at, who, status):
    path = meeting_at()
    answer = rest(who).get(f"{path}/@agenda-suggestions")
    assert answer.status_code == status
    taken = take(rest, path, "welcome", who=who).status_code
    assert taken == {200: 201}.get(status, status)


def test_whoever_waits_is_told_nothing(rest, meeting_at, site):
    path = meeting_at()
    with api.env.adopt_user("siteadmin"):
        Membership(site["tuesday"]).let_wait("teller", True, now=NOW)
    transaction.commit()
    answer = rest("teller").get(f"{path}/@agenda-suggestions")
    assert answer.status_code == 403
    assert take(rest, path, "welcome", who="teller").status_code == 403


def test_the_first_meeting(rest, meeting_at):
    path = meeting_at()
    rows = suggested(rest, path)
    assert [row["key"] for row in rows] == [
        "welcome",
        "agreement",
        "aims",
        "topics",
        "next-host",
        "break",
    ]
    assert set(rows[0]) == {"key", "kind", "title", "minutes", "why"}
    assert rows[2]["title"] == "Are these our aims?"
    assert sum(row["minutes"] for row in rows) <= 210


def test_the_same_twice_and_nothing_by_itself(rest, meeting_at, earlier, kept):
    path = meeting_at()
    assert suggested(rest, path) == suggested(rest, path, "facilitator")
    assert not kept(path).rows


def test_a_carried_row_comes_with_its_title(rest, meeting_at, earlier):
    path = meeting_at()
    [carried] = [
        row for row in suggested(rest, path) if row["key"].startswith("carried:")
    ]
    assert (carried["title"], carried["kind"], carried["minutes"]) == (
        "A walk",
        "method",
        20,
    )
    taken = take(rest, path, carried["key"])
    assert taken.status_code == 201, taken.text
    [row] = taken.json()["items"]
    assert (row["title"], row["kind"], row["state"]) == ("A walk", "method", "open")
    assert "Said of" not in taken.text
    assert carried["key"] not in keys(rest, path)
    renamed = {"rev": 1, "title": "A long walk"}
    assert rest("member").patch(row["@id"], json=renamed).status_code == 200
    assert carried["key"] not in keys(rest, path)


def test_views_that_were_left_are_not_brought_without_asking(rest, meeting_at, earlier):
    sent = {"kind": "brought_views", "title": "Theirs", "permission": True}
    row = rest("member").post(f"{earlier}/@agenda", json=sent).json()
    changed = rest("facilitator").patch(row["@id"], json={"rev": 1, "state": "carried"})
    assert changed.status_code == 200
    path = meeting_at()
    key = f"carried:{row['id']}"
    assert key not in keys(rest, path)
    assert take(rest, path, key).status_code == 400
    assert rest("member").get(f"{path}/@agenda").json()["items"] == []


def test_taken_ones_stand_there_in_order(rest, meeting_at, earlier):
    path = meeting_at()
    before = keys(rest, path)
    assert take(rest, path, "warm_up", "welcome").status_code == 201
    rows = rest("member").get(f"{path}/@agenda").json()["items"]
    assert [row["kind"] for row in rows] == ["welcome", "warm_up"]
    assert [row["title"] for row in rows] == ["Welcome", "Warm-up"]
    rest_of_it = [key for key in before if key not in ("welcome", "warm_up")]
    assert keys(rest, path) == rest_of_it
    assert take(rest, path, *rest_of_it).status_code == 201
    assert keys(rest, path) == []
    whole = rest("member").get(f"{path}/@agenda").json()
    assert whole["minutes_planned"] <= whole["minutes_there"]


@pytest.mark.parametrize("wanted", [["nonsense"], ["welcome", "nonsense"], [], [3]])
def test_what_is_not_suggested(rest, meeting_at, wanted):
    path = meeting_at()
    answer = take(rest, path, *wanted)
    assert answer.status_code == 400
    assert answer.json()["message"].startswith("take: ")
    assert rest("member").get(f"{path}/@agenda").json()["items"] == []


def test_taken_twice(rest, meeting_at):
    path = meeting_at()
    assert take(rest, path, "welcome", "welcome").status_code == 201
    assert take(rest, path, "welcome").status_code == 400
    assert len(rest("member").get(f"{path}/@agenda").json()["items"]) == 1


def test_themes_by_place_and_dots(rest, meeting_at, earlier, site):
    content, ids = rounds.open_round(site["tuesday"])
    rounds.vote(content, "member", {ids[2]: 3, ids[1]: 1}, "receipt-of-member-0")
    rounds.go(content, "closed")
    transaction.commit()
    path = meeting_at()
    rows = [row for row in suggested(rest, path) if row["kind"] == "theme"]
    assert [row["title"] for row in rows] == ["Rest", "Online", "Schools"]
    taken = take(rest, path, rows[0]["key"]).json()["items"][0]
    assert taken["theme_title"] == taken["title"] == "Rest"
    assert f"theme:{taken['theme']}" == rows[0]["key"]
    assert rows[0]["key"] not in keys(rest, path)


def test_actions_are_counted_without_ones_own(rest, meeting_at, earlier, site):
    shelf = ActionsShelf(site["tuesday"])
    for number, (status, personal) in enumerate(
        [(rules.PLANNED, False), (rules.DONE, False), (rules.IN_PROGRESS, True)]
    ):
        action = Action(f"a{number}", "Canary", "member")
        action.status, action.personal = status, personal
        shelf.put(action.id, action)
    transaction.commit()
    path = meeting_at()
    [row] = [row for row in suggested(rest, path) if row["key"] == "action_review"]
    assert row["title"] == "What we set out to do: 1 open"
    taken = take(rest, path, "action_review").json()["items"][0]
    assert taken["title"] == "What we set out to do: 1 open"
    assert "Canary" not in rest("facilitator").get(f"{path}/@agenda-suggestions").text


def test_a_record_that_nobody_kept(rest, meeting_at, earlier, kept):
    path = meeting_at()
    assert "record_review" in keys(rest, path)
    kept(earlier).minutes.kept = True
    transaction.commit()
    assert "record_review" not in keys(rest, path)


def test_the_standing_question(rest, meeting_at, earlier, site):
    path = meeting_at()
    assert "standing_question" not in keys(rest, path)
    site["tuesday"].standing_question = "What is participation?"
    transaction.commit()
    [row] = [row for row in suggested(rest, path) if row["key"] == "standing_question"]
    assert "What is participation?" in row["why"]


def test_a_cancelled_meeting_counts_for_nothing(rest, meeting_at, earlier, kept):
    path = meeting_at()
    kept(earlier).phase = rules.CANCELLED
    transaction.commit()
    assert keys(rest, path)[2] == "aims"


def test_a_meeting_that_a_reader_does_not_see(rest, meeting_at):
    hidden = meeting_at(start=BEFORE, state="private")
    sent = {"kind": "method", "title": "Canary", "minutes": 20}
    row = rest("facilitator").post(f"{hidden}/@agenda", json=sent).json()
    carried = {"rev": 1, "state": "carried"}
    assert rest("facilitator").patch(row["@id"], json=carried).status_code == 200
    path = meeting_at()
    assert "Canary" in str(suggested(rest, path, "facilitator"))
    assert "Canary" not in str(suggested(rest, path, "member"))
