"""Turns that there were, in two orders, so that nobody goes through years of them.

By day: (day, kind, user id, UID of the meeting); by person: (kind, user id, day, UID).
Whoever is forgotten has an empty user id. Each of these reads a few leaves of a sorted
set. Pure, no Zope.
"""

from collections.abc import Iterable
from collections.abc import Iterator


def by_person(turn: Iterable[str]) -> tuple[str, str, str, str]:
    """Return a turn as it stands by person."""
    day, kind, userid, meeting = turn
    return (kind, userid, day, meeting)


def replace(days, persons, turns: Iterable[tuple[str, str, str, str]]) -> None:
    """Put other turns in place of those in both orders; what stays is not written."""
    wanted, there = set(turns), set(days)
    for turn in there - wanted:
        days.remove(turn)
        persons.remove(by_person(turn))
    for turn in wanted - there:
        days.insert(turn)
        persons.insert(by_person(turn))


def days_of(persons, kind: str, userid: str) -> list[str]:
    """Return the days of somebody's turns of one kind, oldest first.

    :param persons: the turns by person.
    """
    found = persons.keys((kind, userid), (kind, _after(userid)), excludemax=True)
    return [row[2] for row in found]


def who_had(persons, kind: str) -> Iterator[str]:
    """Yield everybody who ever had a turn of one kind, by user id.

    :param persons: the turns by person.
    """
    userid = ""
    while (row := _first(persons, (kind, _after(userid)))) and row[0] == kind:
        yield (userid := row[1])


def last_day(days, before: str) -> str:
    """Return the last day before one on which somebody had a turn, empty for none.

    :param days: the turns by day.
    """
    end: tuple[str, ...] = (before,)
    while row := _last(days, end):
        if row[2]:
            return row[0]
        # Of whoever is forgotten. What is shorter stands right before all of these.
        end = row[:2]
    return ""


def _after(userid: str) -> str:
    """Return the text that comes next after a user id."""
    return f"{userid}\0"


def _first(rows, least: tuple[str, ...]) -> tuple | None:
    try:
        return rows.minKey(least)
    except ValueError:
        return None


def _last(rows, most: tuple[str, ...]) -> tuple | None:
    try:
        return rows.maxKey(most)
    except ValueError:
        return None
