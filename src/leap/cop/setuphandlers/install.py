"""What installing makes besides the profile, and what uninstalling takes away."""

from datetime import datetime
from datetime import UTC
from leap.cop.community import groups
from leap.cop.community import site_reviewers
from leap.cop.community.membership import Membership
from leap.cop.consent.ledger import Ledger
from leap.cop.core import sessions
from leap.cop.core.accounts import close_those_deleted_meanwhile
from leap.cop.core.interfaces import ICopContent
from leap.cop.core.privacy.tombstones import Tombstones
from leap.cop.exportimport.restoring import restore_content
from leap.cop.setuphandlers.kept_settings import give_settings_back
from leap.cop.story.library.library import COMMUNITY
from leap.cop.story.lifecycle.teller import all_stories
from persistent.list import PersistentList
from plone import api
from plone.base.interfaces import INonInstallable
from plone.contentrules.engine.interfaces import IRuleStorage
from plone.contentrules.rule.interfaces import IRuleEventType
from Products.CMFCore.indexing import processQueue
from zope.annotation.interfaces import IAnnotations
from zope.component import getUtilitiesFor
from zope.component import queryUtility
from zope.interface import implementer


#: Where uninstalling writes down what it took out of the catalog.
LISTED = "leap.cop.setup.listed"

CONTENT = ICopContent.__identifier__


@implementer(INonInstallable)
class HiddenProfiles:
    """Keep profiles off the add-on list that are no add-ons of their own."""

    def getNonInstallableProfiles(self) -> list[str]:
        return ["leap.cop:uninstall", "leap.cop:demo"]


def post_install(setup_tool) -> None:
    """Make the ledger, the tombstones and the user folder's group manager."""
    portal = api.portal.get()
    give_settings_back()
    Ledger(portal).install()
    Tombstones(portal).install()
    groups.install_plugin(api.portal.get_tool("acl_users"))
    site_reviewers.derive_group()
    sessions.turn_on(portal)
    bring_back_what_was_told_before()


def bring_back_what_was_told_before() -> None:
    """Give communities of an earlier installation their groups and lists again."""
    list_again()
    catalog = api.portal.get_tool("portal_catalog")
    for brain in catalog.unrestrictedSearchResults(portal_type=COMMUNITY):
        community = brain._unrestrictedGetObject()
        groups.make_groups(community)
        for userid, history in Membership(community).histories().items():
            groups.derive_groups(community, userid, history)
        community.reindexObject(idxs=["cop_country"])
    # What another workflow was set for meanwhile lands where its own record says.
    restore_content(api.portal.get())
    for story in all_stories():
        story.indexObject()
    close_those_deleted_meanwhile(api.portal.get(), now=datetime.now(UTC))


def post_uninstall(setup_tool) -> None:
    """Take the groups' access and all list entries away; ledger and stories stay.

    Without the package a list entry would lead to what nobody can open, and some of
    Plone's own lists stop there. What was listed is written down as plain paths.
    """
    drop_rules_about_us()
    portal = api.portal.get()
    catalog = api.portal.get_tool("portal_catalog")
    processQueue()
    root = len(portal.getPhysicalPath())
    # With the workflow gone each counts as private, and some left the lists already.
    for story in all_stories():
        path = "/".join(story.getPhysicalPath())
        if catalog.getrid(path) is not None:
            catalog.uncatalog_object(path)
    paths = []
    # A list of its own: the one that is given back shrinks with the catalog.
    for brain in list(catalog.unrestrictedSearchResults(object_provides=CONTENT)):
        paths.append("/".join(brain.getPath().split("/")[root:]))
        catalog.uncatalog_object(brain.getPath())
    sessions.turn_off(portal)
    IAnnotations(portal)[LISTED] = PersistentList(paths)
    # At the end: from here on nothing counts as installed, and nothing is listed.
    groups.remove_plugin(api.portal.get_tool("acl_users"))


def drop_rules_about_us() -> None:
    """Take out the content rules that wait for our events.

    Without the package their event is no interface any more, and every rule of the
    site would stop there.
    """
    storage = queryUtility(IRuleStorage)
    if storage is None:
        return
    ours = dict(getUtilitiesFor(IRuleEventType)).values()
    ours = {event for event in ours if event.__identifier__.startswith("leap.cop.")}
    for name in [name for name, rule in storage.items() if rule.event in ours]:
        del storage[name]


def list_again() -> None:
    """Put into the catalog again what uninstalling took out of it."""
    portal = api.portal.get()
    for path in IAnnotations(portal).pop(LISTED, ()):
        content = portal.unrestrictedTraverse(path, None)
        if ICopContent.providedBy(content):
            content.indexObject()
    processQueue()
