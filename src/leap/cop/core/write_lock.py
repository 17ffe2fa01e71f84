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


#: Nobody waits longer than this for a turn, in seconds; then it is tried without one.
LONGEST_WAIT = 20

#: Longest pause before a write that collided is tried again, in seconds.
LONGEST_PAUSE = 0.05

_turn = threading.Lock()


def pause() -> None:
    """Wait a moment: stock Zope sleeps whole seconds in the worker thread."""
    time.sleep(random.uniform(0.001, LONGEST_PAUSE))


def take_turn(request) -> None:
    """Wait until no other write of ours runs, and see what the last one left.

    Right after traversal, when nothing is changed yet: beginning the transaction anew
    shows the objects as they are now, not as they were before the wait.
    """
    request.delay_retry = pause
    if not getattr(request, "leap_cop_turn", False):
        request.leap_cop_turn = _turn.acquire(timeout=LONGEST_WAIT)
        transaction.begin()


@contextmanager
def others_first(request) -> Iterator[None]:
    """Return the turn during long work that asks nothing of the database.

    What others write meanwhile may collide with this write. Then it is tried again as
    usual: whoever works long remembers the result for that.
    """
    held = getattr(request, "leap_cop_turn", False)
    if held:
        request.leap_cop_turn = False
        _turn.release()
    try:
        yield
    finally:
        if held:
            request.leap_cop_turn = _turn.acquire(timeout=LONGEST_WAIT)


@adapter(IEndRequestEvent)
def end_turn(event) -> None:
    """Let the next write go ahead, whatever became of this one."""
    if getattr(event.request, "leap_cop_turn", False):
        event.request.leap_cop_turn = False
        _turn.release()
