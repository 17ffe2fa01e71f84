"""Whose turn it could be: fair over years, and the same whoever asks. Pure, no Zope.

A score is how often somebody had a turn of one kind since they came, counted from where
the others stood on that day: who comes later is not asked five times in a row. The
lowest score is next; then whoever waited longest; then an order of no meaning.
"""

from collections.abc import Collection
from collections.abc import Iterable
from collections.abc import Sequence
from datetime import date
from datetime import datetime
from leap.cop.meeting import rules
from typing import NamedTuple

import hashlib


class Member(NamedTuple):
    """Somebody who can be asked: a member, neither paused nor waiting.

    `since` is the day of coming in, `can_host` that of saying so; None for never.
    """

    userid: str
    since: date
    can_host: date | None = None


class Taken(NamedTuple):
    """A turn that somebody had."""

    day: date
    kind: str
    userid: str


def suggest(
    people: Iterable[Member],
    turns: Iterable[Taken],
    meetings_held: Collection[date],
    kind: str,
    now: datetime,
    *,
    left_out: Collection[str] = (),
    salt: str = "",
) -> str | None:
    """Return the user id of who could be asked for a turn, None for nobody.

    :param people: all who can be asked.
    :param turns: all turns that there were, of whichever kind.
    :param meetings_held: the days of meetings that took place.
    :param left_out: user ids of those who pass this time.
    :param salt: what the last order depends on besides, such as the community.
    """
    held = sorted(day for day in meetings_held if day <= now.date())
    last = held[-1] if held else None
    known = [one for one in people if _is_known(one.since, last)]
    pool = _who_counts(known, kind, now.date())
    mine = sorted(turn for turn in turns if turn.kind == kind)
    scores = _scores(pool, mine, held)
    last_turns = {turn.userid: turn.day for turn in mine}
    free = [userid for userid in pool if userid not in left_out]
    return min(
        free,
        key=lambda one: (
            scores[one],
            last_turns.get(one, date.min),
            _order(salt, kind, one),
        ),
        default=None,
    )


def _is_known(since: date, last: date | None) -> bool:
    """Tell whether somebody was in before the last meeting: no first meeting is next.

    Where none took place yet it is everybody's first.
    """
    return last is None or since < last


def _who_counts(known: list[Member], kind: str, today: date) -> dict[str, date]:
    """Return since when each counts: hosts since they said so, if anybody did."""
    if kind == rules.HOST:
        hosts = {
            one.userid: max(one.since, one.can_host)
            for one in known
            if one.can_host is not None and one.can_host <= today
        }
        if hosts:
            return hosts
    return {one.userid: one.since for one in known}


def _scores(
    pool: dict[str, date], turns: Sequence[Taken], held: Sequence[date]
) -> dict[str, int]:
    """Return everybody's score: own turns since they count, and where they began."""
    scores: dict[str, int] = {}
    # On one day somebody comes first, and has a turn after that.
    steps = sorted(
        [(since, 0, userid) for userid, since in pool.items()]
        + [(turn.day, 1, turn.userid) for turn in turns]
    )
    began: dict[str, date] = {}
    for day, is_turn, userid in steps:
        if is_turn:
            if userid in scores:
                scores[userid] += 1
            continue
        before = [one for one in held if one < day]
        counted = [
            score
            for one, score in scores.items()
            if _is_known(began[one], before[-1] if before else None)
        ]
        scores[userid] = min(counted, default=0)
        began[userid] = day
    return scores


def _order(salt: str, kind: str, userid: str) -> str:
    return hashlib.sha256("\n".join((salt, kind, userid)).encode()).hexdigest()
