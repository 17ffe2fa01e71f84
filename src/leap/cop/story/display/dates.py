"""Days and months as the reader's language writes them."""

from collections.abc import Iterable
from DateTime import DateTime
from datetime import date
from datetime import datetime
from leap.cop import _
from plone import api
from plone.base.i18nl10n import monthname_msgid
from plone.base.i18nl10n import ulocalized_time
from zope.i18n import translate


def day(moment: datetime) -> str:
    """Give a day, such as `Nov 24, 2026`."""
    return api.portal.get_localized_time(moment)


def days_in(language: str, request):
    """Give a function like `day` for a list: it asks for the language only once."""
    site = api.portal.get()

    days: dict[tuple[int, int, int], str] = {}

    def day_in_list(moment) -> str:
        # Once for each day of a list: the time zones of a moment cost most of a row.
        parts = (moment.year(), moment.month(), moment.day())
        if parts not in days:
            days[parts] = ulocalized_time(
                moment, context=site, request=request, target_language=language
            )
        return days[parts]

    return day_in_list


def shown_days(days: Iterable[date], request) -> dict[date, str]:
    """Give many days as `day` does, each of them once, and the language once."""
    site, language = api.portal.get(), api.portal.get_current_language()
    return {
        one: ulocalized_time(
            DateTime(one.year, one.month, one.day),
            context=site,
            request=request,
            target_language=language,
        )
        for one in set(days)
    }


def month(moment: datetime, request) -> str:
    """Give a month, such as `November 2026`: less than a day, where a day says more."""
    name = translate(
        monthname_msgid(moment.month),
        domain="plonelocales",
        context=request,
        default=moment.strftime("%B"),
    )
    text = _("${month} ${year}", mapping={"month": name, "year": moment.year})
    return translate(text, context=request)
