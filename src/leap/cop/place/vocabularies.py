"""Where people can arrive after logging in."""

from leap.cop import _
from leap.cop.core.settings import MY_PLACE
from leap.cop.core.settings import SITE_PAGE
from zope.interface import provider
from zope.schema.interfaces import IVocabularyFactory
from zope.schema.vocabulary import SimpleTerm
from zope.schema.vocabulary import SimpleVocabulary


@provider(IVocabularyFactory)
def landings(context) -> SimpleVocabulary:
    """Return the pages on which people can arrive."""
    return SimpleVocabulary(
        [
            SimpleTerm(SITE_PAGE, SITE_PAGE, _("The site's own front page")),
            SimpleTerm(MY_PLACE, MY_PLACE, _("My place")),
        ]
    )
