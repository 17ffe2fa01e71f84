"""What calendars and those who have one hear when a meeting changes or goes."""

from Acquisition import aq_base
from datetime import datetime
from datetime import UTC
from leap.cop.core.containment import community_of
from leap.cop.meeting import rules
from leap.cop.meeting.calendar import announcing
from leap.cop.meeting.events import MeetingCalledOff
from leap.cop.meeting.records import record_of
from zope.event import notify


def tell_at_once_if_close(event) -> None:
    """Have people told at once who may be on their way; the job tells the others."""
    announcing.announce_if_close(event.about, now=datetime.now(UTC))


def call_off(meeting, event) -> None:
    """Have a meeting taken out of calendars before nothing is left to say of it.

    Not where a whole community goes: then nobody of it is left to be told.
    """
    is_deleted = event.newParent is None and event.oldParent is not None
    if not is_deleted or aq_base(event.object) is not aq_base(meeting):
        return
    record = record_of(meeting)
    is_off = record.phase == rules.CANCELLED and not announcing.is_pending(record)
    if is_off or meeting.end <= datetime.now(UTC):
        return
    for userid in sorted(announcing.who_counts_on_it(record)):
        notify(
            MeetingCalledOff(
                community_of(meeting),
                userid,
                uid=meeting.UID(),
                begins=meeting.start.isoformat(),
                ends=meeting.end.isoformat(),
                zone=meeting.timezone,
                sequence=str(record.sequence + 1),
            )
        )
