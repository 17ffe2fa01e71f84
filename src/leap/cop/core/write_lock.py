"""Writes of ours wait for their turn, in one process, instead of colliding.

The catalog's sets make two stories that are told at the same moment collide, and Zope
gives up after three tries: stock loses 3-8 % of concurrent writes. Python runs one
thread at a time anyway, so a short queue costs nothing. Between processes the database
still decides; a collision there is tried again after a short pause.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from zope.component import adapter
from zope.publisher.interfaces import IEndRequestEvent

import random
import threading
import time
import transaction


#: Nobody waits longer than this for a turn, in seconds; then it is taken over.
LONGEST_WAIT = 20

#: Longest pause before a write that collided is tried again, in seconds.
LONGEST_PAUSE = 0.05


class Turn:
    """Whose turn it is to write: of one request at a time.

    The end of a request is said by an event, and whoever listens before us can fail.
    So a turn that was not given back is not lost: a thread answers one request after
    the other, and what its last one held is over when it asks again; others take it
    over when they have waited as long as anybody does.
    """

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._holder: object = None
        self._thread: int | None = None

    def take(self, holder: object, wait: float) -> None:
        """Wait for the turn, and take it.

        :param holder: stands for the request that asks.
        :param wait: how long at most, in seconds.
        """
        me = threading.get_ident()
        with self._changed:
            self._changed.wait_for(
                lambda: self._holder is None or self._thread == me, timeout=wait
            )
            self._holder, self._thread = holder, me

    def give_back(self, holder: object) -> None:
        """Let the next one write, unless somebody else has the turn by now."""
        with self._changed:
            if self._holder is holder:
                self._holder = self._thread = None
                self._changed.notify_all()


_turn = Turn()


def pause() -> None:
    """Wait a moment: stock Zope sleeps whole seconds in the worker thread."""
    time.sleep(random.uniform(0.001, LONGEST_PAUSE))


def take_turn(request) -> None:
    """Wait until no other write of ours runs, and see what the last one left.

    Right after traversal, when nothing is changed yet: beginning the transaction anew
    shows the objects as they are now, not as they were before the wait.
    """
    request.delay_retry = pause
    if getattr(request, "leap_cop_turn", None) is None:
        request.leap_cop_turn = object()
        _turn.take(request.leap_cop_turn, LONGEST_WAIT)
        transaction.begin()


@contextmanager
def others_first(request) -> Iterator[None]:
    """Return the turn during long work that asks nothing of the database.

    What others write meanwhile may collide with this write. Then it is tried again as
    usual: whoever works long remembers the result for that.
    """
    held = getattr(request, "leap_cop_turn", None)
    if held is not None:
        _turn.give_back(held)
    try:
        yield
    finally:
        if held is not None:
            _turn.take(held, LONGEST_WAIT)


@adapter(IEndRequestEvent)
def end_turn(event) -> None:
    """Let the next write go ahead, whatever became of this one."""
    held = getattr(event.request, "leap_cop_turn", None)
    if held is not None:
        event.request.leap_cop_turn = None
        _turn.give_back(held)
