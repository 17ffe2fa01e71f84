"""People who count on a meeting hear once of what a calendar is told anew.

When, where it may be shown, whether it takes place: each change of these goes up in
`sequence`. How far people were told is `announced`; the difference is to be told, a
moment later, so that whoever types twice sends one mail about what holds at last. Where
the meeting is close, as people know it or as it is now, nobody waits, but only once in
that moment.
"""

from datetime import datetime
from datetime import timedelta
from datetime import UTC
from leap.cop.core import binding
from leap.cop.core.audience import PRIVATE
from leap.cop.meeting import rules
from leap.cop.meeting.events import MeetingMoved
from leap.cop.meeting.records import MeetingRecord
from leap.cop.meeting.records import MeetingShelf
from leap.cop.meeting.records import record_of
from zope.event import notify


#: So long a facilitator may think better of it.
QUIET = timedelta(minutes=5)

#: From so close on everybody is told at once.
CLOSE = timedelta(days=2)


def who_counts_on_it(record: MeetingRecord) -> set[str]:
    """Return the user ids of those who were invited or said that they may come."""
    answered = {who for who, (said, _how) in record.answers.items() if said != rules.NO}
    return {*record.invited} | answered


def who_to_tell(record: MeetingRecord) -> set[str]:
    """Return to whom a change matters: to all, if it is off; else not to a no."""
    people = who_counts_on_it(record)
    if record.phase == rules.CANCELLED:
        return people
    said_no = {who for who, (said, _how) in record.answers.items() if said == rules.NO}
    return people - said_no


def is_pending(record: MeetingRecord) -> bool:
    """Tell whether something is to be told that nobody was told yet."""
    return record.sequence != record.announced


def is_close(meeting, now: datetime) -> bool:
    """Tell whether people may be on their way, to where it is or to where it was."""
    record = record_of(meeting)
    moments = [meeting.start.astimezone(UTC)]
    if record.announced_for is not None:
        moments.append(record.announced_for)
    return any(moment - now <= CLOSE for moment in moments)


def take_as_told(meeting) -> None:
    """Note that people know it as it is now."""
    record = MeetingShelf(meeting).ready
    record.announced = record.sequence
    record.announced_for = meeting.start.astimezone(UTC)


def announce(meeting, *, now: datetime) -> bool:
    """Have people told how it is now, once; tell whether anybody is."""
    record = record_of(meeting)
    # Who cannot see it cannot be told: it waits until the meeting is shown again.
    if not is_pending(record) or binding.state_of(meeting) == PRIVATE:
        return False
    take_as_told(meeting)
    if meeting.end <= now or not who_to_tell(record):
        return False
    record.announced_on = now
    notify(MeetingMoved(meeting))
    return True


def announce_if_close(meeting, *, now: datetime) -> bool:
    """Have people told at once who may be on their way.

    Whoever thinks again a moment later tells them by the job, how it is at last.
    """
    last = record_of(meeting).announced_on
    if (last and now - last < QUIET) or not is_close(meeting, now):
        return False
    return announce(meeting, now=now)


def announce_if_time(meeting, *, now: datetime) -> bool:
    """Have people told of what has been so for a moment; for the job."""
    record = record_of(meeting)
    if record.said is not None and now - record.said < QUIET:
        return False
    return announce(meeting, now=now)
