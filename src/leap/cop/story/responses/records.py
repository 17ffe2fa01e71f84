"""What people answered to a story, and who thanked for it: two shelves of the story.

Apart from each other, so that nothing about the one tells how much there is of the
other. Whoever wrote is known by a code, as who wrote a note is; of the teller there is
nothing but that it was the teller. An answer is kept under its number, so that two at
once are a conflict: the bound holds, and a double click is one.
"""

from BTrees.OOBTree import OOTreeSet
from collections.abc import Iterator
from datetime import date
from leap.cop import _
from leap.cop.core.errors import NotNow
from leap.cop.core.events import IIdForgotten
from leap.cop.core.events import IPersonErased
from leap.cop.core.people import NOTED
from leap.cop.core.people import People
from leap.cop.core.people import stand_in
from leap.cop.core.records import FineTree
from leap.cop.core.records import Rows
from leap.cop.core.records import Shelf
from leap.cop.story.lifecycle import teller
from typing import Any
from typing import NamedTuple

import secrets


#: Under these annotations of a story.
RESPONSES_KEY = "leap.cop.story.responses"
THANKS_KEY = "leap.cop.story.thanks"

#: Bound that keeps requests from filling the database.
MAX_RESPONSES = 100

#: Stands for the teller where a code stands for anybody else; no code looks like it.
TELLER = "teller"


class Response(NamedTuple):
    """Something that somebody wrote under a story; `author` is empty once erased."""

    id: str
    day: date
    author: str
    kind: str
    text: str


RESPONSES = Rows(Response, "id day author kind text")


def _who_noted(kind: type[Shelf], forgotten: IIdForgotten, portal) -> Iterator[Shelf]:
    """Yield the shelves of the stories in which somebody is noted who is erased.

    An account that goes takes nothing along: its code stands for nobody's id then.
    """
    if IPersonErased.providedBy(forgotten):
        places = People(portal).places(forgotten.code, NOTED)
        yield from map(kind, teller.stories_at(places))


class Responses(Shelf):
    """What people wrote under one story."""

    key = RESPONSES_KEY
    counted = "answers to stories without a name"
    make = FineTree

    @classmethod
    def that_know(cls, forgotten: IIdForgotten, portal, communities) -> Iterator[Shelf]:
        """Yield the shelves of the stories in which somebody is noted by a code."""
        yield from _who_noted(cls, forgotten, portal)

    def rows(self) -> list[Response]:
        """Return all answers, oldest first."""
        return [RESPONSES.read(row) for row in self.kept.values()]

    def find(self, id_: str) -> Response | None:
        """Return one answer, None where there is none."""
        return next((row for row in self.rows() if row.id == id_), None)

    def add(self, response: Response) -> Response:
        """Keep an answer; the same words of the same person are there once.

        :returns: what is there now.
        :raises NotNow: when there are too many.
        """
        rows = self.rows()
        same = (row for row in rows if row[2:] == response[2:])
        if (kept := next(same, None)) is not None:
            return kept
        if len(rows) >= MAX_RESPONSES:
            raise NotNow(_("There is no room for more answers here."))
        number = self.kept.maxKey() + 1 if rows else 1
        self.put(number, RESPONSES.written(response))
        return response

    def take_out(self, id_: str) -> None:
        """Drop one answer."""
        self.drop_where(lambda row: RESPONSES.read(row).id == id_)

    def authors(self) -> set[str]:
        """Return the codes of those who wrote."""
        return {row.author for row in self.rows()} - {"", TELLER}

    def forget_person(self, forgotten: IIdForgotten) -> int:
        """Leave what somebody wrote without a name; return how much that was."""
        found = 0
        for number, row in list(self.kept.items()):
            response = RESPONSES.read(row)
            if response.author == forgotten.code:
                self.put(number, RESPONSES.written(response._replace(author="")))
                found += 1
        return found

    pack = Shelf.all

    def unpack(self, packed: Any) -> None:
        """Put answers in place of what is here."""
        self.keep_all([RESPONSES.read(row) for row in packed.values()])

    def keep_all(self, responses: list[Response]) -> None:
        """Keep exactly these answers, in this order."""
        self.clear()
        for number, response in enumerate(responses[:MAX_RESPONSES], 1):
            self.put(number, RESPONSES.written(response))


class Thanks(Shelf):
    """Who thanked for one story, by code. Nobody is told more than how many."""

    key = THANKS_KEY
    counted = "thanks without a name"
    make = OOTreeSet

    @classmethod
    def that_know(cls, forgotten: IIdForgotten, portal, communities) -> Iterator[Shelf]:
        """Yield the shelves of the stories in which somebody is noted by a code."""
        yield from _who_noted(cls, forgotten, portal)

    def has(self, code: str | None) -> bool:
        """Tell whether somebody thanked."""
        return bool(code) and code in self.kept

    def add(self, code: str) -> bool:
        """Keep that somebody thanked; tell whether that is new."""
        return not self.has(code) and bool(self.ready.insert(code))

    def take_back(self, code: str | None) -> bool:
        """Forget that somebody thanked; tell whether it was so."""
        if not self.has(code):
            return False
        self.ready.remove(code)
        return True

    def forget_person(self, forgotten: IIdForgotten) -> int:
        """Let a thank you be nobody's; it still counts."""
        found = self.take_back(forgotten.code)
        if found:
            self.add(stand_in(secrets.token_hex(8)))
        return int(found)

    def pack(self) -> Any:
        """Return the codes."""
        return list(self.kept)

    def unpack(self, packed: Any) -> None:
        """Put thanks in place of what is here."""
        self.keep_all(packed)

    def keep_all(self, codes: list[str]) -> None:
        """Keep exactly these."""
        self.clear()
        for code in codes:
            self.add(code)
