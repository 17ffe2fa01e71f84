"""What there is to choose from when a meeting is planned."""

from leap.cop import _
from leap.cop.meeting import rules
from zoneinfo import available_timezones
from zope.interface import provider
from zope.schema.interfaces import IVocabularyFactory
from zope.schema.vocabulary import SimpleTerm
from zope.schema.vocabulary import SimpleVocabulary


MODE_TITLES = {
    rules.IN_PERSON: _("In one room"),
    rules.ONLINE: _("Online"),
    rules.BOTH: _("In one room, and some online"),
}


@provider(IVocabularyFactory)
def meeting_modes(context) -> SimpleVocabulary:
    """Return the ways to meet."""
    return SimpleVocabulary(
        [SimpleTerm(mode, mode, title) for mode, title in MODE_TITLES.items()]
    )


@provider(IVocabularyFactory)
def timezones(context) -> SimpleVocabulary:
    """Return the time zones by name."""
    return SimpleVocabulary.fromValues(
        sorted(name for name in available_timezones() if "/" in name or name == "UTC")
    )
