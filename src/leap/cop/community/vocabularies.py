"""What a community can choose from."""

from collections.abc import Mapping
from leap.cop import _
from leap.cop.community import rules
from leap.cop.consent.rules import GRANTABLE
from plone.i18n.locales.countries import countries as known_countries
from zope.globalrequest import getRequest
from zope.interface import provider
from zope.schema.interfaces import IVocabularyFactory
from zope.schema.vocabulary import SimpleTerm
from zope.schema.vocabulary import SimpleVocabulary


#: The words for the roles, on screens.
ROLE_TITLES = {
    rules.MEMBER: _("Member"),
    rules.FACILITATOR: _("Facilitator"),
    rules.REVIEWER: _("Reviewer"),
    rules.CANDIDATE: _("On the way in"),
}


#: The words for what a community can begin as; the names are those of `rules.PRESETS`.
PRESET_TITLES = {
    "circle": _(
        "A closed circle: people join by invitation and accept the group agreement; "
        "stories stay in our community"
    ),
    "learning": _(
        "A learning community: people ask to join and accept the group agreement; "
        "colleagues may tell stories too; stories may go to all staff"
    ),
    "network": _(
        "An open network: anybody who accepts the group agreement can "
        "join; colleagues may tell stories too; stories may go to all "
        "staff"
    ),
}


class Choices(SimpleVocabulary):
    """A vocabulary that says no to what cannot be a token, instead of stumbling."""

    def getTermByToken(self, token):
        """Return a term; a list or an object from a client is no token."""
        if not isinstance(token, str):
            raise LookupError(token)
        return super().getTermByToken(token)

    @classmethod
    def of(cls, titles: Mapping[str, object]) -> "Choices":
        """Return a vocabulary of values that are their own tokens, with titles."""
        return cls([SimpleTerm(value, value, title) for value, title in titles.items()])


@provider(IVocabularyFactory)
def join_policies(context) -> SimpleVocabulary:
    """How people join."""
    return Choices.of(
        {
            "invite": _("By invitation"),
            "apply": _("People ask to join, and a facilitator answers"),
            "open": _("Anybody who accepts the agreement can join"),
        }
    )


@provider(IVocabularyFactory)
def ceilings(context) -> SimpleVocabulary:
    """How far stories may go."""
    titles = {"community": _("Our community"), "public": _("All staff")}
    return Choices.of({level: titles[level] for level in GRANTABLE})


@provider(IVocabularyFactory)
def presets(context) -> SimpleVocabulary:
    """With which settings a community begins."""
    return Choices.of(PRESET_TITLES)


def country_name(code: str | None) -> str:
    """Return a country's name in the reader's language, from the request's locale."""
    if not code:
        return ""
    locale = getattr(getRequest(), "locale", None)
    names = getattr(getattr(locale, "displayNames", None), "territories", None) or {}
    known = known_countries.getCountries()
    return names.get(code.upper()) or known.get(code.lower(), {}).get("name", "")


@provider(IVocabularyFactory)
def countries(context) -> SimpleVocabulary:
    """The countries of the world, by ISO 3166 code.

    Not those of the site's own tool: it starts with one language's country only.
    """
    codes = known_countries.getAvailableCountries()
    terms = [
        SimpleTerm(code.upper(), code.upper(), country_name(code)) for code in codes
    ]
    return SimpleVocabulary(sorted(terms, key=lambda term: term.title))
