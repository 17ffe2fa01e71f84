"""When a meeting is, in words, on the clock of its own zone."""

from datetime import datetime
from leap.cop import _
from leap.cop.core import dates
from leap.cop.meeting import rules
from leap.cop.meeting.clock import in_zone
from plone.app.event.base import default_timezone
from zope.i18n import translate


#: How people meet, as a part of a sentence.
WAYS = {
    rules.IN_PERSON: _("in one room"),
    rules.ONLINE: _("online"),
    rules.BOTH: _("in one room, or online"),
}


def short_month(moment: datetime, request) -> str:
    """Return three letters or so for the month."""
    return dates.short_month(moment.replace(tzinfo=None))


def day(moment: datetime, request) -> str:
    """Return a day as one says it, such as Tuesday 8 December 2026."""
    return dates.day_of_the_week(moment.replace(tzinfo=None))


def day_of(meeting) -> str:
    """Return its day, such as `8 December 2026`, on its own clock."""
    return dates.day(meeting.start.replace(tzinfo=None))


def hours(meeting, request, *, in_any_case: bool = False) -> str:
    """Return from when to when, with the zone where the reader's is another one.

    :param in_any_case: whether the zone is said to everybody, because nobody knows on
        whose clock this is read.
    """
    begins, ends = meeting.start, meeting.end
    until = f"{ends:%H:%M}"
    if ends.date() != begins.date():
        until = f"{day(ends, request)}, {until}"
    told = {"begins": f"{begins:%H:%M}", "ends": until, "zone": meeting.timezone}
    if is_readers_clock(meeting) and not in_any_case:
        text = _("${begins} to ${ends}", mapping=told)
    else:
        text = _("${begins} to ${ends} (${zone})", mapping=told)
    return translate(text, context=request)


def is_readers_clock(meeting) -> bool:
    """Tell whether the reader's clock shows the same time while the meeting lasts."""
    there = default_timezone(meeting)
    return all(
        in_zone(moment, there).utcoffset() == moment.utcoffset()
        for moment in (meeting.start, meeting.end)
    )


def when(meeting, request, *, in_any_case: bool = False) -> str:
    """Return day and hours, as `hours` says them."""
    from_to = hours(meeting, request, in_any_case=in_any_case)
    return f"{day(meeting.start, request)}, {from_to}"
