"""What installing makes besides the profile, and what uninstalling takes away."""

from leap.cop.community import groups
from leap.cop.consent.ledger import Ledger
from leap.cop.consent.tombstones import Tombstones
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


def post_uninstall(setup_tool) -> None:
    """Take the groups' access away. Ledger and stories stay as they are."""
    groups.remove_plugin(api.portal.get_tool("acl_users"))
