"""Persistent trees as JSON and back, whatever stands in them.

Plain values stay as they are; everything else is one object with one word that says
what it is. No class is made from a name: what is none of these is refused.
"""

from BTrees import family32
from BTrees import family64
from BTrees.Length import Length
from collections.abc import Callable
from datetime import date
from datetime import datetime
from persistent.list import PersistentList
from persistent.mapping import PersistentMapping

import base64


_TREES = {
    found.__name__: found
    for family in (family32, family64)
    for kind in (family.OO, family.OI, family.IO, family.II)
    for found in (kind.BTree, kind.TreeSet)
}

_MAPPINGS = {PersistentMapping: "mapping", dict: "dict"}
_SEQUENCES = {list: "plain", tuple: "tuple"}


def dump(value: object) -> object:
    """Return a value as JSON can hold it.

    :raises TypeError: for what is none of the known kinds.
    """
    if value is None or isinstance(value, (str, bool, int, float)):
        return value
    if isinstance(value, bytes):
        return {"bytes": base64.b64encode(value).decode("ascii")}
    if isinstance(value, datetime):
        return {"datetime": value.isoformat()}
    if isinstance(value, date):
        return {"date": value.isoformat()}
    if isinstance(value, Length):
        return {"length": value()}
    return _dump_container(value)


def _dump_container(value) -> dict:
    if _TREES.get(type(value).__name__) is type(value):
        return _dump_tree(value)
    if isinstance(value, PersistentList):
        own = {key: dump(kept) for key, kept in attributes_of(value).items()}
        return {"list": [dump(item) for item in value], "attributes": own}
    for kind, word in _MAPPINGS.items():
        if isinstance(value, kind):
            return {word: [_pair(*item) for item in value.items()]}
    for kind, word in _SEQUENCES.items():
        if isinstance(value, kind):
            return {word: [dump(item) for item in value]}
    raise TypeError(f"{type(value).__name__} cannot travel")


def _dump_tree(value) -> dict:
    name = type(value).__name__
    if name.endswith("TreeSet"):
        return {"set": name, "items": [dump(item) for item in value]}
    return {"tree": name, "items": [_pair(*item) for item in value.items()]}


def _pair(key: object, value: object) -> list:
    return [dump(key), dump(value)]


def attributes_of(rows: PersistentList) -> dict:
    """Return what hangs on a persistent list besides its items."""
    # What is not loaded yet shows an empty `__dict__`.
    rows._p_activate()
    return {key: kept for key, kept in rows.__dict__.items() if key != "data"}


def load(value):
    """Give back what `dump` was given.

    :raises ValueError: for what `dump` cannot have made.
    """
    if not isinstance(value, dict):
        if isinstance(value, list):
            raise ValueError("a list without its kind")
        return value
    for word, make in _LOADERS.items():
        if word in value:
            return make(value)
    raise ValueError("an object of no known kind")


def _items(value: dict, word: str = "items") -> list:
    return [(load(key), load(kept)) for key, kept in value[word]]


def _load_list(value: dict) -> PersistentList:
    rows = PersistentList([load(item) for item in value["list"]])
    for key, kept in value.get("attributes", {}).items():
        setattr(rows, key, load(kept))
    return rows


_LOADERS: dict[str, Callable] = {
    "date": lambda value: date.fromisoformat(value["date"]),
    "length": lambda value: Length(value["length"]),
    "bytes": lambda value: base64.b64decode(value["bytes"]),
    "datetime": lambda value: datetime.fromisoformat(value["datetime"]),
    "set": lambda value: _TREES[value["set"]]([load(item) for item in value["items"]]),
    "tree": lambda value: _TREES[value["tree"]](_items(value)),
    "list": _load_list,
    "mapping": lambda value: PersistentMapping(_items(value, "mapping")),
    "dict": lambda value: dict(_items(value, "dict")),
    "plain": lambda value: [load(item) for item in value["plain"]],
    "tuple": lambda value: tuple(load(item) for item in value["tuple"]),
}
