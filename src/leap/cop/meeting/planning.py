"""Planning the next meeting by one that there was."""

from datetime import datetime
from leap.cop.core.containment import community_of
from leap.cop.core.ids import new_id
from leap.cop.core.records import Shelf
from leap.cop.meeting import clock
from leap.cop.meeting import voices
from leap.cop.meeting.finding import PORTAL_TYPE
from leap.cop.meeting.records import AgendaRow
from leap.cop.meeting.records import MeetingShelf
from leap.cop.meeting.records import record_of
from plone import api


#: What is about this time, or needs somebody's word for it.
NOT_COPIED = frozenset({"brought_views", "guest", "advice", "selection"})

#: What comes again with other words.
WITHOUT_WORDS = frozenset({"theme", "story", "resource", "policy", "theory"})

_PLACE = ("venue_notes", "room_for", "online_link")


def plan_next(meeting, start: datetime, *, same_place: bool = False):
    """Plan a meeting like this one; return it. Nobody has a turn in it yet.

    It takes over how and how long people meet, the zone, and of the agenda what comes
    again. Facilitators see it until they show it.

    :param start: on the clock of the meeting's zone, without one.
    :param same_place: whether it is where this one is.
    :raises Refused: for a time that the clock leaves out, or a year that is too far.
    """
    voices.need(meeting, "lead")
    zone = meeting.timezone
    begins = clock.on_clock(start, zone, "begins")
    fields = {
        "title": meeting.title,
        "timezone": zone,
        "start": begins,
        "end": clock.ending(begins, clock.length_of(meeting.start, meeting.end)),
        "mode": meeting.mode,
    }
    if same_place:
        fields["location"] = meeting.place
        fields |= {name: getattr(meeting, name) for name in _PLACE}
    made = api.content.create(community_of(meeting), type=PORTAL_TYPE, **fields)
    _copy_agenda(meeting, MeetingShelf(made))
    return made


def _copy_agenda(meeting, shelf: Shelf) -> None:
    record = shelf.ready
    for row in record_of(meeting).agenda():
        if row.kind in NOT_COPIED:
            continue
        copied = AgendaRow(new_id(), row.kind, "")
        copied.minutes = row.minutes
        copied.title = "" if row.kind in WITHOUT_WORDS else row.title
        record.rows[copied.id] = copied
        record.order.ids = (*record.order.ids, copied.id)
