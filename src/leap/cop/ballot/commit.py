"""What holds at the very moment at which a ballot is saved."""

from datetime import datetime
from datetime import timedelta
from leap.cop import _
from leap.cop.ballot.buckets import pin
from leap.cop.core.errors import NotNow
from leap.cop.core.privacy.undo_log import blur

import time


def guard(box, now: datetime) -> None:
    """Let what this transaction wrote into a box be saved under two conditions only.

    Nobody changed the box meanwhile, and its time is not up by then: a request may be
    slow. The moment of saving is `now` and what has passed since on this machine.
    """
    pin(box)
    if box._p_jar is None:
        return
    current = box._p_jar.transaction_manager.get()
    current.addBeforeCommitHook(_at_commit, args=(current, box, now, time.monotonic()))


def _at_commit(current, box, now: datetime, began: float) -> None:
    moment = now + timedelta(seconds=time.monotonic() - began)
    if box.closes is not None and moment >= box.closes:
        raise NotNow(_("The vote is closed."))
    # The database's log would tell who voted when, where, and for how many.
    blur(current)
