"""Every text that people wrote about a meeting: where a title or a name may stand.

One list for all who look for something, so that none of them overlooks a place.
"""

from collections.abc import Iterator
from leap.cop import _
from leap.cop.core.markup.clean import plain
from leap.cop.meeting.records import record_of
from typing import NamedTuple


FIELDS = {
    "title": _("the title of the meeting"),
    "description": _("the description of the meeting"),
    "place": _("where the meeting is"),
    "venue_notes": _("how to get there"),
    "members_record": _("the record"),
    "summary": _("the summary"),
    "outcome": _("what came out of an item on the agenda"),
    "agenda": _("the agenda"),
    "note": _("why it was cancelled"),
    "files": _("files and links"),
}


class Text(NamedTuple):
    """A text, plain, and whether everybody reads it who sees the meeting."""

    field: str
    words: str
    is_open: bool = False


def texts_of(meeting) -> Iterator[Text]:
    """Yield what was written, whoever asks.

    For the domain only.
    """
    record = record_of(meeting)
    minutes, rows = record.minutes, record.agenda()
    summary = plain(minutes.summary, struck=True)
    media = [f"{one.title}\n{one.description or ''}" for one in meeting.objectValues()]
    yield Text("title", meeting.title or "", is_open=True)
    yield Text("description", meeting.description or "", is_open=True)
    yield Text("place", meeting.place or "")
    yield Text("venue_notes", meeting.venue_notes or "")
    yield Text("members_record", plain(minutes.members_record, struck=True))
    yield Text("summary", summary, is_open=minutes.summary_shown)
    yield Text("outcome", "\n".join(row.outcome for row in rows))
    yield Text("agenda", "\n".join(f"{row.title}\n{row.note}" for row in rows))
    yield Text("note", record.note)
    yield Text("files", "\n".join(media))
