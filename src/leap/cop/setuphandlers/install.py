"""What installing makes besides the profile, and what uninstalling takes away."""

from leap.cop.community import groups
from leap.cop.community.membership import Membership
from leap.cop.consent.ledger import Ledger
from leap.cop.consent.tombstones import Tombstones
from leap.cop.story.library import COMMUNITY
from leap.cop.story.library import STORY
from leap.cop.story.lifecycle import TEXT_INDEXES
from plone import api
from plone.base.interfaces import INonInstallable
from zope.interface import implementer


@implementer(INonInstallable)
class HiddenProfiles:
    """Keep profiles off the add-on list that are no add-ons of their own."""

    def getNonInstallableProfiles(self) -> list[str]:
        return ["leap.cop:uninstall", "leap.cop:demo"]


def post_install(setup_tool) -> None:
    """Make the ledger, the tombstones and the user folder's group manager."""
    portal = api.portal.get()
    Ledger(portal).install()
    Tombstones(portal).install()
    groups.install_plugin(api.portal.get_tool("acl_users"))
    bring_back_what_was_told_before()


def bring_back_what_was_told_before() -> None:
    """Give communities of an earlier installation their groups and lists again."""
    catalog = api.portal.get_tool("portal_catalog")
    for brain in catalog.unrestrictedSearchResults(portal_type=COMMUNITY):
        community = brain._unrestrictedGetObject()
        groups.make_groups(community)
        for userid, history in Membership(community).histories().items():
            groups.derive_groups(community, userid, history)
        community.reindexObject(idxs=["cop_country"])
    for brain in catalog.unrestrictedSearchResults(portal_type=STORY):
        story = brain._unrestrictedGetObject()
        story.reindexObject(idxs=list(TEXT_INDEXES))


def post_uninstall(setup_tool) -> None:
    """Take the groups' access away. Ledger and stories stay as they are."""
    groups.remove_plugin(api.portal.get_tool("acl_users"))
