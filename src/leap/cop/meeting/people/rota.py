"""Whose turn it could be: fair over years, and the same whoever asks. Pure, no Zope.

A score is how often somebody had a turn of one kind since they came, counted from where
the others stood on that day: who comes later is not asked five times in a row. The
lowest score is next; then whoever waited longest; then an order of no meaning.
"""

from bisect import bisect_left
from collections.abc import Collection
from collections.abc import Iterable
from collections.abc import Sequence
from datetime import datetime
from leap.cop.meeting import rules
from typing import NamedTuple

import hashlib


class Member(NamedTuple):
    """Somebody who can be asked: a member, neither paused nor waiting.

    `since` is the day of coming in, `can_host` that of saying so; None for never.
    """

    userid: str
    since: str
    can_host: str | None = None


def suggest(
    people: Iterable[Member],
    turns: Iterable[tuple[str, str]],
    meetings_held: Collection[str],
    kind: str,
    now: datetime,
    *,
    left_out: Collection[str] = (),
    salt: str = "",
) -> str | None:
    """Return the user id of who could be asked for a turn, None for nobody.

    Days are texts such as 2026-12-08, which are in order as they stand.

    :param people: all who can be asked.
    :param turns: day and user id of all turns of this kind that there were.
    :param meetings_held: the days of meetings that took place.
    :param left_out: user ids of those who pass this time.
    :param salt: what the last order depends on besides, such as the community.
    """
    today = now.date().isoformat()
    held = sorted(day for day in meetings_held if day <= today)
    last = held[-1] if held else _NEVER
    known = [one for one in people if not held or one.since < last]
    pool = _who_counts(known, kind, today)
    taken = sorted(turns)
    scores = _scores(pool, taken, held)
    last_turns = {userid: day for day, userid in taken}
    return min(
        (userid for userid in pool if userid not in left_out),
        key=lambda one: (
            scores[one],
            last_turns.get(one, _NEVER),
            _order(salt, kind, one),
        ),
        default=None,
    )


#: Before all days.
_NEVER = ""


def _who_counts(known: list[Member], kind: str, today: str) -> dict[str, str]:
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
    pool: dict[str, str], turns: Sequence[tuple[str, str]], held: Sequence[str]
) -> dict[str, int]:
    """Return everybody's score: own turns since they count, and where they began.

    :param turns: day and user id, in order, as are the days of what was `held`.
    """
    scores: dict[str, int] = {}
    passed = 0
    for since, userid in sorted((since, one) for one, since in pool.items()):
        # On one day somebody comes first, and has a turn after that.
        until = bisect_left(turns, (since,))
        _count(scores, turns[passed:until])
        passed = until
        before = bisect_left(held, since)
        last = held[before - 1] if before else None
        scores[userid] = min(
            (
                score
                for one, score in scores.items()
                if last is None or pool[one] < last
            ),
            default=0,
        )
    _count(scores, turns[passed:])
    return scores


def _count(scores: dict[str, int], turns: Iterable[tuple[str, str]]) -> None:
    for _day, userid in turns:
        if userid in scores:
            scores[userid] += 1


def _order(salt: str, kind: str, userid: str) -> str:
    return hashlib.sha256("\n".join((salt, kind, userid)).encode()).hexdigest()
