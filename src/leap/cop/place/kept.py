"""What waits for somebody, kept for exactly what the database was when it was asked.

To ask all rooms costs a good part of a page to somebody in many communities, and each
page of the site says the number. Whatever anybody saves, here or in another process,
makes it be asked anew. What hangs on the clock alone, such as the end of a vote, is
looked at once a minute.
"""

from collections.abc import Callable
from datetime import datetime
from leap.cop.core.waiting import Waiting
from plone import api
from weakref import WeakKeyDictionary


#: So many people are remembered; then all are asked anew.
MOST = 2_000

#: The path of a community, and what waits there.
Asked = list[tuple[str, list[Waiting]]]

_kept: WeakKeyDictionary = WeakKeyDictionary()


def kept(portal, userid: str, now: datetime, ask: Callable[[], Asked]) -> Asked:
    """Return what waits for somebody, as it was asked in this state of the database."""
    state = _state(portal)
    if state is None:
        return ask()
    minute = now.replace(second=0, microsecond=0)
    state = (state, minute)
    # Rows have addresses and days in them. Two sites in one database can be served at
    # one address, and a user id of the one is somebody else in the other.
    name = (
        portal.getPhysicalPath(),
        portal.absolute_url(),
        api.portal.get_current_language(),
        userid,
    )
    known_here = _kept.setdefault(portal._p_jar.db(), {})
    known = known_here.get(name)
    if known is None or known[0] != state:
        if len(known_here) >= MOST:
            known_here.clear()
        known = known_here[name] = (state, ask())
    return known[1]


def _state(portal) -> bytes | None:
    """Return what the database is for this request, None where nothing says it."""
    connection = portal._p_jar
    if connection is None or connection._registered_objects:
        return None
    # Of storages that have no view for each connection alone; else nothing is kept.
    return getattr(connection._storage, "_start", None)
