"""The same beginning for many tests: made once a process, then stored as it was.

Each test has a database of its own, so what most of them begin with would be made for
each again. What the first transactions of one of them stored is kept, byte for byte,
and stored in the databases of the others.
"""

from collections.abc import Callable
from functools import cache
from functools import partial
from typing import Any
from typing import NamedTuple
from ZODB.Connection import TransactionMetaData
from ZODB.utils import z64

import transaction


class Kept(NamedTuple):
    """What something stored, and on what: object ids and pickles."""

    before: dict[bytes, bytes]
    stored: dict[bytes, bytes]

    def fits(self, there: dict[bytes, bytes]) -> bool:
        """Tell whether it would be stored on the same as the first time."""
        return all(there.get(oid) == self.before.get(oid) for oid in self.stored)


#: What was stored, by what made it.
_KEPT: dict[Callable[[Any], None], Kept] = {}


@cache
def alike(make: Callable[..., None], *about) -> Callable[[Any], None]:
    """Return what makes something of a kind, the same each time for the same kind.

    :param about: plain values that say which kind.
    """
    return partial(make, *about)


def begin_with(make: Callable[[Any], None], portal, database) -> None:
    """Make something in a test's database, or store what it was the first time.

    Where the test has changed what it rests on, it is made anew.

    :param make: makes it in a portal, and commits; blobs are not kept.
    :param database: the test's own.
    """
    # What a test did so far and has not stored yet is its own, and stays.
    transaction.commit()
    before = _changed(database)
    kept = _KEPT.get(make)
    if kept is None or not kept.fits(before):
        make(portal)
        now = _changed(database)
        stored = {oid: data for oid, data in now.items() if before.get(oid) != data}
        _KEPT[make] = Kept(before, stored)
        return
    storage = database._mvcc_storage.new_instance()
    storage.poll_invalidations()
    transaction_data = TransactionMetaData()
    storage.tpc_begin(transaction_data)
    for oid, data in kept.stored.items():
        storage.store(oid, _serial(storage, oid), data, "", transaction_data)
    storage.tpc_vote(transaction_data)
    storage.tpc_finish(transaction_data)
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
