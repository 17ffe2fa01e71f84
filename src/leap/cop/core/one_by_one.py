"""Work that is done for many things, each in transactions of its own. For cron."""

from collections.abc import Callable
from collections.abc import Iterable
from leap.cop import logger
from leap.cop.core.access import forget_who_and_where
from typing import NamedTuple
from ZODB.POSException import ConflictError

import transaction


_TRIES = 3


class Done(NamedTuple):
    """What became of them."""

    #: What was done, summed up.
    total: int
    #: With how many something went wrong; the next run tries again.
    stuck: int


def one_by_one(things: Iterable, act: Callable[[object], int]) -> Done:
    """Do the same for each of several things, and commit after each.

    After a conflict once more, on the newest state: somebody may have been quicker.
    What goes wrong with one keeps no other one.

    :param act: returns how much it did.
    """
    total = stuck = 0
    for thing in things:
        try:
            total += _with_patience(thing, act)
        except Exception as error:
            # Neither an address nor what the error says of anybody.
            transaction.abort()
            logger.warning(
                "Something was left for the next run (%s)", type(error).__name__
            )
            stuck += 1
    return Done(total, stuck)


def _with_patience(thing, act: Callable[[object], int]) -> int:
    for remaining in reversed(range(_TRIES)):
        try:
            done = act(thing)
            forget_who_and_where()
            transaction.commit()
        except ConflictError:
            transaction.abort()
            if not remaining:
                raise
        else:
            return done
    raise AssertionError("the last try returns or raises")
