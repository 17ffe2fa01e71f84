"""Notes: who looks after a story writes to its teller, who stays unnamed."""

from functools import cached_property
from leap.cop import _
from leap.cop.core import dates
from leap.cop.core.pages.stale import ADDS
from leap.cop.story.display.page import StoryPage
from leap.cop.story.notes import notes
from typing import NamedTuple


#: What somebody is who writes to a teller.
VOICE_TITLES = {
    notes.FACILITATOR: _("facilitates our community"),
    notes.REVIEWER: _("reviews stories"),
    notes.SAFEGUARDING: _("safeguarding contact"),
}


class Row(NamedTuple):
    """One note on the screen."""

    who: str
    role: str
    is_own: bool
    is_tellers: bool
    day: str
    text: str


class Talk(NamedTuple):
    """One thread on the screen, and what is being typed into it."""

    thread: str
    name: str
    rows: list[Row]
    typed: str
    problem: str


class NotesView(StoryPage):
    """What was written about a story, for its teller or for one writer."""

    page_title = _("Notes about a story")
    undone = _("Nothing has been sent yet")
    is_about_practice = True

    unseen = {"": ADDS}

    max_length = notes.MAX_TEXT

    def show(self):
        """Return the page, to those only who may write here."""
        self.talks  # noqa: B018 - refuses whoever may not, before the page begins
        return super().show()

    @cached_property
    def talks(self) -> list[Talk]:
        """The threads that the reader reads, the newest on top; or a new one."""
        threads = notes.threads_for_reader(self.context)
        found = [self._talk(key, thread) for key, thread in threads.items()][::-1]
        if not found and not self.is_teller:
            found = [Talk("", "", [], self._typed_in(""), self._problem_in(""))]
        return found

    def _talk(self, key: str, thread: notes.Thread) -> Talk:
        lines = list(notes.lines_of(key, thread))
        return Talk(
            thread=key,
            name=next((line.fullname for line in lines if line.fullname), ""),
            rows=[self._row(line) for line in lines],
            typed=self._typed_in(key),
            problem=self._problem_in(key),
        )

    def _row(self, line: notes.Line) -> Row:
        return Row(
            who=line.fullname,
            role=VOICE_TITLES.get(line.note.voice, ""),
            is_own=line.is_tellers == self.is_teller,
            is_tellers=line.is_tellers,
            day=dates.day(line.note.day),
            text=line.note.text,
        )

    def _typed_in(self, key: str) -> str:
        return self.typed("text") if self.typed("thread") == key else ""

    def _problem_in(self, key: str) -> str:
        return self.problem if self.typed("thread") == key else ""

    @property
    def nobody_reads_it_now(self) -> bool:
        """Whether an answer would wait, because nobody else can open the story."""
        return self.is_teller and self.is_alone

    def act(self) -> str:
        """Send what was typed."""
        notes.write(
            self.context,
            self.typed("text"),
            self.typed("thread"),
            now=self.now,
        )
        if self.is_teller:
            self.say_done(_("Sent, without your name."))
        else:
            self.say_done(_("Sent. The storyteller will find it on the story."))
        return f"{self.url}/notes"
