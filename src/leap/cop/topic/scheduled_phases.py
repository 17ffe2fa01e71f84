"""Rounds whose set time has come: open them, close them, count them. For cron.

Whoever reads a round finds it where it is by now, whether this ran or not. What runs
here writes it down, so that people are told and the dots are counted once and for all.
"""

from datetime import datetime
from leap.cop.core.one_by_one import one_by_one
from leap.cop.topic import phases
from leap.cop.topic import rules
from leap.cop.topic.storage import record_of
from leap.cop.topic.theme_history import PORTAL_TYPE
from plone import api
from typing import NamedTuple


class Turned(NamedTuple):
    """What became of the rounds that were due."""

    opened: int
    closed: int
    #: Rounds with which something went wrong; the next run tries again.
    stuck: int


def is_due(content, now: datetime) -> bool:
    """Tell whether a round is further by now than what is written down of it."""
    record = record_of(content)
    return phases.phase_of(content, now) != record.phase or record.box.closed


def turn(*, now: datetime) -> Turned:
    """Take all rounds of this site on that are due.

    Each in transactions of its own: what goes wrong with one keeps no other one.
    """
    catalog = api.portal.get_tool("portal_catalog")
    done = one_by_one(
        list(catalog.unrestrictedSearchResults(portal_type=PORTAL_TYPE)),
        lambda brain: _turned(brain._unrestrictedGetObject(), now),
    )
    return Turned(
        opened=sum(opened for opened, _closed in done.results),
        closed=sum(closed for _opened, closed in done.results),
        stuck=done.stuck,
    )


def _turned(content, now: datetime) -> tuple[bool, bool]:
    """Take one round on; return whether it opened, and whether it closed."""
    if not is_due(content, now):
        return False, False
    before = record_of(content).phase
    closed = phases.poll_of(content).finish(now=now)
    return before == rules.GROUPING, closed
