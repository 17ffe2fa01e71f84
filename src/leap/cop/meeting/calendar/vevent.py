"""The component by which Plone's own calendar files show a meeting."""

from datetime import UTC
from icalendar import Event
from leap.cop.meeting.calendar.entries import entry_of
from leap.cop.meeting.calendar.text import event_of
from leap.cop.meeting.content import IMeeting
from plone import api
from plone.event.interfaces import IEventAccessor
from plone.event.interfaces import IICalendarEventComponent
from zope.component import adapter
from zope.interface import implementer


@implementer(IICalendarEventComponent)
@adapter(IMeeting)
class VEvent:
    """A meeting in `ics_view`, of the site, a folder, a collection or itself.

    Stock's component would take the title along, and the moment it is asked at.
    """

    def __init__(self, meeting) -> None:
        self.meeting = meeting

    def to_ical(self) -> Event:
        """Return the component."""
        entry = entry_of(self.meeting, api.portal.get_current_language())
        if IEventAccessor(self.meeting).timezone == "UTC":
            # Stock writes down no zone then that a TZID could mean.
            begins, ends = (one.astimezone(UTC) for one in (entry.begins, entry.ends))
            entry = entry._replace(begins=begins, ends=ends)
        return event_of(entry)
