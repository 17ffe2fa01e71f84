"""From the first release, 20261124001, to 20261125001. Each step may run twice."""

from leap.cop.community.membership import all_communities
from leap.cop.community.subscribers import write_down_settings
from leap.cop.consent.ids import is_opaque
from leap.cop.consent.ledger import Ledger
from leap.cop.consent.lexicon import drop_unused_words
from leap.cop.media.content import TYPES as MEDIA_TYPES
from leap.cop.story.attribution import remember_that_it_stands_alone
from leap.cop.story.library import COMMUNITY
from leap.cop.story.library import STORY
from leap.cop.story.lifecycle import know_teller
from leap.cop.story.site_reviewers import follow_setting
from plone import api
from plone.app.redirector.interfaces import IRedirectionStorage
from zope.component import getUtility


PROFILE = "profile-leap.cop:default"

#: Held by nobody, until a story's workflow says otherwise.
NEW_PERMISSIONS = ("leap.cop: Raise Concern", "leap.cop: Write Note")


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


def let_people_write(setup_tool) -> None:
    """Bring the workflows up to date, and each story of ours with them.

    Other content of the site is left alone, and so are permissions that it set itself.
    """
    portal = api.portal.get()
    for permission in NEW_PERMISSIONS:
        portal.manage_permission(permission, [], acquire=0)
    setup_tool.runImportStepFromProfile(PROFILE, "workflow", run_dependencies=False)
    # The definition that was just brought in knows nothing of the site's setting.
    follow_setting()
    workflow = api.portal.get_tool("portal_workflow")["cop_story_workflow"]
    for story in every_story():
        workflow.updateRoleMappingsFor(story)


def let_stories_have_media(setup_tool) -> None:
    """Make the three types, bind them to no workflow, and let stories hold them."""
    setup_tool.runImportStepFromProfile(
        "profile-leap.cop:default", "typeinfo", run_dependencies=False
    )
    api.portal.get_tool("portal_workflow").setChainForPortalTypes(MEDIA_TYPES, ())


def name_nobody_in_the_catalog(setup_tool) -> None:
    """Put a group of one where the teller's id stood in the index of who may see."""
    for story in every_story():
        know_teller(story)
        story.reindexObject(idxs=["allowedRolesAndUsers"])


def keep_settings_of_communities(setup_tool) -> None:
    """Write down what was never chosen: what the site decides later is for new ones."""
    for community in all_communities():
        write_down_settings(community)
