"""What calendars were told of a meeting last, and that it is something else now.

A calendar asks for a number that goes up with each change of what it was told, and when
that was. Agenda and title are no part of it: entries of people who keep theirs would
jump for nothing.
"""

from datetime import datetime
from datetime import UTC
from leap.cop.meeting import rules
from leap.cop.meeting.events import MeetingTold
from leap.cop.meeting.records import MeetingRecord
from leap.cop.meeting.records import record_of
from zope.event import notify


#: What the catalog has of the moment; see `Meeting.modified`.
DATES = ["modified", "ModificationDate", "Date"]


def told_of(meeting) -> tuple[str, ...]:
    """Return what calendars are told of a meeting now.

    Times as they stand on the clock: a country that changes its rules changes nothing.
    """
    clock = (meeting.start, meeting.end)
    cancelled = record_of(meeting).phase == rules.CANCELLED
    return (
        *(moment.replace(tzinfo=None).isoformat() for moment in clock),
        meeting.timezone,
        meeting.location,
        rules.CANCELLED if cancelled else "",
    )


def begin(record: MeetingRecord, meeting, now: datetime) -> None:
    """Keep what a new meeting tells; there is nobody yet to whom it is a change."""
    record.last_told = told_of(meeting)
    record.said = now.replace(microsecond=0)


def something_changed(meeting, now: datetime) -> bool:
    """Count a change of what calendars are told, once a transaction; tell whether.

    Whoever waits for a mail hears of it.

    :param now: the moment.
    """
    record = record_of(meeting)
    told = told_of(meeting)
    if record.last_told in ((), told):
        return False
    record.last_told = told
    record.said = now.replace(microsecond=0)
    meeting.reindexObject(idxs=DATES)
    # What was stored last has another serial: what changed since is one change. Undone
    # together with the record, where the transaction goes back.
    if getattr(record, "_v_counted_after", None) == record._p_serial:
        return False
    record._v_counted_after = record._p_serial
    record.sequence += 1
    notify(MeetingTold(meeting))
    return True


def follow_a_changed_meeting(meeting, event) -> None:
    """Count a change of the meeting's fields."""
    something_changed(meeting, datetime.now(UTC))
