"""Work that is done for many things, each in transactions of its own. For cron."""

from collections.abc import Callable
from collections.abc import Iterable
from leap.cop import logger
from leap.cop.core.access import forget_who_and_where
from typing import Any
from typing import NamedTuple
from ZODB.POSException import ConflictError

import transaction


_TRIES = 3


class Done(NamedTuple):
    """What became of them."""

    #: What was done with each that nothing went wrong with.
    results: list[Any]
    #: With how many something went wrong; the next run tries again.
    stuck: int


def one_by_one(things: Iterable, act: Callable[[Any], Any]) -> Done:
    """Do the same for each of several things, and commit after each.

    After a conflict once more, on the newest state: somebody may have been quicker.
    What goes wrong with one keeps no other one.

    :param act: returns what it did; asked again after a conflict.
    """
    results, stuck = [], 0
    for thing in things:
        try:
            results.append(_with_patience(thing, act))
        except Exception as error:
            # Neither an address nor what the error says of anybody.
            transaction.abort()
            logger.warning(
                "Something was left for the next run (%s)", type(error).__name__
            )
            stuck += 1
    return Done(results, stuck)


def _with_patience(thing: Any, act: Callable[[Any], Any]) -> Any:
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
