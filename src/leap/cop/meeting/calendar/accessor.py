"""A meeting as Plone's own calendars, listings and portlets read an event.

Everything that they may ask is answered here, with nothing but what whoever sees the
meeting may know. An attribute without an answer would be an error on pages of the site.
"""

from bisect import bisect_right
from datetime import datetime
from datetime import tzinfo
from datetime import UTC
from leap.cop.meeting.content import IMeeting
from leap.cop.meeting.place import SEE_PAGE
from leap.cop.meeting.records import record_of
from plone import api
from plone.event.interfaces import IEventAccessor
from zope.component import adapter
from zope.globalrequest import getRequest
from zope.interface import implementer

import pytz


def in_utc(moment: datetime) -> datetime:
    """Return a moment in UTC as stock writes it."""
    return pytz.utc.localize(moment.astimezone(UTC).replace(tzinfo=None))


def stock_zone(name: str, *moments: datetime) -> tzinfo:
    """Return the zone that stock shows these moments in: the meeting's, or UTC.

    Stock's own tables lack young zones and end in 2037, and its calendars fail over a
    zone that never changed its clocks. UTC is then right, if not familiar.
    """
    try:
        zone = pytz.timezone(name)
    except pytz.UnknownTimeZoneError:
        return pytz.utc
    changes = getattr(zone, "_utc_transition_times", ())
    for moment in moments:
        there = in_utc(moment)
        agrees = there.astimezone(zone).utcoffset() == moment.utcoffset()
        # The first is no change, and calendars tell what was before the last.
        if not agrees or bisect_right(changes, there.replace(tzinfo=None)) < 3:
            return pytz.utc
    return zone


@implementer(IEventAccessor)
@adapter(IMeeting)
class MeetingAccessor:
    """What stock may know of a meeting: when it is, its title, the address of its page.

    What people wrote and who comes are no part of it. Plain values: the events portlet
    keeps what it found from one request to the next, beyond the life of any object.
    """

    description = text = event_url = ""
    contact_name = contact_email = contact_phone = ""
    attendees = subjects = ()
    recurrence = None
    whole_day = open_end = False

    def __init__(self, meeting) -> None:
        begins, ends = meeting.start, meeting.end
        self._path = meeting.getPhysicalPath()
        self._place = meeting.location
        self.uid = self.sync_uid = meeting.UID()
        self.title = meeting.title
        zone = stock_zone(meeting.timezone, begins, ends)
        self.timezone = zone.zone
        self.start = in_utc(begins).astimezone(zone)
        self.end = in_utc(ends).astimezone(zone)
        # Across a change of clocks, too.
        self.duration = in_utc(ends) - in_utc(begins)
        # When something of this was said last. When it was made is told to nobody.
        self.created = self.last_modified = in_utc(record_of(meeting).said or begins)

    @property
    def context(self):
        """The meeting, as it is now."""
        return api.portal.get().unrestrictedTraverse(self._path)

    @property
    def url(self) -> str:
        """Its address for whoever asks now."""
        return getRequest().physicalPathToURL(self._path)

    @property
    def location(self) -> str:
        """Where it is, if that may be shown; else where one can read it."""
        return self._place or api.portal.translate(SEE_PAGE)
