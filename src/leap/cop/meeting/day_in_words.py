"""When a meeting is, in words, on its own clock."""

from leap.cop import _
from plone import api
from plone.base.i18nl10n import monthname_msgid
from plone.base.i18nl10n import weekdayname_msgid
from zope.i18n import translate


def day_of(meeting) -> str:
    """Return its day, such as `Dec 8, 2026`: without a zone, or stock turns it."""
    return api.portal.get_localized_time(meeting.start.replace(tzinfo=None))


def when(meeting, request) -> str:
    """Return day, hours and zone, such as `Tuesday 8 December 2026, 13:00 to 16:30`."""
    start = meeting.start

    def name(msgid: str, default: str) -> str:
        return translate(msgid, domain="plonelocales", context=request, default=default)

    text = _(
        "${weekday} ${day} ${month} ${year}, ${begins} to ${ends} (${zone})",
        mapping={
            # Stock counts the days of a week from Sunday.
            "weekday": name(
                weekdayname_msgid(start.isoweekday() % 7), start.strftime("%A")
            ),
            "day": start.day,
            "month": name(monthname_msgid(start.month), start.strftime("%B")),
            "year": start.year,
            "begins": start.strftime("%H:%M"),
            "ends": meeting.end.strftime("%H:%M"),
            "zone": meeting.timezone,
        },
    )
    return translate(text, context=request)
