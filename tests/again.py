"""The same beginning for many tests: made once a process, then stored as it was.

Each test has a database of its own, so what most of them begin with would be made for
each again. What the first transactions of one of them stored is kept, byte for byte,
and stored in the databases of the others.
"""

from collections.abc import Callable
from typing import Any
from ZODB.Connection import TransactionMetaData
from ZODB.utils import z64

import transaction


#: What was stored, by what made it: object ids and pickles.
_STORED: dict[Callable[[Any], None], dict[bytes, bytes]] = {}


def begin_with(make: Callable[[Any], None], portal, database) -> None:
    """Make something in a test's database, or store what it was the first time.

    Where the test has already changed what would be stored, it is made anew.

    :param make: makes it in a portal, and commits; blobs are not kept.
    :param database: the test's own.
    """
    before = _changed(database)
    kept = _STORED.get(make)
    if kept is None or kept.keys() & before.keys():
        make(portal)
        now = _changed(database)
        if not any(now[oid] != data for oid, data in before.items()):
            _STORED[make] = {oid: now[oid] for oid in now.keys() - before.keys()}
        return
    storage = database._mvcc_storage.new_instance()
    storage.poll_invalidations()
    stored = TransactionMetaData()
    storage.tpc_begin(stored)
    for oid, data in kept.items():
        storage.store(oid, _serial(storage, oid), data, "", stored)
    storage.tpc_vote(stored)
    storage.tpc_finish(stored)
    storage.release()
    transaction.begin()


def _changed(database) -> dict[bytes, bytes]:
    """Return what a test stored so far, the last of each object."""
    return {
        record.oid: record.data
        for stored in database.storage.changes.iterator()
        for record in stored
    }


def _serial(storage, oid: bytes) -> bytes:
    try:
        return storage.load(oid)[1]
    except KeyError:
        return z64
