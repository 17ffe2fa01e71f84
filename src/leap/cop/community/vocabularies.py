"""What a community can choose from."""

from leap.cop import _
from leap.cop.consent.rules import GRANTABLE
from plone.i18n.locales.interfaces import ICountryAvailability
from zope.component import getUtility
from zope.globalrequest import getRequest
from zope.interface import provider
from zope.schema.interfaces import IVocabularyFactory
from zope.schema.vocabulary import SimpleTerm
from zope.schema.vocabulary import SimpleVocabulary


def _vocabulary(titles: dict) -> SimpleVocabulary:
    return SimpleVocabulary(
        [SimpleTerm(value, value, title) for value, title in titles.items()]
    )


@provider(IVocabularyFactory)
def join_policies(context) -> SimpleVocabulary:
    """How people join."""
    return _vocabulary(
        {
            "invite": _("By invitation"),
            "apply": _("They ask, a facilitator answers"),
            "open": _("Whoever accepts the agreement is in"),
        }
    )


@provider(IVocabularyFactory)
def ceilings(context) -> SimpleVocabulary:
    """How far stories may go."""
    titles = {"community": _("our community"), "public": _("all staff")}
    return _vocabulary({level: titles[level] for level in GRANTABLE})


def country_name(code: str | None) -> str:
    """Give a country's name in the reader's language, from the request's locale."""
    if not code:
        return ""
    locale = getattr(getRequest(), "locale", None)
    names = getattr(getattr(locale, "displayNames", None), "territories", None) or {}
    known = getUtility(ICountryAvailability).getCountries()
    return names.get(code.upper()) or known.get(code.lower(), {}).get("name", "")


@provider(IVocabularyFactory)
def countries(context) -> SimpleVocabulary:
    """The countries of the world, by ISO 3166 code."""
    codes = getUtility(ICountryAvailability).getAvailableCountries()
    terms = [
        SimpleTerm(code.upper(), code.upper(), country_name(code)) for code in codes
    ]
    return SimpleVocabulary(sorted(terms, key=lambda term: term.title))
