"""What could not be told, and is tried again: who was not found, a server that is down.

A directory that is away for ten minutes must not cost anybody a mail. What is to be
told is kept as plain values under one annotation of the portal, apart from the
transaction that caused it; whether it is still so is asked when it is tried again: by
`leap-cop … remind`, `POST @reminders`, and by the next transaction that has mails.
After three days nobody is told any more, but of a concern: that is tried until it went.

Links that open something are kept nowhere but in a mail, so such a mail is not kept.
"""

from BTrees.OOBTree import OOBTree
from collections.abc import Callable
from datetime import datetime
from datetime import timedelta
from typing import NamedTuple
from zope.annotation.interfaces import IAnnotations

import secrets


KEY = "leap.cop.notify.later"

KEPT = timedelta(days=3)

#: Where nobody knows whom it was for: all of them.
EVERYBODY = "*"

#: What has one of these among its details has a link that opens something.
_LINKS = frozenset({"token"})

_WRITERS: dict[str, Callable] = {}
_UNTIL_IT_WENT: set[str] = set()
_UNNAMED: set[str] = set()


class Left(NamedTuple):
    """Something that some people are still to be told."""

    writer: str
    path: tuple[str, ...]
    details: tuple[tuple[str, str], ...]
    site: str
    since: datetime
    people: tuple[str, ...]

    @property
    def only(self) -> frozenset[str] | None:
        """Whom it is for; None for all."""
        return None if EVERYBODY in self.people else frozenset(self.people)


def can_wait(write: Callable) -> Callable:
    """Let what a function writes be tried again, for three days."""
    _WRITERS[_name(write)] = write
    return write


def can_wait_unnamed(write: Callable) -> Callable:
    """The same, for the teller of a story: whose it is is written down nowhere else."""
    _UNNAMED.add(_name(write))
    return can_wait(write)


def must_go(write: Callable) -> Callable:
    """Let what a function writes be tried again until it went."""
    _UNTIL_IT_WENT.add(_name(write))
    return can_wait(write)


def _name(write: Callable) -> str:
    """Return what a writer is called in what is kept: a row by the name it has."""
    return (
        getattr(write, "name", "")
        or f"{write.__module__.rpartition('.')[2]}.{write.__name__}"
    )


def left_of(
    write: Callable, path, details, site: str, people, *, now: datetime
) -> Left | None:
    """Return what is left to be told, None for what cannot wait."""
    name = _name(write)
    if not people or name not in _WRITERS:
        return None
    if any(detail in _LINKS for detail, _value in details):
        return None
    whom = [EVERYBODY] if name in _UNNAMED else sorted(people)
    return Left(name, tuple(path), details, site, now, tuple(whom))


def writer_of(left: Left) -> Callable | None:
    """Return what writes the mails."""
    return _WRITERS.get(left.writer)


class Waiting:
    """What is still to be told on one site."""

    def __init__(self, portal) -> None:
        self._portal = portal

    def _kept(self):
        return IAnnotations(self._portal).get(KEY, {})

    def all(self) -> dict[str, Left]:
        """Return what waits, by id."""
        return {key: Left(*row) for key, row in self._kept().items()}

    def add(self, left: Left) -> None:
        """Keep something; what is there already is not kept twice."""
        for key, kept in self.all().items():
            if left[:3] == kept[:3]:
                people = tuple(sorted({*kept.people, *left.people}))
                if people != kept.people:
                    self._kept()[key] = tuple(kept._replace(people=people))
                return
        annotations = IAnnotations(self._portal)
        if KEY not in annotations:
            annotations[KEY] = OOBTree()
        annotations[KEY][secrets.token_hex(8)] = tuple(left)

    def put(self, key: str, people: set[str]) -> None:
        """Note who is still to be told; nobody ends it."""
        kept = self._kept()
        if key in kept and not people:
            del kept[key]
        elif key in kept and Left(*kept[key]).people != tuple(sorted(people)):
            left = Left(*kept[key])
            kept[key] = tuple(left._replace(people=tuple(sorted(people))))

    def is_over(self, left: Left, now: datetime) -> bool:
        """Tell whether it is too late to tell anybody."""
        return left.writer not in _UNTIL_IT_WENT and now - left.since > KEPT

    def forget_person(self, userid: str) -> int:
        """Forget whom something was for, or about; return how much that was."""
        forgotten = 0
        for key, left in self.all().items():
            if userid in dict(left.details).values():
                del self._kept()[key]
            elif userid in left.people:
                self.put(key, {*left.people} - {userid})
            else:
                continue
            forgotten += 1
        return forgotten
