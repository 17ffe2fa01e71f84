"""Days and months as the reader's language writes them."""

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

    def day_in_list(moment) -> str:
        return ulocalized_time(
            moment, context=site, request=request, target_language=language
        )

    return day_in_list


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
