"""Several people work on one agenda in the same moment, over HTTP, in threads."""

from leap.cop.community.membership import Membership
from leap.cop.testing import PASSWORD
from plone import api
from tests.conftest import NOW
from threading import Barrier
from threading import Thread

import pytest
import requests
import transaction


TEN = [f"person-{number}" for number in range(10)]
TURNS = 5


@pytest.fixture
def people(site):
    """Let ten people in."""
    membership = Membership(site["tuesday"])
    for userid in TEN:
        api.user.create(
            username=userid, email=f"{userid}@example.org", password=PASSWORD
        )
        membership.add(userid, "member", now=NOW)
    transaction.commit()
    return TEN


def at_once(acts):
    """Have several people ask in the same moment; give the answers in their order."""
    found, begin = [None] * len(acts), Barrier(len(acts))

    def ask(number, who, method, url, sent):
        with requests.Session() as session:
            session.auth = (who, PASSWORD)
            session.headers["Accept"] = "application/json"
            begin.wait()
            found[number] = session.request(method, url, json=sent)

    threads = [
        Thread(target=ask, args=(number, *act), daemon=True)
        for number, act in enumerate(acts)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


@pytest.fixture
def rows(rest, meeting_at, people):
    """Return a row of each of the ten."""
    path = meeting_at()
    url = f"{rest(None).base}/{path}/@agenda"
    sent = {"kind": "other", "title": "Mine", "minutes": 1}
    made = at_once([(who, "POST", url, {**sent, "title": who}) for who in people])
    assert [answer.status_code for answer in made] == [201] * len(people)
    return url, [answer.json() for answer in made]


def agenda(rest, url):
    return rest("facilitator").get(url).json()["items"]


def test_ten_who_add_all_stand_there(rest, rows):
    url, made = rows
    assert {row["id"] for row in agenda(rest, url)} == {row["id"] for row in made}


def test_ten_who_change_different_rows_never_meet(rest, rows):
    url, made = rows
    for turn in range(TURNS):
        acts = [
            (
                row["title"].partition(" ")[0],
                "PATCH",
                row["@id"],
                {"rev": row["rev"], "title": f"{TEN[number]} {turn}"},
            )
            for number, row in enumerate(made)
        ]
        answers = at_once(acts)
        assert [answer.status_code for answer in answers] == [200] * len(TEN)
        made = [answer.json() for answer in answers]
    kept = {row["title"] for row in agenda(rest, url)}
    assert kept == {f"{who} {TURNS - 1}" for who in TEN}


def test_of_two_who_change_the_same_row_one_is_told(rest, rows):
    _url, made = rows
    row = made[0]
    for turn in range(TURNS):
        acts = [
            (who, "PATCH", row["@id"], {"rev": row["rev"], "title": f"{who} {turn}"})
            for who in ("facilitator", TEN[0])
        ]
        answers = at_once(acts)
        by_status = {answer.status_code: answer.json() for answer in answers}
        assert set(by_status) == {200, 409}, by_status
        row = by_status[200]
        assert by_status[409]["current"]["title"] == row["title"]
        assert by_status[409]["current"]["rev"] == row["rev"]


def test_two_who_move_different_rows_both_succeed(rest, rows):
    url, made = rows
    order = [row["id"] for row in agenda(rest, url)]
    last, first = order[-1], order[0]
    answers = at_once(
        [
            ("facilitator", "PATCH", f"{url}/{last}", {"before": order[1]}),
            ("facilitator", "PATCH", f"{url}/{first}", {"before": None}),
        ]
    )
    assert [answer.status_code for answer in answers] == [200, 200]
    now = [row["id"] for row in agenda(rest, url)]
    assert now == [last, *order[1:-1], first]
    assert len(made) == len(now)


def test_who_moves_and_who_writes_do_not_meet(rest, rows):
    url, made = rows
    order = [row["id"] for row in agenda(rest, url)]
    target = next(row for row in made if row["id"] == order[-1])
    answers = at_once(
        [
            ("facilitator", "PATCH", target["@id"], {"before": order[0]}),
            (target["title"], "PATCH", target["@id"], {"rev": 1, "title": "Written"}),
        ]
    )
    assert [answer.status_code for answer in answers] == [200, 200]
    [first, *_others] = agenda(rest, url)
    assert (first["id"], first["title"]) == (order[-1], "Written")
