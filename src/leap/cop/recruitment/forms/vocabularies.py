"""Communities that a form elsewhere on the site can send to."""

from leap.cop.story.library.library import COMMUNITY
from plone import api
from zope.interface import provider
from zope.schema.interfaces import IVocabularyFactory
from zope.schema.vocabulary import SimpleTerm
from zope.schema.vocabulary import SimpleVocabulary


@provider(IVocabularyFactory)
def form_communities(context) -> SimpleVocabulary:
    """Return the communities that the current user sees, by title."""
    catalog = api.portal.get_tool("portal_catalog")
    brains = catalog(portal_type=COMMUNITY, sort_on="sortable_title")
    return SimpleVocabulary(
        [SimpleTerm(brain.UID, brain.UID, brain.Title) for brain in brains]
    )
