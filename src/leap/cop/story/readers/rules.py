"""Who could read a story, when: stretches of its states laid over memberships. Pure.

A state lasts until the next one; somebody could read while the state was one for their
group and they stood in that group, not paused.
"""

from collections.abc import Iterable
from datetime import datetime
from leap.cop.community.rules import groups_of
from leap.cop.community.rules import Interval
from typing import NamedTuple


#: The groups that read a story in a state. The teller always does.
GROUPS_IN_STATE = {
    "private": frozenset(),
    "community": frozenset({"members"}),
    "pending": frozenset({"reviewers"}),
    "community_pending": frozenset({"members", "reviewers"}),
    "public": frozenset({"members"}),
}


class Stretch(NamedTuple):
    """A stretch of time; `until` is None for one that goes on. Moments are aware."""

    since: datetime
    until: datetime | None


class Stood(NamedTuple):
    """A state that a story was in, and for how long."""

    state: str
    stretch: Stretch


def stood(moves: Iterable[tuple[datetime, str]]) -> list[Stood]:
    """Return how long each state lasted, oldest first; what lasted no time is left out.

    :param moves: since when the story was in which state, in order.
    """
    ordered = list(moves)
    ends: list[datetime | None] = [moment for moment, _state in ordered[1:]]
    found = [
        Stood(state, Stretch(since, until))
        for (since, state), until in zip(ordered, [*ends, None], strict=True)
    ]
    return [row for row in found if row.stretch.until != row.stretch.since]


def in_states(rows: Iterable[Stood], states: frozenset[str]) -> list[Stretch]:
    """Return when a story was in one of some states."""
    return joined(row.stretch for row in rows if row.state in states)


def could_read(rows: Iterable[Stood], history: tuple[Interval, ...]) -> list[Stretch]:
    """Return when somebody with this membership could read, because of it."""
    found = []
    for row in rows:
        groups = GROUPS_IN_STATE.get(row.state, frozenset())
        for interval in history:
            # As it was then: what ended since had not.
            then = (interval._replace(until=None),)
            if groups & groups_of(then):
                both = _overlap(row.stretch, Stretch(interval.since, interval.until))
                found.extend([both] if both is not None else [])
    return joined(found)


def _overlap(one: Stretch, other: Stretch) -> Stretch | None:
    since = max(one.since, other.since)
    ends = [end for end in (one.until, other.until) if end is not None]
    until = min(ends) if ends else None
    return Stretch(since, until) if until is None or since < until else None


def joined(stretches: Iterable[Stretch]) -> list[Stretch]:
    """Return stretches in order; those without a gap between them are one."""
    found: list[Stretch] = []
    for stretch in sorted(stretches, key=lambda row: row.since):
        last = found[-1] if found else None
        if last is None or (last.until is not None and last.until < stretch.since):
            found.append(stretch)
        elif last.until is not None:
            open_end = stretch.until is None
            until = None if open_end else max(last.until, stretch.until or last.until)
            found[-1] = Stretch(last.since, until)
    return found
