"""Rounds whose set time has come: open them, close them, count them. For cron.

Whoever reads a round finds it where it is by now, whether this ran or not. What runs
here writes it down, so that people are told and the dots are counted once and for all.
"""

from datetime import datetime
from leap.cop import logger
from leap.cop.core.access import forget_who_and_where
from leap.cop.topic import phases
from leap.cop.topic import rules
from leap.cop.topic.lines import PORTAL_TYPE
from leap.cop.topic.storage import record_of
from plone import api
from typing import NamedTuple
from ZODB.POSException import ConflictError

import transaction


_TRIES = 3


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
    opened = closed = stuck = 0
    for brain in list(catalog.unrestrictedSearchResults(portal_type=PORTAL_TYPE)):
        try:
            did_open, did_close = _turned(brain._unrestrictedGetObject(), now)
        except Exception as error:
            # Neither an address nor what the error says of somebody's dots.
            transaction.abort()
            logger.warning("A round could not be taken on (%s)", type(error).__name__)
            stuck += 1
        else:
            opened += did_open
            closed += did_close
    return Turned(opened, closed, stuck)


def _turned(content, now: datetime) -> tuple[bool, bool]:
    """Take one round on, and commit; give whether it opened, and whether it closed.

    After a conflict once more, on the newest state: somebody may have been quicker.
    """
    for remaining in reversed(range(_TRIES)):
        if not is_due(content, now):
            return False, False
        before = record_of(content).phase
        try:
            closed = phases.poll_of(content).finish(now=now)
            forget_who_and_where()
            transaction.commit()
        except ConflictError:
            transaction.abort()
            if not remaining:
                raise
        else:
            return before == rules.GROUPING, closed
    raise AssertionError("the last try returns or raises")
