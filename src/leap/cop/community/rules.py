"""Membership as dated intervals, and who may change whose. Pure rules, no Zope.

History is never rewritten: a change of role ends one interval and begins the next, so
that "who could read this, when" can be answered later.
"""

from collections.abc import Collection
from datetime import datetime
from leap.cop.core.text import has_hidden
from typing import NamedTuple


MEMBER = "member"
FACILITATOR = "facilitator"
REVIEWER = "reviewer"
CANDIDATE = "candidate"

ROLES = (MEMBER, FACILITATOR, REVIEWER, CANDIDATE)

#: The groups that a role stands in. A facilitator is a member as well.
GROUPS_OF_ROLE = {
    MEMBER: ("members",),
    FACILITATOR: ("members", "facilitators"),
    REVIEWER: ("reviewers",),
    CANDIDATE: ("candidates",),
}


#: The roles in which somebody can wait: those that read what members share.
WAITING_ROLES = frozenset({MEMBER, FACILITATOR})

#: The one group that somebody stands in who waits.
WAITING = "waiting"

#: Nobody is listed with a longer name, organisation or line.
LONGEST_LISTED = 120


def may_be_listed(text: object) -> bool:
    """Tell whether a text may stand in the list: one line, and nothing hidden."""
    return (
        isinstance(text, str) and len(text) <= LONGEST_LISTED and not has_hidden(text)
    )


class Preset(NamedTuple):
    """Settings that go together, for a community that begins."""

    join_policy: str
    requires_agreement: bool
    requires_manager_support: bool
    accepts_staff_stories: bool
    story_ceiling: str


PRESET_FIELDS = Preset._fields

#: From narrow to wide; the first is where the form begins.
PRESETS = {
    "circle": Preset("invite", True, False, False, "community"),
    "learning": Preset("apply", True, False, True, "public"),
    "network": Preset("open", True, False, True, "public"),
}


class Interval(NamedTuple):
    """One stretch of time in one role. Moments are aware, in UTC.

    A value to reckon with; how it is written down stands in `records`.
    """

    role: str
    since: datetime
    until: datetime | None
    how: str
    paused: bool
    #: Whether the stories of others wait until this person has answered the community.
    waits: bool = False


def can_be(interval: Interval) -> bool:
    """Tell whether an interval that arrived can stand here, by its values."""
    role, waits = interval.role, interval.waits
    return (
        role in ROLES
        and isinstance(interval.since, datetime)
        and isinstance(interval.paused, bool)
        and (waits is False or (waits is True and role in WAITING_ROLES))
    )


def current(history: tuple[Interval, ...]) -> Interval | None:
    """Return the interval that has not ended, None for somebody who left."""
    return history[-1] if history and history[-1].until is None else None


def begin(
    history: tuple[Interval, ...], role: str, now: datetime, how: str
) -> tuple[Interval, ...]:
    """Return the history with a new interval.

    :raises ValueError: for an unknown role, or when one is running already.
    """
    if role not in ROLES:
        raise ValueError("role: unknown")
    if current(history) is not None:
        raise ValueError("userid: belongs to the community already")
    return (*history, Interval(role, now, None, how, False))


def end(history: tuple[Interval, ...], now: datetime) -> tuple[Interval, ...]:
    """Return the history with its running interval ended.

    :raises ValueError: when none is running.
    """
    running = current(history)
    if running is None:
        raise ValueError("userid: does not belong to the community")
    return (*history[:-1], running._replace(until=now))


def change(
    history: tuple[Interval, ...],
    now: datetime,
    *,
    role: str,
    paused: bool,
    waits: bool | None = None,
) -> tuple[Interval, ...]:
    """Return the history with the running interval continued in another way.

    :param waits: whether stories of others wait; None for as before. Who is no member
        any more does not wait.
    :raises ValueError: when none is running, for an unknown role, and for one in which
        nobody waits.
    """
    running = current(history)
    if running is None:
        raise ValueError("userid: does not belong to the community")
    if role not in ROLES:
        raise ValueError("role: unknown")
    if waits and role not in WAITING_ROLES:
        raise ValueError("waits: only members wait")
    if waits is None:
        waits = running.waits and role in WAITING_ROLES
    if (role, paused, waits) == (running.role, running.paused, running.waits):
        return history
    return (*end(history, now), Interval(role, now, None, running.how, paused, waits))


def groups_of(history: tuple[Interval, ...]) -> frozenset[str]:
    """Return the groups that somebody stands in now.

    A paused person stands in none, one who waits in the one group of those who wait.
    """
    running = current(history)
    if running is None or running.paused:
        return frozenset()
    if running.waits:
        return frozenset({WAITING})
    return frozenset(GROUPS_OF_ROLE[running.role])


def is_insider(history: tuple[Interval, ...]) -> bool:
    """Tell whether somebody is a member or facilitator who is not paused."""
    return not groups_of(history).isdisjoint(("members", WAITING))


def is_last_facilitator(
    histories: dict[str, tuple[Interval, ...]], userid: str
) -> bool:
    """Tell whether this person is the only facilitator who is active.

    Whoever is paused is not, and neither is whoever waits.
    """
    active = {
        other
        for other, history in histories.items()
        if "facilitators" in groups_of(history)
    }
    return active == {userid}


def who_waits(
    histories: dict[str, tuple[Interval, ...]], unanswered: Collection[str]
) -> frozenset[str]:
    """Return for whom stories wait, among those who have not answered.

    Taken in the order in which people came, after those who wait already: a facilitator
    who is the last one left to facilitate does not wait, and who that is changes only
    when it must. Other roles than members and facilitators never wait.

    :param unanswered: user ids of all who owe the community an answer.
    """
    belonging = {
        userid: running
        for userid, history in histories.items()
        if (running := current(history)) and running.role in WAITING_ROLES
    }
    active = {
        userid
        for userid, running in belonging.items()
        if running.role == FACILITATOR and not running.paused
    }
    found = set()
    for userid in sorted(
        belonging.keys() & set(unanswered),
        key=lambda one: (not belonging[one].waits, since(histories[one]), one),
    ):
        if active != {userid}:
            found.add(userid)
            active.discard(userid)
    return frozenset(found)


def since(history: tuple[Interval, ...]) -> datetime | None:
    """Return the day somebody came in for good: the start of the unbroken stretch."""
    running = current(history)
    if running is None:
        return None
    start = running.since
    for interval in reversed(history[:-1]):
        if interval.until != start:
            break
        start = interval.since
    return start
