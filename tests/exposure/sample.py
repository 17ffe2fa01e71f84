"""How much is asked: the fixed sample of `make test`, all of it, or one part of all.

The sample is the same at each run, other for each name. Parts share out by the same
hash: whatever is asked stands in exactly one of them, on every machine. All of it is
every pair of what meets in a question (`pairs.py`).
"""

from pathlib import Path
from tests.exposure.pairs import covering

import hashlib
import os


#: Set by `make exposure`: ask everything; `k/n` asks the k-th of n parts alone.
VARIABLE = "LEAP_COP_EXPOSURE"

#: Set by `make exposure`: the file that says what was asked, out of how much.
COVERED = "LEAP_COP_COVERED"


def _rank(name: str, item: object) -> str:
    return hashlib.sha256(f"{name}|{item!r}".encode()).hexdigest()


def _place(name: str, item: object, parts: int) -> int:
    return int(_rank(name, item)[:12], 16) % parts + 1


def some(name: str, items, count: int, key=None) -> list:
    """Return `count` of the items, chosen by a hash of name and item.

    :param key: gives what stands for an item; things are known by their keys, as ids
        and addresses are other ones each time.
    """
    key = key or _stable
    return sorted(items, key=lambda item: _rank(name, key(item)))[:count]


def _stable(item):
    if isinstance(item, tuple) and not hasattr(item, "key"):
        return tuple(_stable(part) for part in item)
    return getattr(item, "key", item)


class Scope:
    """The sample (false), or everything, or one part of it (true)."""

    def __init__(self, said: str = "") -> None:
        part, _slash, parts = said.partition("/")
        self.parts = int(parts or bool(said))
        self.part = int(part) if parts else 1

    @classmethod
    def asked_for(cls) -> "Scope":
        """Return what the environment asks for."""
        return cls(os.environ.get(VARIABLE, ""))

    def __bool__(self) -> bool:
        return self.parts > 0

    def chosen(self, name: str, every, count: int, key=None) -> list:
        """Return those of the items that are asked now.

        :param count: how many the sample has.
        """
        every = list(every)
        if not self:
            return some(name, every, count, key=key)
        stands_for = key or _stable
        found = [
            item
            for item in every
            if _place(name, stands_for(item), self.parts) == self.part
        ]
        self._note(name, len(found), len(every))
        return found

    def pairs(self, name: str, every, axes, key=None) -> list:
        """Give all of the items for the sample to choose from, or those that are asked.

        :param axes: gives the values that meet in an item; each pair of them is asked.
        :param key: gives what stands for an item, as for `some`.
        """
        if not self:
            return list(every)
        stands_for = key or _stable
        return covering(every, axes, lambda item: _rank(name, stands_for(item)))

    def holds(self, name: str) -> bool:
        """Tell whether a test that asks all at once belongs to this part."""
        return not self or _place("test", name, self.parts) == self.part

    def examples(self, whole: int, sample: int) -> int:
        """Return how many random examples are tried now."""
        return -(-whole // self.parts) if self else sample

    def _note(self, name: str, asked: int, every: int) -> None:
        if where := os.environ.get(COVERED):
            with Path(where).open("a", encoding="utf-8") as lines:
                lines.write(f"{asked}\t{every}\t{name}\n")
