"""What the catalog has of a meeting: when it is, and where only if that may be shown.

Stock takes columns and indexes by attribute, and cannot read zones as Python knows
them. So each of those is declared here.
"""

from datetime import datetime
from leap.cop.meeting.calendar.accessor import in_utc
from leap.cop.meeting.content import IMeeting
from plone.indexer import indexer


@indexer(IMeeting)
def start(meeting) -> datetime | None:
    """Return when it begins, in a zone that stock can read."""
    return meeting.start and in_utc(meeting.start)


@indexer(IMeeting)
def end(meeting) -> datetime | None:
    """Return when it ends, in a zone that stock can read."""
    return meeting.end and in_utc(meeting.end)


@indexer(IMeeting)
def location(meeting) -> str:
    """Return where it is, empty where only the people of the community know."""
    return meeting.location


@indexer(IMeeting)
def recurrence(meeting) -> None:
    """Return nothing: who meets in another place each time has no rule for it."""
    return None


@indexer(IMeeting)
def sync_uid(meeting) -> str:
    """Return what a calendar knows it by: its own id, and nothing a client sent."""
    return meeting.UID()
