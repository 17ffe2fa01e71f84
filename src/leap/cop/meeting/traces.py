"""Where the title of a story still stands after its teller took it back.

A text that people wrote is changed by people: the teller sees where it stands, and one
button asks those who can change it. The words of that note name meetings alone.
"""

from collections.abc import Iterator
from datetime import date
from datetime import datetime
from datetime import timedelta
from leap.cop import _
from leap.cop.community.events import MessageToFacilitators
from leap.cop.core import access
from leap.cop.core import mail_bounds
from leap.cop.core.containment import community_of
from leap.cop.core.errors import NotNow
from leap.cop.core.mail_bounds import Bound
from leap.cop.core.markup.clean import plain
from leap.cop.meeting import finding
from leap.cop.meeting import leaks
from leap.cop.meeting import rules
from leap.cop.meeting import voices
from leap.cop.meeting.records import record_of
from leap.cop.story import lifecycle
from plone import api
from plone.uuid.interfaces import IUUID
from typing import Any
from typing import NamedTuple
from zExceptions import NotFound
from zope.event import notify
from zope.i18n import translate


FIELDS = {
    "title": _("the title of the meeting"),
    "description": _("what is said about the meeting"),
    "members_record": _("the record"),
    "summary": _("the summary"),
    "outcome": _("what came out of a point on the agenda"),
}

#: One note about one story within so long.
NOTES = Bound("take out", 1, timedelta(days=1))


class Trace(NamedTuple):
    """A place where a title stands."""

    meeting: Any
    field: str

    @property
    def day(self) -> date:
        """The day of the meeting, on its own clock."""
        day: date = self.meeting.start.date()
        return day


def is_seen(meeting) -> bool:
    """Tell whether the current user may see a meeting."""
    return access.may_view(meeting)


def find(story) -> list[Trace]:
    """Return where the title of a story stands, newest meeting first.

    :raises NotFound: for everybody but its teller.
    """
    if not lifecycle.is_teller(story):
        raise NotFound("traces")
    community = community_of(story)
    return [
        Trace(meeting, field)
        for meeting in finding.every_meeting(community)
        for field in _fields_with(meeting, story.title)
    ]


def _fields_with(meeting, title: str) -> Iterator[str]:
    record = record_of(meeting)
    minutes = record.minutes
    texts = {
        "title": meeting.title,
        "description": meeting.description,
        "members_record": minutes.members_record,
        "summary": minutes.summary,
        "outcome": "\n".join(row.outcome for row in record.rows.values()),
    }
    for field, text in texts.items():
        if leaks.place_of(title, leaks.one_line(plain(text))) is not None:
            yield field


def ask_to_take_out(story, *, now: datetime) -> None:
    """Write to facilitators and note-takers that something is to be taken out.

    :raises NotNow: where there is nothing, and once it was asked today.
    """
    found = find(story)
    if not found:
        raise NotNow(_("Your title stands nowhere."))
    community, me = community_of(story), voices.me()
    mail_bounds.count(NOTES, me, IUUID(story), now=now)
    notify(MessageToFacilitators(community, me, _words(found), also=_writers(found)))


def _writers(found: list[Trace]) -> list[str]:
    """Return who took notes at the meetings, if they still can."""
    taken = {record_of(trace.meeting).turn(rules.NOTE_TAKER) for trace in found}
    return sorted(
        userid for userid, state in filter(None, taken) if state == rules.ACCEPTED
    )


def _words(found: list[Trace]) -> str:
    language = api.portal.get_default_language()

    def said(message) -> str:
        return translate(message, target_language=language)

    opening = _(
        "I have taken back something that I told. It still stands in what was written "
        "down. Please take it out, and write to me if you do not know what it is:"
    )
    rows = [
        f"- {trace.day.isoformat()}, {said(FIELDS[trace.field])}: "
        f"{trace.meeting.absolute_url()}"
        for trace in found
    ]
    return "\n".join([said(opening), "", *rows])
