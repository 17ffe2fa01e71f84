"""Days and moments as people write them, in the reader's language.

`29 November 2026` and `29 November 2026, 16:00`: stock Plone writes `Nov 29, 2026 04:00
PM`, and in other languages `2026-11-29`. Where a site has said for itself how it wants
its dates (*Site Setup*, *Date and Time*), that holds for our pages as well.
"""

from collections.abc import Callable
from datetime import date
from datetime import datetime
from datetime import tzinfo
from DateTime.interfaces import IDateTime
from functools import cache
from functools import cached_property
from plone import api
from plone.app.event.base import default_timezone
from typing import Any
from zope.i18n.interfaces.locales import ILocale
from zope.i18n.locales import LoadLocaleError
from zope.i18n.locales import locales


#: Whether a site writes its dates in a way of its own.
OWN_WAY = "Products.CMFPlone.i18nl10n.override_dateformat.Enabled"

#: The English of this product is that of its words: British.
TERRITORIES = {"en": "gb"}
MONTH = "{month} {year}"
DAY = f"{{day}} {MONTH}"

#: Zope's locale data have the Romanian letters of another alphabet.
COMMAS = str.maketrans("şţŞŢ", "șțȘȚ")

#: Writes a moment.
Write = Callable[[Any], str]


@cache
def locale_of(language: str) -> ILocale:
    """Return how a language writes; English where Zope does not know it."""
    code, _dash, territory = language.lower().partition("-")
    try:
        return locales.getLocale(code, territory or TERRITORIES.get(code))
    except LoadLocaleError:
        return locales.getLocale("en", "gb")


@cache
def _names(language: str) -> tuple[tuple[str, ...], ...]:
    """Return the names of months, short and long, and those of the days of a week."""
    calendar = locale_of(language).dates.calendars["gregorian"]
    names = (
        calendar.getMonthNames(),
        calendar.getMonthAbbreviations(),
        calendar.getDayNames(),
    )
    return tuple(tuple((one or "").translate(COMMAS) for one in each) for each in names)


class _Clock:
    """The clock of the site, asked for when something names a zone, and once."""

    @cached_property
    def _zone(self) -> tzinfo:
        return default_timezone(as_tzinfo=True)

    def here(self, when) -> date | datetime:
        """Return a moment on it; what names no zone is there already."""
        if IDateTime.providedBy(when):
            when = when.asdatetime()
        if isinstance(when, datetime) and when.tzinfo is not None:
            return when.astimezone(self._zone)
        return when


def _own_way(short: bool) -> Write | None:
    """Return what writes as the site has said for itself; None where it has not."""
    if not api.portal.get_registry_record(OWN_WAY, default=False):
        return None
    clock = _Clock()

    def write(when) -> str:
        here = clock.here(when)
        plain = datetime(*here.timetuple()[:5])
        return api.portal.get_localized_time(plain, long_format=not short)

    return write


def _pattern(pattern: str, language: str) -> Write:
    """Return what writes moments by a pattern.

    Zope's formatter asks a calendar for all that there is of a moment: as much as a row
    of a list costs.
    """
    months, short_months, weekdays = _names(
        language or api.portal.get_current_language()
    )
    clock = _Clock()

    def write(when) -> str:
        here = clock.here(when)
        return pattern.format(
            day=here.day,
            month=months[here.month - 1],
            short_month=short_months[here.month - 1],
            weekday=weekdays[here.weekday()],
            year=here.year,
        )

    return write


def days(language: str = "") -> Write:
    """Return a function like `day`, for a list: it asks once for language and site."""
    return cache(_own_way(short=True) or _pattern(DAY, language))


def day(when, language: str = "") -> str:
    """Return a day, such as `29 November 2026`.

    :param when: a date, a datetime or Zope's DateTime; on the clock of the site where
        it names a zone, as it is otherwise.
    :param language: a language's code; that of the request without one.
    """
    return days(language)(when)


def moment(when, language: str = "") -> str:
    """Return a day and a time, such as `29 November 2026, 16:00`; as `day` does."""
    own_way = _own_way(short=False)
    if own_way is not None:
        return own_way(when)
    here = _Clock().here(when)
    return f"{_pattern(DAY, language)(here)}, {here:%H:%M}"


def day_of_the_week(when, language: str = "") -> str:
    """Return a day as one says it, such as `Tuesday 8 December 2026`."""
    spoken = language or api.portal.get_current_language()
    comma = "," if spoken[:2] in ("bg", "ro") else ""
    return _pattern(f"{{weekday}}{comma} {DAY}", spoken)(when)


def month(when, language: str = "") -> str:
    """Return a month, such as `November 2026`, where a day would say more."""
    return _pattern(MONTH, language)(when)


def short_month(when, language: str = "") -> str:
    """Return three letters or so for a month, such as `Nov`."""
    return _pattern("{short_month}", language)(when)
