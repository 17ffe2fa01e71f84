"""What the catalog has of a meeting: when it is, and where only if that may be shown.

Stock takes columns and indexes by attribute, and cannot read zones as Python knows
them. So each of those is declared here.
"""

from datetime import datetime
from datetime import UTC
from leap.cop.meeting.content import IMeeting
from plone.indexer import indexer

import pytz


def _in_utc(moment: datetime | None) -> datetime | None:
    return moment and pytz.utc.localize(moment.astimezone(UTC).replace(tzinfo=None))


@indexer(IMeeting)
def start(meeting):
    """Return when it begins, in a zone that stock can read."""
    return _in_utc(meeting.start)


@indexer(IMeeting)
def end(meeting):
    """Return when it ends, in a zone that stock can read."""
    return _in_utc(meeting.end)


@indexer(IMeeting)
def location(meeting):
    """Return where it is, empty where only the people of the community know."""
    return (meeting.location or "") if meeting.address_may_be_shown else ""


@indexer(IMeeting)
def recurrence(meeting):
    """Return nothing: who meets in another place each time has no rule for it."""
    return None


@indexer(IMeeting)
def sync_uid(meeting):
    """Return what a calendar knows it by: its own id, and nothing a client sent."""
    return meeting.UID()
