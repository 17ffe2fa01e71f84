"""Whose turn it could be: fairness over years, without a site."""

from datetime import date
from datetime import datetime
from datetime import time
from datetime import timedelta
from datetime import UTC
from itertools import pairwise
from leap.cop.meeting import rules
from leap.cop.meeting.people.rota import Member
from leap.cop.meeting.people.rota import suggest
from random import Random
from typing import NamedTuple

import pytest


FIRST = date(2025, 1, 14)
MONTH = timedelta(days=30)
LONG_AGO = date(2024, 12, 1)


def at(day: date) -> datetime:
    return datetime.combine(day, time(9), UTC)


class Taken(NamedTuple):
    """A turn that somebody had."""

    day: str
    kind: str
    userid: str


def asked(people, turns=(), held=(), kind=rules.CHAIR, day=FIRST, **more):
    mine = [(turn.day, turn.userid) for turn in turns if turn.kind == kind]
    return suggest(people, mine, list(map(str, held)), kind, at(day), **more)


def members(*names: str, since: date = LONG_AGO, can_host: date | None = None):
    said = None if can_host is None else str(can_host)
    return [Member(name, str(since), said) for name in names]


def taken(day: date, kind: str, userid: str) -> Taken:
    return Taken(str(day), kind, userid)


class Life:
    """Five years of monthly meetings, people who come, go and pass."""

    def __init__(self, seed: int, kind: str, meetings: int = 60) -> None:
        self.random, self.kind, self.meetings = Random(seed), kind, meetings
        self.turns: list[Taken] = []
        self.held: list[date] = []
        self.first_meeting: dict[str, date] = {}
        names = [f"p{number:02}" for number in range(12)]
        self.people = members(*names, can_host=LONG_AGO)
        #: Who stays for all five years and never passes.
        self.steady = names[:5]
        self.may_leave = names[5:8]
        self.joins = sorted(self.random.sample(range(3, meetings), 4))
        self.leaves = sorted(self.random.sample(range(3, meetings), 3))
        self.wrong: list[str] = []

    def run(self) -> None:
        for number in range(self.meetings):
            day = FIRST + number * MONTH
            if number in self.joins:
                since = day - timedelta(days=self.random.randint(1, 28))
                self.people += members(f"new{number}", since=since, can_host=since)
                self.first_meeting[f"new{number}"] = day
            if number in self.leaves:
                gone = self.may_leave.pop()
                self.people = [one for one in self.people if one.userid != gone]
            self.meet(day)
            self.look(day)

    def meet(self, day: date) -> None:
        left_out: set[str] = set()
        while True:
            self.random.shuffle(self.people)
            one = asked(
                self.people, self.turns, self.held, self.kind, day, left_out=left_out
            )
            if one is None:
                break
            if self.first_meeting.get(one) == day:
                self.wrong.append(f"{one} was asked for the first meeting")
            if one in self.steady or self.random.random() < 0.7:
                self.turns.append(taken(day, self.kind, one))
                break
            left_out.add(one)
        self.held.append(day)

    def look(self, day: date) -> None:
        had = [sum(turn.userid == one for turn in self.turns) for one in self.steady]
        if max(had) - min(had) > 1:
            self.wrong.append(f"{day}: {had}")


@pytest.mark.parametrize("kind", rules.TURNS)
@pytest.mark.parametrize("seed", range(12))
def test_five_years_are_fair(seed, kind):
    life = Life(seed, kind)
    life.run()
    assert life.wrong == []
    assert len(life.turns) > 50


def test_whoever_comes_later_is_not_asked_again_and_again():
    people = members("a", "b", "c")
    turns, held = [], []
    for number in range(30):
        day = FIRST + number * MONTH
        one = asked(people, turns, held, day=day)
        turns.append(taken(day, rules.CHAIR, one))
        held.append(day)
        if number == 20:
            people += members("late", since=day + timedelta(days=1))
    had = [turn.userid for turn in turns]
    assert "late" in had
    assert not any(pair == ("late", "late") for pair in pairwise(had))
    assert had.count("late") <= 3


def test_whoever_begins_to_host_after_years_is_one_of_many():
    hosts = members("a", "b", can_host=LONG_AGO)
    days = [FIRST + number * MONTH for number in range(24)]
    turns = [taken(day, rules.HOST, "ab"[n % 2]) for n, day in enumerate(days[:20])]
    people = hosts + members("c", can_host=days[19] + timedelta(days=1))
    found = []
    for day in days[20:]:
        held = [one for one in days if one < day]
        found.append(asked(people, turns, held, rules.HOST, day))
        turns.append(taken(day, rules.HOST, found[-1]))
    assert found.count("c") <= 2


def test_it_is_the_same_whoever_asks():
    people = members(*"fgabcde")
    found = {asked(Random(seed).sample(people, 7)) for seed in range(20)}
    assert len(found) == 1


def test_there_is_no_order_of_names():
    found = {asked(members(*"abcdefgh"), salt=str(n)) for n in range(40)}
    assert len(found) > 3


def test_nobody_hosts_who_did_not_say_so_while_somebody_did():
    people = members("a", "b") + members("c", can_host=LONG_AGO)
    assert asked(people, kind=rules.HOST) == "c"
    assert asked(people, kind=rules.HOST, left_out={"c"}) is None
    assert asked(members("a"), kind=rules.HOST) == "a"


def test_nobody_is_asked_for_the_first_meeting():
    people = members("new", since=FIRST)
    assert asked(people, held=[FIRST], day=FIRST + MONTH) is None
    # Where no meeting took place yet it is everybody's first.
    assert asked(people) == "new"


def test_whoever_came_back_begins_anew():
    back = FIRST + 5 * MONTH
    turns = [taken(FIRST + n * MONTH, rules.CHAIR, "b") for n in range(5)]
    held = [FIRST + n * MONTH for n in range(7)]
    people = members("a") + members("b", since=back + timedelta(days=1))
    day = FIRST + 7 * MONTH
    assert asked(people, turns, held, day=day) == "a"
