"""What a story can choose from."""

from leap.cop import _
from leap.cop.consent.rules import ATTRIBUTIONS
from leap.cop.story import rules
from zope.interface import provider
from zope.schema.interfaces import IVocabularyFactory
from zope.schema.vocabulary import SimpleTerm
from zope.schema.vocabulary import SimpleVocabulary


DOMAIN_TITLES = {
    "practice": _("How I work"),
    "young_people": _("Young people have a say"),
    "relationships": _("Trust and relationships"),
    "organisation": _("How our organisation works"),
    "policy": _("Rules and policy"),
    "did_not_work": _("What did not work, and what we learned"),
    "other": _("Something else"),
}

OTHERS_TITLES = {
    "nobody": _("Nobody: no one else is in it"),
    "details_changed": _("I changed details so that nobody can be recognised"),
    "they_agreed": _("They know the story and have agreed to it"),
    "somebody_could": _("Somebody could. I want to keep it in our community"),
}

ATTRIBUTION_TITLES = {
    "name": _("My name"),
    "role": _("Only my role, for example: a youth worker"),
    "anonymous": _("No name at all"),
}


#: The same in few words, where how it looks stands beside it.
SHORT_TITLES = {
    "name": _("My name"),
    "role": _("My role"),
    "anonymous": _("No name"),
}


def _vocabulary(values, titles) -> SimpleVocabulary:
    return SimpleVocabulary(
        [SimpleTerm(value, value, titles[value]) for value in values]
    )


@provider(IVocabularyFactory)
def domains(context) -> SimpleVocabulary:
    """The kinds of change."""
    return _vocabulary(rules.DOMAINS, DOMAIN_TITLES)


@provider(IVocabularyFactory)
def others_recognisable(context) -> SimpleVocabulary:
    """Who else could be recognised."""
    return _vocabulary(rules.OTHERS, OTHERS_TITLES)


@provider(IVocabularyFactory)
def attributions(context) -> SimpleVocabulary:
    """How the teller is named."""
    return _vocabulary(ATTRIBUTIONS, ATTRIBUTION_TITLES)
