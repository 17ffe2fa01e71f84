"""What could not be told, and is tried again: who was not found, a server that is down.

A directory that is away for ten minutes must not cost anybody a mail. What is to be
told is kept as plain values under one annotation of the portal, apart from the
transaction that caused it; whether it is still so is asked when it is tried again: by
`leap-cop … remind`, `POST @reminders`, and by the next transaction that has mails.
After three days nobody is told any more, but of a concern: that is tried until it went.

Links that open something are kept nowhere but in a mail, so such a mail is not kept.
"""

from collections.abc import Callable
from datetime import datetime
from datetime import timedelta
from leap.cop.core.events import IIdForgotten
from leap.cop.core.records import Rows
from leap.cop.core.records import Shelf
from leap.cop.core.records import StaysHere
from typing import NamedTuple

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


_ROWS = Rows(Left, "writer path details site since people")


class Waiting(StaysHere, Shelf):
    """What is still to be told on one site."""

    key = KEY
    counted = "mails that waited"

    def all(self) -> dict[str, Left]:
        """Return what waits, by id."""
        return {key: _ROWS.read(row) for key, row in self.kept.items()}

    def add(self, left: Left) -> None:
        """Keep something; what is there already is not kept twice."""
        for key, kept in self.all().items():
            if left[:3] == kept[:3]:
                people = tuple(sorted({*kept.people, *left.people}))
                if people != kept.people:
                    self.put(key, _ROWS.written(kept._replace(people=people)))
                return
        self.put(secrets.token_hex(8), _ROWS.written(left))

    def note(self, key: str, people: set[str]) -> None:
        """Note who is still to be told; nobody ends it."""
        left, whom = self.all().get(key), tuple(sorted(people))
        if left is not None and not people:
            self.drop(key)
        elif left is not None and left.people != whom:
            self.put(key, _ROWS.written(left._replace(people=whom)))

    def is_over(self, left: Left, now: datetime) -> bool:
        """Tell whether it is too late to tell anybody."""
        return left.writer not in _UNTIL_IT_WENT and now - left.since > KEPT

    def forget_person(self, forgotten: IIdForgotten) -> int:
        """Forget whom something was for, or about; return how much that was."""
        userid, found = forgotten.userid, 0
        for key, left in self.all().items():
            if userid in dict(left.details).values():
                self.drop(key)
            elif userid in left.people:
                self.note(key, {*left.people} - {userid})
            else:
                continue
            found += 1
        return found
