"""What the community room keeps in the database under the name of a class."""

from Acquisition import aq_base
from BTrees.OOBTree import OOTreeSet
from leap.cop import logger
from leap.cop.community.rules import Interval
from leap.cop.core.records import FineSet
from leap.cop.core.records import Rows
from leap.cop.core.role_names import OUR_ROLES
from leap.cop.media.records import CleanImage
from persistent import Persistent
from Products.PlonePAS.plugins.group import GroupManager
from Products.PluggableAuthService.events import PrincipalAddedToGroup
from Products.PluggableAuthService.events import PrincipalRemovedFromGroup
from Products.PluggableAuthService.interfaces.plugins import IRolesPlugin
from Products.PluggableAuthService.PropertiedUser import PropertiedUser
from zope.event import notify
from zope.interface import implementer


INTERVALS = Rows(Interval, "role since until how paused waits", moments="since until")


class Record(Persistent):
    """One person's history in one community, and how the person is listed there."""

    #: Chosen name, organisation and line; an empty one is taken from the profile.
    chosen: tuple[str, str, str] = ("", "", "")

    #: Name and organisation in the profile, as they were known last.
    known: tuple[str, str] = ("", "")

    #: Names of news that the person wants to see no more, the newest last.
    put_aside: tuple[str, ...] = ()

    #: The history, as `INTERVALS` writes it.
    intervals: tuple[tuple, ...] = ()

    @property
    def history(self) -> tuple[Interval, ...]:
        """The intervals, oldest first."""
        return tuple(map(INTERVALS.read, self.intervals))

    @history.setter
    def history(self, history: tuple[Interval, ...]) -> None:
        self.intervals = tuple(map(INTERVALS.written, history))


class CommunityPicture(CleanImage):
    """The picture of a community: its pixels and nothing else."""

    field = "picture"


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

    Who is in which group is kept in small sets, one for each person and each group.
    Stock writes all people of a group, and the groups of thirty, for one who comes.

    Without the package it is a broken object that the user folder passes over.
    """

    meta_type = "CoP Group Manager"

    def getGroupsForPrincipal(self, principal, request=None) -> tuple[str, ...]:
        """Return the groups of ours that a person is in."""
        if not is_person(principal):
            return ()
        return super().getGroupsForPrincipal(principal, request)

    def getRolesForPrincipal(self, principal, request=None) -> tuple[str, ...]:
        """Return no role for the whole site, and let nobody else give one of ours.

        Asked while somebody is logged in, when no role has counted yet.
        """
        base = aq_base(principal)
        kept = getattr(base, "_roles", None)
        if isinstance(kept, dict) and not isinstance(kept, LocalRolesStayLocal):
            base._roles = LocalRolesStayLocal(kept)
        return ()

    def addGroup(self, group_id: str, *args, **kwargs) -> bool:
        """Make a group that nobody is in.

        :raises KeyError: for one that is there.
        """
        super().addGroup(group_id, *args, **kwargs)
        self._group_principal_map[group_id] = FineSet()
        return True

    def addPrincipalToGroup(self, principal_id: str, group_id: str) -> bool:
        """Put somebody into a group; tell whether that is new.

        :raises KeyError: for a group that is not there.
        """
        if not self._group_principal_map[group_id].insert(principal_id):
            return False
        if principal_id not in self._principal_groups:
            self._principal_groups[principal_id] = OOTreeSet()
        self._principal_groups[principal_id].insert(group_id)
        self._invalidatePrincipalCache(principal_id)
        notify(PrincipalAddedToGroup(principal_id, group_id))
        return True

    def removePrincipalFromGroup(self, principal_id: str, group_id: str) -> bool:
        """Take somebody out of a group; tell whether they were in it.

        Stock goes on keeping the user id of whoever is in none, also of somebody who
        was erased.

        :raises KeyError: for a group that is not there.
        """
        if principal_id not in self._group_principal_map[group_id]:
            return False
        self._group_principal_map[group_id].remove(principal_id)
        held = self._principal_groups[principal_id]
        held.remove(group_id)
        if not held:
            del self._principal_groups[principal_id]
        self._invalidatePrincipalCache(principal_id)
        notify(PrincipalRemovedFromGroup(principal_id, group_id))
        return True

    def removeGroup(self, group_id: str) -> bool:
        """Take everybody out of a group, and the group away.

        :raises KeyError: for a group that is not there.
        """
        for principal_id in self.getGroupMembers(group_id):
            self.removePrincipalFromGroup(principal_id, group_id)
        return super().removeGroup(group_id)

    def groups_of(self, userid: str | None) -> tuple[str, ...]:
        """Return the groups of ours that somebody with an account is in."""
        return tuple(self._principal_groups.get(userid or "", ()))


def is_person(principal) -> bool:
    """Tell whether a principal is somebody who may log in, and no group."""
    base = aq_base(principal)
    if not isinstance(base, PropertiedUser) or getattr(base, "_isGroup", False):
        return False
    # Users are made by a factory, or else have property sheets before their groups.
    return type(base) is not PropertiedUser or bool(base.listPropertysheets())
