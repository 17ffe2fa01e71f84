"""What stands on a teller's desk: what waits for them, and what they told last.

A private story stands in no catalog, and to wake all of somebody's stories for one
number would cost more than the page around it. So what waits is kept beside the own
list, by the same random code, and it follows each change of a story at once.
"""

from datetime import datetime
from datetime import UTC
from leap.cop.core.events import IIdForgotten
from leap.cop.core.events import IPersonErased
from leap.cop.core.people import People
from leap.cop.core.people import Place
from leap.cop.core.records import Rows
from leap.cop.core.records import Shelf
from leap.cop.core.records import StaysHere
from plone import api
from typing import NamedTuple


KEY = "leap.cop.story.desk"

#: Told last; sent back with a note; on hold; written about to the teller.
TOLD, RETURNED, HELD, NOTE = "told", "returned", "held", "note"

#: So many of those that were told last are kept.
LAST = 10


class Thing(NamedTuple):
    """One thing about one story.

    :param uid: of the community.
    :param name: the story's id.
    :param since: the day or the moment, in ISO's form.
    :param about: the digest of the text that it is about, empty for any.
    """

    uid: str
    name: str
    kind: str
    since: str
    about: str = ""

    @property
    def place(self) -> Place:
        """Where the story stands."""
        return self.uid, self.name


THINGS = Rows(Thing, "uid name kind since about")


class Desks(StaysHere, Shelf):
    """The desks of all tellers of a site, by their codes."""

    key = KEY
    counted = "desks"

    def things(self, code: str | None) -> list[Thing]:
        """Return what is on somebody's desk."""
        return [THINGS.read(row) for row in self.get(code) or ()] if code else []

    def keep_things(self, code: str, things: list[Thing]) -> None:
        """Keep these, and of what was told the last ones alone."""
        told = [thing for thing in things if thing.kind == TOLD]
        told = sorted(told, key=lambda thing: thing.since, reverse=True)[:LAST]
        rest = [thing for thing in things if thing.kind != TOLD]
        rows = tuple(map(THINGS.written, (*told, *rest)))
        if rows == self.get(code) or not (rows or self.get(code)):
            return
        if rows:
            self.put(code, rows)
        else:
            self.drop(code)

    def add(self, code: str, thing: Thing) -> None:
        """Put something on a desk, in place of the same about the same story."""
        rest = [one for one in self.things(code) if not _alike(one, thing)]
        self.keep_things(code, [*rest, thing])

    def clear_away(self, code: str, place: Place, *kinds: str) -> list[Thing]:
        """Take things about a story off a desk, all without kinds; return them."""
        there = self.things(code)
        gone = [
            one
            for one in there
            if one.place == place and (not kinds or one.kind in kinds)
        ]
        if gone:
            self.keep_things(code, [one for one in there if one not in gone])
        return gone

    def move(self, code: str, old: Place, to: str, new: Place) -> None:
        """Follow a story that is at another place, or somebody else's, from now on."""
        for thing in self.clear_away(code, old):
            self.add(to, thing._replace(uid=new[0], name=new[1]))

    def forget_person(self, forgotten: IIdForgotten) -> int:
        """Drop the desk of somebody who is erased."""
        if not IPersonErased.providedBy(forgotten) or not forgotten.code:
            return 0
        return int(self.drop(forgotten.code) is not None)


def _alike(one: Thing, other: Thing) -> bool:
    return (one.place, one.kind) == (other.place, other.kind)


def desks() -> Desks:
    """Return the desks of this site."""
    return Desks(api.portal.get())


def of(userid: str) -> list[Thing]:
    """Return what is on the desk of somebody with an account."""
    portal = api.portal.get()
    return Desks(portal).things(People(portal).code_of(userid))


def in_iso(moment) -> str:
    """Return a DateTime as a text that sorts."""
    return moment.asdatetime().astimezone(UTC).isoformat()


def moment_of(thing: Thing) -> datetime:
    """Return since when a thing is there; a day begins at midnight."""
    found = datetime.fromisoformat(thing.since)
    return found if found.tzinfo else found.replace(tzinfo=UTC)
