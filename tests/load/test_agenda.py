"""Ten people work on one agenda at once: nobody undoes what another one wrote.

On one process and on two over one PostgreSQL.
"""

from collections.abc import Callable
from tests.load.site import FACILITATOR
from tests.load.site import MEETING
from tests.load.site import TWENTY
from tests.load.test_agreement import Group

import pytest


TEN = TWENTY[:10]
TIMES = 5


@pytest.fixture
def group(running):
    return Group(running, MEETING)


@pytest.fixture
def rows(group):
    """Return a row of each of the ten, added at once, by whose it is."""

    def add(who: str) -> Callable:
        sent = {"kind": "other", "title": f"{who} 0", "minutes": 1}
        return lambda ask: ask("POST", "@agenda", sent)

    answers = group.at_once([(who, add(who)) for who in TEN])
    assert [status for status, _row in answers] == [201] * len(TEN), answers
    made = {who: row for who, (_status, row) in zip(TEN, answers, strict=True)}
    yield made
    for row in made.values():
        status, _nothing = group.ask("DELETE", f"@agenda/{row['id']}", who=FACILITATOR)
        assert status == 204


def titles(group) -> list[str]:
    _status, found = group.ask("GET", "@agenda", who=FACILITATOR)
    return [row["title"] for row in found["items"]]


def patch(row: dict, **sent) -> Callable:
    sent = {"rev": row["rev"], **sent}
    return lambda ask: ask("PATCH", f"@agenda/{row['id']}", sent)


def test_different_rows_never_meet(group, rows):
    assert len(titles(group)) == len(TEN)
    now = dict(rows)
    for turn in range(1, TIMES + 1):
        acts = [(who, patch(now[who], title=f"{who} {turn}")) for who in TEN]
        answers = group.at_once(acts)
        assert [status for status, _row in answers] == [200] * len(TEN), answers
        now = {who: row for who, (_status, row) in zip(TEN, answers, strict=True)}
    assert sorted(titles(group)) == [f"{who} {TIMES}" for who in TEN]


def test_of_two_who_change_the_same_row_one_is_told(group, rows):
    who = TEN[0]
    row = rows[who]
    # Not from 0 on: what is there already is no change, and never stale.
    for turn in range(1, TIMES + 1):
        words = [f"{one} {turn}" for one in (who, FACILITATOR)]
        acts = [
            (one, patch(row, title=title))
            for one, title in zip((who, FACILITATOR), words, strict=True)
        ]
        answers = dict(group.at_once(acts))
        assert set(answers) == {200, 409}, answers
        assert answers[409]["current"]["title"] == answers[200]["title"]
        row = answers[200]


def test_whoever_moves_changes_no_row(group, rows):
    """All ten write while the order is changed ten times."""

    def reverse(ask: Callable) -> list[int]:
        found = []
        for row in rows.values():
            first = ask("GET", "@agenda")[1]["items"][0]
            sent = {"before": first["id"]}
            found.append(ask("PATCH", f"@agenda/{row['id']}", sent)[0])
        return found

    acts = [(who, patch(rows[who], title=f"{who} written")) for who in TEN]
    moved, *answers = group.at_once([(FACILITATOR, reverse), *acts])
    assert moved == [200] * len(TEN)
    assert [status for status, _row in answers] == [200] * len(TEN), answers
    assert titles(group) == [f"{who} written" for who in reversed(TEN)]
