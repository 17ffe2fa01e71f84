"""Where a title of a story still stands after its teller took it back.

A text that people wrote is changed by people: the teller sees where it stands, and one
button asks those who can change it. The words of that note name meetings alone.

Looked for is what others could read as its title, never what the teller calls it now.
And the teller sees a place only where the teller reads the text itself.
"""

from collections.abc import Iterator
from datetime import date
from datetime import datetime
from datetime import timedelta
from leap.cop import _
from leap.cop.community.events import MessageToFacilitators
from leap.cop.core import access
from leap.cop.core import binding
from leap.cop.core import mail_bounds
from leap.cop.core.audience import PRIVATE
from leap.cop.core.containment import community_of
from leap.cop.core.mail_bounds import Bound
from leap.cop.core.me import me
from leap.cop.meeting import finding
from leap.cop.meeting import rules
from leap.cop.meeting import voices
from leap.cop.meeting.minutes import leaks
from leap.cop.meeting.minutes import shared_titles
from leap.cop.meeting.minutes import written
from leap.cop.meeting.minutes.leaks import Needle
from leap.cop.meeting.minutes.written import FIELDS
from leap.cop.meeting.records import record_of
from leap.cop.story.lifecycle import lifecycle
from plone import api
from plone.uuid.interfaces import IUUID
from typing import Any
from typing import NamedTuple
from zExceptions import NotFound
from zope.event import notify
from zope.i18n import translate


#: One note within so long: of one person, and about one story.
OF_A_PERSON = Bound("take out", 1, timedelta(days=1))
ABOUT_A_STORY = Bound("take a story out", 1, timedelta(days=1))


class Trace(NamedTuple):
    """A place where a title stands, and whether all read it who see the meeting."""

    meeting: Any
    field: str
    is_open: bool

    @property
    def day(self) -> date:
        """The day of the meeting, on its own clock."""
        day: date = self.meeting.start.date()
        return day


def may_look(story) -> bool:
    """Tell whether its teller reads here what others write: not who left or waits.

    :raises NotFound: for everybody but its teller.
    """
    if not lifecycle.is_teller(story):
        raise NotFound("traces")
    part = voices.part_of(community_of(story), me())
    return part in (rules.F, rules.M)


def find(story) -> list[Trace]:
    """Return where a title of a story stands and its teller reads it, newest first.

    :raises NotFound: for everybody but its teller.
    """
    if not may_look(story):
        return []
    return [trace for trace in _everywhere(story) if _is_read(trace)]


def _is_read(trace: Trace) -> bool:
    if not access.may_view(trace.meeting):
        return False
    return trace.is_open or voices.may(trace.meeting, "read_record")


def _everywhere(story) -> Iterator[Trace]:
    """Yield all places, whoever reads them: for those who write the note alone."""
    needles = leaks.of_titles("", shared_titles.of(story))
    if not needles:
        return
    for meeting in finding.every_meeting(community_of(story)):
        for text in written.texts_of(meeting):
            if _stands_in(leaks.one_line(text.words), needles):
                yield Trace(meeting, text.field, text.is_open)


def _stands_in(words: str, needles: list[Needle]) -> bool:
    return any(leaks.place_of(needle.text, words) is not None for needle in needles)


def ask_to_take_out(story, *, now: datetime) -> None:
    """Write to facilitators and note-takers that something is to be taken out.

    Where there is nothing nobody is written to, and whoever asks does not learn that.

    :raises NotFound: for everybody but its teller.
    :raises NotNow: once it was asked today.
    """
    may_look(story)
    community, by = community_of(story), me()
    mail_bounds.count(OF_A_PERSON, by, now=now)
    mail_bounds.count(ABOUT_A_STORY, IUUID(story), now=now)
    found = list(_everywhere(story))
    if found:
        notify(
            MessageToFacilitators(community, by, _words(found), also=_writers(found))
        )


def _writers(found: list[Trace]) -> list[str]:
    """Return who took notes at the meetings, if they still can, and see all of them."""
    if any(binding.state_of(trace.meeting) == PRIVATE for trace in found):
        return []
    taken = {
        (trace.meeting, turn[0])
        for trace in found
        if (turn := record_of(trace.meeting).turn(rules.NOTE_TAKER)) is not None
    }
    return sorted(
        {who for meeting, who in taken if voices.may(meeting, "write_record", who)}
    )


def _words(found: list[Trace]) -> str:
    language = api.portal.get_default_language()

    def said(message) -> str:
        return translate(message, target_language=language)

    opening = _(
        "I have taken back something I told you. If you do not know what it is, "
        "please write to me. It still appears in these places, so please remove it "
        "there:"
    )
    rows = [
        f"- {trace.day.isoformat()}, {said(FIELDS[trace.field])}: "
        f"{trace.meeting.absolute_url()}"
        for trace in found
    ]
    return "\n".join([said(opening), "", *rows])
