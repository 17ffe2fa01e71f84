"""What follows for stories when the organisation changes a setting."""

from leap.cop.core.audience import PUBLIC
from leap.cop.core.settings import SMALL_GROUP
from leap.cop.story.display.attribution import remember_that_it_stands_alone
from leap.cop.story.library.library import STORY
from plone import api
from plone.registry.interfaces import IRecordModifiedEvent
from zope.component import adapter


@adapter(IRecordModifiedEvent)
def follow_changed_setting(event) -> None:
    """Let stories follow a setting, in the transaction that changes it."""
    if event.record.__name__ == SMALL_GROUP:
        _leave_more_communities_off()


def _leave_more_communities_off() -> None:
    """Let published stories stand alone whose community counts as small from now on."""
    catalog = api.portal.get_tool("portal_catalog")
    for brain in catalog.unrestrictedSearchResults(
        portal_type=STORY, review_state=PUBLIC
    ):
        remember_that_it_stands_alone(brain._unrestrictedGetObject())
