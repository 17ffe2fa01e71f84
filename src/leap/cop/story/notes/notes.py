"""Notes to a teller, through the story: who writes is named, the teller is not.

A thread belongs to one writer and is replaced as a whole at each note. The teller's
answers hold no id at all. Days without a time: when somebody sat at a screen says who
it was. Nothing else of the story changes: no date, no index, no history.
"""

from collections.abc import Iterator
from datetime import datetime
from datetime import UTC
from leap.cop import _
from leap.cop.community.people import is_safeguarding_person
from leap.cop.community.profiles import fullname
from leap.cop.concern import safeguarding
from leap.cop.core.containment import community_of
from leap.cop.core.errors import NotYours
from leap.cop.core.errors import Refused
from leap.cop.core.me import me
from leap.cop.story import events
from leap.cop.story.lifecycle import lifecycle
from leap.cop.story.lifecycle import noted
from leap.cop.story.notes.records import Note
from leap.cop.story.notes.records import Notes
from leap.cop.story.notes.records import TELLER
from leap.cop.story.notes.records import Thread
from leap.cop.story.notes.words import words_in
from typing import NamedTuple
from zope.event import notify

import secrets


#: Keeps a request from filling the database.
MAX_TEXT = 5_000

FACILITATOR = "facilitator"
REVIEWER = "reviewer"
SAFEGUARDING = "safeguarding"

#: In which states whoever facilitates, or reviews, reads a story.
_READS = {
    FACILITATOR: frozenset({"community", "community_pending", "public"}),
    REVIEWER: frozenset({"pending", "community_pending", "public"}),
    SAFEGUARDING: frozenset({"public"}),
}


# Who may


def voice_of(story, userid: str | None = None) -> str | None:
    """Return the role in which somebody writes about a story, None for nobody.

    :param userid: the current user, if None.
    """
    userid = userid or me()
    community = community_of(story)
    if community is None or not userid:
        return None
    if lifecycle.teller_of(story) == userid:
        return TELLER
    state = lifecycle.state_of(story)
    roles = safeguarding.roles_in(community, userid)
    if "CoP Facilitator" in roles and state in _READS[FACILITATOR]:
        return FACILITATOR
    if safeguarding.REVIEWERS & roles and state in _READS[REVIEWER]:
        return REVIEWER
    is_person = is_safeguarding_person(community, userid)
    return SAFEGUARDING if is_person and state in _READS[SAFEGUARDING] else None


def _voice(story) -> str:
    voice = voice_of(story)
    if voice is None:
        raise NotYours(
            _("Notes are only between the storyteller and the person who wrote.")
        )
    return voice


# Reading


class Line(NamedTuple):
    """One note, as its reader sees it."""

    thread: str
    note: Note
    is_tellers: bool
    fullname: str


def threads_for_reader(story) -> dict[str, Thread]:
    """Return the threads that the current user reads: all of them as the teller.

    :raises NotYours: for anybody who may not write here.
    """
    voice = _voice(story)
    threads = Notes(story).threads()
    if voice == TELLER:
        return threads
    userid = me()
    return {
        key: thread
        for key, thread in threads.items()
        if noted.is_by(thread.writer, userid)
    }


def lines_for_reader(story) -> Iterator[Line]:
    """Yield the notes that the current user reads, thread after thread."""
    for key, thread in threads_for_reader(story).items():
        yield from lines_of(key, thread)


def lines_of(key: str, thread: Thread) -> Iterator[Line]:
    """Yield the notes of one thread; of the teller neither name nor id."""
    name = ", ".join(map(fullname, noted.ids_of(thread.writer)))
    for note in thread.notes:
        is_tellers = note.voice == TELLER
        yield Line(key, note, is_tellers, "" if is_tellers else name)


def waits_for_teller(story) -> bool:
    """Tell whether a note to the teller has no answer yet. For the teller's lists."""
    return bool(Notes(story).without_answer())


# Writing


def write(story, text: object, thread: object = None, *, now: datetime) -> Line:
    """Write a note: to the teller, or as the teller into a thread that is there.

    :param thread: the thread's id; the teller names one, a writer's own is implied.
    :raises Refused: for bad input; the message starts with the field.
    :raises NotYours: for anybody who may not write here.
    """
    voice = _voice(story)
    words = words_in("text", text, MAX_TEXT)
    note = Note(secrets.token_hex(8), now.astimezone(UTC).date(), voice, words)
    notes = Notes(story)
    if voice == TELLER:
        return _answer(story, notes, note, thread)
    userid = me()
    key = notes.thread_of(userid)
    if thread not in (None, "", key):
        raise Refused(_("leave this out. You only have one."), "thread")
    begun = notes.threads()[key] if key else Thread(noted.note(story, userid))
    key = key or notes.begin(userid)
    added = notes.add(key, begun, note)
    if added is note:
        notify(events.NoteWritten(story, None))
    return Line(key, added, False, fullname(userid))


def _answer(story, notes: Notes, note: Note, thread: object) -> Line:
    if not isinstance(thread, str) or not thread:
        raise Refused(_("say which note you are answering."), "thread")
    begun = notes.threads().get(thread)
    if begun is None:
        raise Refused(_("there is no such note."), "thread")
    added = notes.add(thread, begun, note)
    if added is note:
        for userid in noted.ids_of(begun.writer):
            notify(events.NoteWritten(story, userid))
    return Line(thread, added, True, "")


# What follows from something else


def leave_notes_with_the_original(copy, event) -> None:
    """Have a copy begin without notes: they were written about another story."""
    Notes(copy).clear()
