"""What people wrote to a teller, kept on the story: one row for each thread."""

from collections.abc import Iterator
from datetime import date
from leap.cop import _
from leap.cop.core.errors import NotNow
from leap.cop.core.events import IIdForgotten
from leap.cop.core.events import IPersonErased
from leap.cop.core.people import NOTED
from leap.cop.core.people import People
from leap.cop.core.records import Rows
from leap.cop.core.records import Shelf
from leap.cop.story.lifecycle import desk
from leap.cop.story.lifecycle import noted
from leap.cop.story.lifecycle import teller
from typing import Any
from typing import NamedTuple

import secrets


KEY = "leap.cop.story.notes"

#: The voice of the story's teller.
TELLER = "teller"

#: Bounds that keep a request from filling the database.
MAX_THREADS = 50
MAX_NOTES = 100


class Note(NamedTuple):
    """One note. `voice` is the role that its writer had, or `teller`."""

    id: str
    day: date
    voice: str
    text: str


class Thread(NamedTuple):
    """What one writer, known by a code, and the teller wrote to each other."""

    writer: str
    notes: tuple[Note, ...] = ()


NOTES = Rows(Note, "id day voice text")
THREADS = Rows(Thread, "writer notes")


class Notes(Shelf):
    """The notes of one story."""

    key = KEY
    counted = "conversations deleted"

    @classmethod
    def that_know(cls, forgotten: IIdForgotten, portal, communities) -> Iterator[Shelf]:
        """Yield the shelves of the stories in which somebody is noted by a code."""
        if IPersonErased.providedBy(forgotten):
            places = People(portal).places(forgotten.code, NOTED)
            yield from map(cls, teller.stories_at(places))

    def threads(self) -> dict[str, Thread]:
        """Return the threads by id, the one that was written to last at the end."""
        found = {key: _read(row) for key, row in self.kept.items()}
        return dict(sorted(found.items(), key=lambda item: item[1].notes[-1].day))

    def thread_of(self, userid: str) -> str | None:
        """Return the id of somebody's thread."""
        found = self.threads().items()
        return next(
            (key for key, thread in found if noted.is_by(thread.writer, userid)), None
        )

    def begin(self, userid: str) -> str:
        """Return the id of a new thread; it is kept with its first note.

        :raises NotNow: when there are too many.
        """
        if len(self) >= MAX_THREADS:
            raise NotNow(_("There is no room for more notes here."))
        return secrets.token_hex(8)

    def add(self, key: str, thread: Thread, note: Note) -> Note:
        """Write a note at the end of a thread.

        The last note, sent once more by the same voice, is the one that is there.

        :raises NotNow: when the thread is full.
        """
        last = thread.notes[-1] if thread.notes else None
        if last is not None and (last.voice, last.text) == (note.voice, note.text):
            return last
        if len(thread.notes) >= MAX_NOTES:
            raise NotNow(_("There is no room for more notes here."))
        self.put(key, _written(thread._replace(notes=(*thread.notes, note))))
        self._follow_on_the_desk()
        return note

    def writers(self) -> set[str]:
        """Return the codes of those who wrote to the teller."""
        return {thread.writer for thread in self.threads().values()}

    def forget_person(self, forgotten: IIdForgotten) -> int:
        """Drop what somebody wrote who is erased, and the answers to it."""
        count = self.drop_where(lambda row: _read(row).writer == forgotten.code)
        self._follow_on_the_desk()
        return count

    pack = Shelf.all

    def unpack(self, packed: Any) -> None:
        """Put threads in place of what is here."""
        self.keep_all({key: _read(row) for key, row in packed.items()})

    def keep_all(self, threads: dict[str, Thread]) -> None:
        """Keep exactly these threads."""
        self.clear()
        for key, thread in threads.items():
            self.put(key, _written(thread))
        self._follow_on_the_desk()

    def without_answer(self) -> list[Note]:
        """Return the last notes to the teller that have no answer yet."""
        last = (thread.notes[-1] for thread in self.threads().values())
        return [note for note in last if note.voice != TELLER]

    def _follow_on_the_desk(self) -> None:
        """Put on the teller's desk that somebody wrote, or take it off."""
        story = self.content
        code = teller.code_of(story)
        if not code:
            return
        place, waiting = teller.place_of(story), self.without_answer()
        if waiting:
            since = min(note.day for note in waiting).isoformat()
            desk.desks().add(code, desk.Thing(*place, desk.NOTE, since))
        else:
            desk.desks().clear_away(code, place, desk.NOTE)


def _read(row: tuple) -> Thread:
    thread = THREADS.read(row)
    return thread._replace(notes=tuple(map(NOTES.read, thread.notes)))


def _written(thread: Thread) -> tuple:
    notes = tuple(map(NOTES.written, thread.notes))
    return THREADS.written(thread._replace(notes=notes))
