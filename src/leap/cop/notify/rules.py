"""When a mail is due, and who still gets one. Pure rules, no Zope.

A working day is a day from Monday to Friday; public holidays count as one, because they
differ between the countries of one site.
"""

from datetime import datetime
from datetime import time
from datetime import timedelta
from leap.cop.community.rules import current
from leap.cop.community.rules import Interval


#: A story that waits this many working days is worth a reminder, and again after each
#: further stretch of as many.
PATIENCE = 5

_SATURDAY = 5


def is_working_day(moment: datetime) -> bool:
    """Tell whether a moment lies on a day from Monday to Friday, in its own zone."""
    return moment.weekday() < _SATURDAY


def after_working_days(moment: datetime, days: int) -> datetime:
    """Return the moment `days` working days later, at the same time of the day.

    What begins on a weekend begins on Monday at midnight.
    """
    while not is_working_day(moment):
        moment = datetime.combine(
            moment.date() + timedelta(days=1), time.min, tzinfo=moment.tzinfo
        )
    for _day in range(days):
        moment += timedelta(days=1)
        while not is_working_day(moment):
            moment += timedelta(days=1)
    return moment


def reminders_due(asked: datetime, now: datetime) -> int:
    """Return how many reminders were due between `asked` and `now`.

    :param asked: since when the story waits, aware, in the zone of the working days.
    """
    due = 0
    while after_working_days(asked, PATIENCE * (due + 1)) <= now:
        due += 1
    return due


def still_gets_mail(history: tuple[Interval, ...], told: datetime) -> bool:
    """Tell whether a teller with this membership hears about a story told at `told`.

    Staff may tell stories without ever belonging. Who left after telling, or is
    paused, gets no mail (DESIGN, P7).
    """
    running = current(history)
    if running is not None:
        return not running.paused
    return all(
        interval.until is not None and interval.until <= told for interval in history
    )
