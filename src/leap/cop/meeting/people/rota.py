"""Whose turn it could be: fair over years, and the same whoever asks. Pure, no Zope.

A score is how often somebody had a turn of one kind since they came, counted from where
the others stood on that day: who comes later is not asked five times in a row. The
lowest score is next; then whoever waited longest; then an order of no meaning.
"""

from bisect import bisect_left
from collections.abc import Callable
from collections.abc import Collection
from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence
from datetime import datetime
from datetime import timedelta
from itertools import groupby
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


class Taken(NamedTuple):
    """What there was of turns of one kind, as far as somebody asks.

    Days are texts such as 2026-12-08, which are in order as they stand.
    """

    #: User id -> the days of their turns, in order.
    days_of: Callable[[str], Sequence[str]]
    #: A day -> the last one before it on which a meeting took place, empty for none.
    held_before: Callable[[str], str]


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

    :param turns: day and user id of all turns of this kind that there were.
    :param meetings_held: the days of meetings that took place.
    The rest is as in `choose`.
    """
    days: dict[str, list[str]] = {}
    for day, userid in sorted(turns):
        days.setdefault(userid, []).append(day)
    today = now.date().isoformat()
    held = [_NEVER, *sorted(day for day in meetings_held if day <= today)]
    taken = Taken(
        days_of=lambda userid: days.get(userid, ()),
        held_before=lambda day: held[bisect_left(held, day, lo=1) - 1],
    )
    return choose(people, taken, kind, now, left_out=left_out, salt=salt)


def choose(
    people: Iterable[Member],
    taken: Taken,
    kind: str,
    now: datetime,
    *,
    left_out: Collection[str] = (),
    salt: str = "",
) -> str | None:
    """Return the user id of who could be asked for a turn, None for nobody.

    :param people: all who can be asked.
    :param left_out: user ids of those who pass this time.
    :param salt: what the last order depends on besides, such as the community.
    """
    today = now.date()
    last = taken.held_before((today + timedelta(days=1)).isoformat())
    known = [one for one in people if not last or one.since < last]
    pool = _who_counts(known, kind, today.isoformat())
    days = {userid: taken.days_of(userid) for userid in pool}
    scores = _scores(pool, days, taken.held_before)
    return min(
        (userid for userid in pool if userid not in left_out),
        key=lambda one: (
            scores[one],
            days[one][-1] if days[one] else _NEVER,
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
    pool: dict[str, str],
    days: Mapping[str, Sequence[str]],
    held_before: Callable[[str], str],
) -> dict[str, int]:
    """Return everybody's score: own turns since they count, and where they began.

    Whoever comes begins where the lowest then stood of those who had met before. On one
    day somebody comes first, and has a turn after that.
    """

    def had(userid: str, until: str) -> int:
        mine = days[userid]
        return bisect_left(mine, until) - bisect_left(mine, pool[userid])

    began: dict[str, int] = {}
    for since, coming in groupby(sorted(pool, key=pool.__getitem__), pool.__getitem__):
        last = held_before(since)
        lowest = min(
            (
                start + had(one, since)
                for one, start in began.items()
                if not last or pool[one] < last
            ),
            default=0,
        )
        began.update(dict.fromkeys(coming, lowest))
    return {
        one: start + len(days[one]) - bisect_left(days[one], pool[one])
        for one, start in began.items()
    }


def _order(salt: str, kind: str, userid: str) -> str:
    return hashlib.sha256("\n".join((salt, kind, userid)).encode()).hexdigest()
