"""Turns in two orders: whatever happened to them, both say what a plain list says."""

from collections import Counter
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from leap.cop.meeting import rules
from leap.cop.meeting import turn_rows
from leap.cop.meeting.people import rota
from leap.cop.meeting.records import Turns
from leap.cop.meeting.records import TurnsShelf
from random import Random

import pytest


BEGIN = datetime(2025, 1, 7, tzinfo=UTC)
PEOPLE = [f"p{number}" for number in range(7)] + ["p1 ", "p", "P1"]


def day(number: int) -> str:
    return (BEGIN + timedelta(days=number)).date().isoformat()


class Place:
    """Something with annotations."""

    def __init__(self) -> None:
        self.__annotations__ = {TurnsShelf.key: Turns()}


class History:
    """What happens to turns, on the shelf and in a list beside it."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.shelf = TurnsShelf(Place())
        self.rows: list[tuple[str, str, str, str]] = []
        self.people = list(PEOPLE)

    @property
    def kept(self) -> Turns:
        return self.shelf.kept

    def step(self) -> None:
        doings = [self.hold, self.hold, self.hold, self.undo, self.change, self.forget]
        self.random.choice(doings)()

    def _put(self, meeting: str, rows: list) -> None:
        self.rows = [row for row in self.rows if row[3] != meeting] + rows
        self.kept.taken = tuple(self.rows)

    def _some(self, meeting: str) -> list:
        when = day(self.random.randrange(120))
        kinds = self.random.sample(rules.TURNS, self.random.randrange(4))
        return [
            (when, kind, self.random.choice(self.people), meeting) for kind in kinds
        ]

    def hold(self) -> None:
        meeting = f"m{self.random.randrange(60)}"
        self._put(meeting, self._some(meeting))

    def undo(self) -> None:
        self._put(f"m{self.random.randrange(60)}", [])

    def change(self) -> None:
        """Put a whole other list in its place, as an import does."""
        self.rows = [row for row in self.rows if self.random.random() < 0.8]
        self.kept.taken = tuple(self.rows)

    def forget(self) -> None:
        if len(self.people) < 4 or self.random.random() < 0.7:
            return
        gone = self.people.pop(self.random.randrange(len(self.people)))
        found = self.shelf.forget(gone)
        assert found == sum(row[2] == gone for row in self.rows)
        self.rows = [
            (when, kind, "" if who == gone else who, meeting)
            for when, kind, who, meeting in self.rows
        ]

    def check(self) -> None:
        kept = self.kept
        assert kept.taken == tuple(sorted(set(self.rows)))
        assert set(kept.by_person) == {turn_rows.by_person(row) for row in self.rows}
        named = [row for row in self.rows if row[2]]
        for kind in rules.TURNS:
            had = Counter(who for _day, one, who, _uid in named if one == kind)
            assert list(turn_rows.who_had(kept.by_person, kind)) == sorted(had)
            for who in PEOPLE:
                assert turn_rows.days_of(kept.by_person, kind, who) == sorted(
                    when
                    for when, one, name, _uid in named
                    if (one, name) == (kind, who)
                )
        for number in range(0, 121, 7):
            before = [row[0] for row in named if row[0] < day(number)]
            assert turn_rows.last_day(kept.by_day, day(number)) == max(
                before, default=""
            )


@pytest.mark.parametrize("seed", range(12))
def test_both_orders_say_what_a_list_says(seed):
    history = History(seed)
    for _step in range(60):
        history.step()
        history.check()


@pytest.mark.parametrize("seed", range(12))
def test_the_same_person_is_suggested_as_by_the_whole_list(seed):
    history = History(seed)
    random = Random(f"people {seed}")
    for _step in range(40):
        history.step()
        people = [
            rota.Member(
                name,
                since=day(random.randrange(-30, 110)),
                can_host=random.choice([None, day(random.randrange(-30, 110))]),
            )
            for name in history.people
        ]
        now = BEGIN + timedelta(days=120)
        named = [row for row in history.rows if row[2]]
        for kind in rules.TURNS:
            taken = rota.Taken(
                lambda who, kind=kind: turn_rows.days_of(
                    history.kept.by_person, kind, who
                ),
                lambda before: turn_rows.last_day(history.kept.by_day, before),
            )
            assert rota.choose(people, taken, kind, now, salt="s") == rota.suggest(
                people,
                [(row[0], row[2]) for row in named if row[1] == kind],
                {row[0] for row in named},
                kind,
                now,
                salt="s",
            )


def test_who_is_forgotten_is_in_neither_order():
    shelf = TurnsShelf(Place())
    shelf.kept.taken = (("2027-01-10", rules.CHAIR, "somebody", "uid"),)
    shelf.forget("somebody")
    assert list(shelf.kept.by_day) == [("2027-01-10", rules.CHAIR, "", "uid")]
    assert list(shelf.kept.by_person) == [(rules.CHAIR, "", "2027-01-10", "uid")]
    assert list(turn_rows.who_had(shelf.kept.by_person, rules.CHAIR)) == []
