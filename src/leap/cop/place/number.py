"""How many things wait, for the menu of every page: counted once for each state.

To ask all rooms costs a tenth of a page to somebody in many communities. What they say
is read from the database, so it is kept for exactly what the database was: whatever
anybody saves, here or in another process, makes it be asked anew. What hangs on the
clock alone, such as the end of a vote, is looked at once a minute.
"""

from datetime import datetime
from datetime import UTC
from leap.cop.core.interfaces import IBrowserLayer
from leap.cop.core.pages.counted import ITabCount
from leap.cop.place.mine import mine
from weakref import WeakKeyDictionary
from zope.component import adapter
from zope.interface import implementer


#: So many people are remembered; then all are asked anew.
MOST = 10_000

_kept: WeakKeyDictionary = WeakKeyDictionary()


@implementer(ITabCount)
@adapter(IBrowserLayer)
class MyPlaceCount:
    """What waits behind the tab My place."""

    def __init__(self, request) -> None:
        self.request = request

    def count(self) -> int:
        """Return how many things wait for the reader."""
        return number(self.request, datetime.now(UTC))


def number(request, now: datetime) -> int:
    """Return how many things wait for the current user."""
    here = mine(request)
    if "waiting" in vars(here):
        # The page shows them, and says the same number.
        return len(here.waiting)
    state = _state(here.portal)
    if state is None or not here.userid:
        return len(here.waiting)
    state = (*state, now.replace(second=0, microsecond=0))
    kept = _kept.setdefault(here.portal._p_jar.db(), {})
    name = (here.portal.getPhysicalPath(), here.userid)
    known = kept.get(name)
    if known is None or known[0] != state:
        if len(kept) >= MOST:
            kept.clear()
        known = kept[name] = (state, len(here.waiting))
    return known[1]


def _state(portal) -> tuple | None:
    """Return what the database is for this request, None where nothing says it."""
    connection = portal._p_jar
    if connection is None or connection._registered_objects:
        return None
    # Where the storage has no views of its own; else nothing is kept.
    start = getattr(connection._storage, "_start", None)
    return None if start is None else (start,)
