"""What the community room keeps in the database under the name of a class."""

from Acquisition import aq_base
from leap.cop import logger
from leap.cop.core.role_names import OUR_ROLES
from Products.PlonePAS.plugins.group import GroupManager
from Products.PluggableAuthService.interfaces.plugins import IRolesPlugin
from Products.PluggableAuthService.PropertiedUser import PropertiedUser
from zope.interface import implementer


class LocalRolesStayLocal(dict):
    """The roles that somebody has for the whole site: none of ours is among them.

    The user folder puts each role in, of whatever source, before or after ours.
    """

    def __init__(self, roles: dict) -> None:
        super().__init__()
        for role, value in roles.items():
            self[role] = value

    def __setitem__(self, role: str, value: object) -> None:
        if role in OUR_ROLES:
            _warn_once(role)
        else:
            super().__setitem__(role, value)


_warned: set[str] = set()


def _warn_once(role: str) -> None:
    """Say in the log that somebody holds a role of ours site-wide, once a process."""
    if role not in _warned:
        _warned.add(role)
        logger.warning(
            "Somebody holds the role %s for the whole site, where it opens nothing; it "
            "is given in communities alone. `leap-cop … verify-ledger` says to how "
            "many, and Users and Groups to whom.",
            role,
        )


@implementer(IRolesPlugin)
class CommunityGroups(GroupManager):
    """PlonePAS's group manager, which answers for people alone.

    The user folder asks about groups in groups as well, with a principal that has
    nothing but the group's id. Stock looks the id up whatever it is of: then a
    directory's group called like a facilitator would have the office.

    Without the package it is a broken object that the user folder passes over.
    """

    meta_type = "CoP Group Manager"

    def getGroupsForPrincipal(self, principal, request=None) -> tuple[str, ...]:
        """Return the groups of ours that a person is in."""
        if not is_person(principal):
            return ()
        return super().getGroupsForPrincipal(principal, request)

    def getRolesForPrincipal(self, principal, request=None) -> tuple[str, ...]:
        """Give no role for the whole site, and let nobody else give one of ours.

        Asked while somebody is logged in, when no role has counted yet.
        """
        base = aq_base(principal)
        kept = getattr(base, "_roles", None)
        if isinstance(kept, dict) and not isinstance(kept, LocalRolesStayLocal):
            base._roles = LocalRolesStayLocal(kept)
        return ()

    def groups_of(self, userid: str | None) -> tuple[str, ...]:
        """Return the groups of ours that somebody with an account is in."""
        return self._principal_groups.get(userid or "", ())


def is_person(principal) -> bool:
    """Tell whether a principal is somebody who may log in, and no group."""
    base = aq_base(principal)
    if not isinstance(base, PropertiedUser) or getattr(base, "_isGroup", False):
        return False
    # Users are made by a factory, or else have property sheets before their groups.
    return type(base) is not PropertiedUser or bool(base.listPropertysheets())
