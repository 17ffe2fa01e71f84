"""What a round can choose from."""

from leap.cop import _
from leap.cop.community.vocabularies import Choices
from zope.interface import provider
from zope.schema.interfaces import IVocabularyFactory
from zope.schema.vocabulary import SimpleVocabulary


STAGE_TITLES = {
    "outset": _("At the start"),
    "middle": _("Halfway"),
    "later": _("Later"),
}

#: The names are those of `leap.cop.ballot.rules`.
SECRECY_TITLES = {
    "named": _("Movable dots: people can move them until voting closes"),
    "secret": _(
        "Secret dots: final once you have given them. Once the vote is closed and "
        "the database packed, nothing in it links them to a person"
    ),
}


@provider(IVocabularyFactory)
def stages(context) -> SimpleVocabulary:
    """When in the life of a community a round is."""
    return Choices.of(STAGE_TITLES)


@provider(IVocabularyFactory)
def secrecies(context) -> SimpleVocabulary:
    """How dots are kept."""
    return Choices.of(SECRECY_TITLES)
