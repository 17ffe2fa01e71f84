"""What the community room keeps in the database under the name of a class."""

from Acquisition import aq_base
from Products.PlonePAS.plugins.group import GroupManager
from Products.PluggableAuthService.PropertiedUser import PropertiedUser


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
