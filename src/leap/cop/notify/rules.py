"""When a mail is due, and who still gets one. Pure rules, no Zope.

A working day is a day from Monday to Friday; public holidays count as one, because they
differ between the countries of one site.
"""

from datetime import datetime
from datetime import time
from datetime import timedelta
from leap.cop.community.rules import current
from leap.cop.community.rules import Interval

import idna


#: A story that waits this many working days is worth a reminder, and again after each
#: further stretch of as many.
PATIENCE = 5

_SATURDAY = 5


def is_working_day(moment: datetime) -> bool:
    """Tell whether a moment lies on a day from Monday to Friday, in its own zone."""
    return moment.weekday() < _SATURDAY


def after_working_days(moment: datetime, days: int) -> datetime:
    """Give the moment `days` working days later, at the same time of the day.

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
    """Give how many reminders were due between `asked` and `now`.

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


def deliverable(text: object) -> str:
    """Return an address as a mail server takes it, empty for what is none.

    The domain may be written in any alphabet; it is sent as ASCII.
    """
    if not isinstance(text, str):
        return ""
    local, at, domain = text.strip().rpartition("@")
    if not domain.isascii():
        try:
            domain = idna.encode(domain, uts46=True).decode("ascii")
        except UnicodeError:
            return ""
    address = f"{local}{at}{domain}"
    return address if is_address(address) else ""


def is_address(text: object) -> bool:
    """Tell whether a text is one plain mail address, without a name or a second one."""
    if not isinstance(text, str) or not text.isascii() or not text.isprintable():
        return False
    local, _at, domain = text.rpartition("@")
    return bool(local and domain) and not set(text) & set(' ,;:<>()[]"\\')
