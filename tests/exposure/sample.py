"""The fixed sample of `make test`: the same at each run, other for each name."""

import hashlib


def _rank(name: str, item: object) -> str:
    return hashlib.sha256(f"{name}|{item!r}".encode()).hexdigest()


def some(name: str, items, count: int, key=None) -> list:
    """Give `count` of the items, chosen by a hash of name and item.

    :param key: gives what stands for an item; things are known by their keys, as ids
        and addresses are other ones each time.
    """
    key = key or _stable
    return sorted(items, key=lambda item: _rank(name, key(item)))[:count]


def _stable(item):
    if isinstance(item, tuple) and not hasattr(item, "key"):
        return tuple(_stable(part) for part in item)
    return getattr(item, "key", item)
