"""Ready-made buckets: one tree per hash, so that two voters seldom meet.

They are made with the box, not when somebody votes: a bucket that two people make at
once is a conflict. Within a bucket, changes of different keys merge by themselves.
"""

from BTrees.OOBTree import OOBTree
from collections.abc import Iterable
from collections.abc import Iterator
from typing import Any

import hashlib


BUCKETS = 64

Buckets = tuple[OOBTree, ...]


def filled(entries: Iterable[tuple[str, Any]] = ()) -> Buckets:
    """Return new buckets. What is in them does not tell in which order it came."""
    made = tuple(OOBTree() for _number in range(BUCKETS))
    for key, value in sorted(entries, key=lambda entry: entry[0]):
        bucket(made, key)[key] = value
    return made


def bucket(buckets: Buckets, key: str, salt: str = "") -> OOBTree:
    """Return the one in which a key stands, or would.

    :param salt: without it nobody can tell from a key which one that is.
    """
    return buckets[place(key, salt)]


def place(key: str, salt: str = "") -> int:
    """Return the number of the bucket in which a key stands."""
    # Not a checksum: with those, another salt moves all keys by the same distance.
    mixed = f"{salt}{key}".encode("utf-8", "surrogatepass")
    return hashlib.sha256(mixed).digest()[0] % BUCKETS


def entries(buckets: Buckets) -> Iterator[tuple[str, Any]]:
    """Yield all keys and values, bucket by bucket."""
    for tree in buckets:
        yield from tree.items()


def rename(buckets: Buckets, old: str, new: str, salt: str = "") -> None:
    """Let a value stand under another key, if there is one."""
    value = bucket(buckets, old, salt).pop(old, None)
    if value is not None:
        bucket(buckets, new, salt)[new] = value


def pin(persistent: Any) -> None:
    """Let this transaction end in a conflict if somebody else changes the object.

    Reading alone does not: two transactions that read what the other one writes would
    both be saved.
    """
    jar = persistent._p_jar
    if jar is not None:
        # What is not loaded yet has no state that could be held on to.
        persistent._p_activate()
        jar.readCurrent(persistent)
