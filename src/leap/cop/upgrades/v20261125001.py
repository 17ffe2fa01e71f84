"""From the first release, 20261124001, to 20261125001. Each step may run twice."""

from leap.cop.consent.ids import is_opaque
from leap.cop.consent.ledger import Ledger
from leap.cop.consent.lexicon import drop_unused_words
from leap.cop.story.attribution import remember_that_it_stands_alone
from leap.cop.story.library import COMMUNITY
from leap.cop.story.library import STORY
from plone import api
from plone.app.redirector.interfaces import IRedirectionStorage
from zope.component import getUtility


def every_story():
    """Give every story of the site: whoever upgrades sees few of them."""
    catalog = api.portal.get_tool("portal_catalog")
    for brain in catalog.unrestrictedSearchResults(portal_type=STORY):
        yield brain._unrestrictedGetObject()


def forget_temporary_addresses(setup_tool) -> None:
    """Drop redirects from the ids that stories had for a moment, with their times."""
    redirects = getUtility(IRedirectionStorage)
    for story in every_story():
        for old in list(redirects.redirects("/".join(story.getPhysicalPath()))):
            if not is_opaque(old.rsplit("/", 1)[1]):
                redirects.remove(old)


def remember_small_groups(setup_tool) -> None:
    """Keep stories alone that stand alone today, whatever their community becomes."""
    for story in every_story():
        remember_that_it_stands_alone(story)


def close_the_way_out(setup_tool) -> None:
    """Give the permission to export objects to nobody; let each page outlive us."""
    for step in ("workflow", "actions"):
        setup_tool.runImportStepFromProfile(
            "profile-leap.cop:default", step, run_dependencies=False
        )
    tool = api.portal.get_tool("portal_workflow")
    catalog = api.portal.get_tool("portal_catalog")
    for brain in catalog.unrestrictedSearchResults(portal_type=[COMMUNITY, STORY]):
        content = brain._unrestrictedGetObject()
        for name in tool.getChainFor(content):
            tool[name].updateRoleMappingsFor(content)


def forget_unused_words(setup_tool) -> None:
    """Take out the words that texts left in the search's word list before."""
    drop_unused_words(api.portal.get_tool("portal_catalog"))


def begin_heads(setup_tool) -> None:
    """Give the chains of the first release their heads, and keys to each year."""
    Ledger(api.portal.get()).install()
