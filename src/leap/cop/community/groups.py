"""The groups of a community: derived from its membership, found by nobody.

A group manager like PlonePAS's own, active for IGroupsPlugin alone: its groups count
for security and for the catalog, and stand in no group search, no sharing tab and no
control panel, so that nobody is made a member behind a community's back. A change of
membership touches no story and no catalog entry.

Zope asks for the id of a group and not for where it comes from, and directories have
groups as well: so part of each id is random, and no directory can have the same. One
more group is the site's: its reviewers for all communities.
"""

from Acquisition import aq_base
from collections.abc import Iterable
from leap.cop.community import rules
from leap.cop.community.records import CommunityGroups
from leap.cop.core.roles import NoLocalRoles
from leap.cop.core.settings import GROUPS_PLUGIN as PLUGIN_ID
from plone import api
from plone.uuid.interfaces import ATTRIBUTE_NAME
from Products.CMFCore.interfaces import ISiteRoot
from Products.PluggableAuthService.interfaces.plugins import IGroupsPlugin
from Products.PluggableAuthService.interfaces.plugins import IRolesPlugin
from zope.annotation.interfaces import IAnnotations
from zope.component.hooks import getSite

import secrets


#: The random part of the ids of a community's groups.
KEY = "leap.cop.community.groups"

#: With this the ids of our groups begin.
PREFIX = "cop:"

#: Group to the one role that it gives on its community.
ROLE_OF_GROUP = {
    "members": "CoP Member",
    "facilitators": "CoP Facilitator",
    "candidates": "CoP Candidate",
    "reviewers": "CoP Reviewer",
    rules.WAITING: "CoP Waiting",
}


class RolesOfGroups(NoLocalRoles):
    """The local roles on a community: each of its groups has its role, nobody else."""

    def __get__(self, content, owner=None):
        if content is None or _random_of(content) is None:
            return {}
        # Read at each question about anything below: the id is put together once.
        stem = _stem(content)
        roles = {f"{stem}{name}": [role] for name, role in ROLE_OF_GROUP.items()}
        if everywhere := site_group():
            roles[everywhere] = [ROLE_OF_GROUP["reviewers"]]
        return roles


def _random_of(place) -> str | None:
    """Return the random part of the ids of a place's groups, None where it has none.

    Read as `IAnnotations` keeps it, at each question about anything below a community:
    looked up through adapters it was a tenth of a request.
    """
    return getattr(aq_base(place), "__annotations__", {}).get(KEY)


#: Groups are given by it, and roles for the whole site taken out (`records`).
_ACTIVE_FOR = (IGroupsPlugin, IRolesPlugin)


def install_plugin(acl_users) -> None:
    """Put the group manager into a user folder, and make the group of the site."""
    if PLUGIN_ID not in acl_users.objectIds():
        acl_users._setObject(PLUGIN_ID, CommunityGroups(PLUGIN_ID, "CoP groups"))
    for kind in _ACTIVE_FOR:
        if PLUGIN_ID not in acl_users.plugins.listPluginIds(kind):
            acl_users.plugins.activatePlugin(kind, PLUGIN_ID)
    # Outlasts the plugin: stories that wait are in the catalog under this group.
    IAnnotations(api.portal.get()).setdefault(KEY, secrets.token_hex(16))
    if site_group() not in acl_users[PLUGIN_ID].getGroupIds():
        acl_users[PLUGIN_ID].addGroup(site_group())


def remove_plugin(acl_users) -> None:
    """Take the group manager out again, with the access that it gave."""
    if PLUGIN_ID in acl_users.objectIds():
        for kind in _ACTIVE_FOR:
            if PLUGIN_ID in acl_users.plugins.listPluginIds(kind):
                acl_users.plugins.deactivatePlugin(kind, PLUGIN_ID)
        acl_users._delObject(PLUGIN_ID)


def _plugin() -> CommunityGroups:
    # Asked for as a tool it costs five times as much: what has the portal of that name?
    return api.portal.get()["acl_users"][PLUGIN_ID]


def group_id(community, name: str) -> str:
    """Return the id of one of a community's groups."""
    return f"{_stem(community)}{name}"


def _stem(community) -> str:
    uid = getattr(aq_base(community), ATTRIBUTE_NAME, None)
    return f"{PREFIX}{uid}:{_random_of(community) or ''}:"


def site_group() -> str | None:
    """Return the id of the group of the reviewers for all communities.

    None where the add-on was never installed, and outside of a site.
    """
    site = getSite()
    if site is None:
        return None
    random = _random_of(site if ISiteRoot.providedBy(site) else api.portal.get())
    return f"{PREFIX}site:{random}:reviewers" if random else None


def derive_site_group(userids: Iterable[str]) -> None:
    """Let these people, and nobody else, be in the group of the site."""
    plugin, gid, wanted = _plugin(), site_group(), set(userids)
    inside = set(plugin.getGroupMembers(gid))
    for userid in wanted - inside:
        plugin.addPrincipalToGroup(userid, gid)
    for userid in inside - wanted:
        plugin.removePrincipalFromGroup(userid, gid)


def make_groups(community) -> None:
    """Make a community's groups, once; each has its role by `RolesOfGroups`."""
    IAnnotations(community).setdefault(KEY, secrets.token_hex(16))
    plugin = _plugin()
    known = set(plugin.getGroupIds())
    for name in ROLE_OF_GROUP:
        gid = group_id(community, name)
        if gid not in known:
            plugin.addGroup(gid)


def drop_groups(community) -> None:
    """Take a community's groups away, when the community goes."""
    plugin = _plugin()
    known = set(plugin.getGroupIds())
    for name in ROLE_OF_GROUP:
        gid = group_id(community, name)
        if gid in known:
            plugin.removeGroup(gid)


def people_in(community, name: str) -> frozenset[str]:
    """Return the user ids in one of a community's groups: those not paused."""
    return frozenset(_plugin().getGroupMembers(group_id(community, name)))


def groups_of(userid: str | None, *names: str) -> list[str]:
    """Return the ids of the groups with these names that somebody is in, anywhere.

    Of ours alone: a user's `getGroups` has those of directories as well.
    """
    found = _plugin().groups_of(userid)
    return [group for group in found if group.rpartition(":")[2] in names]


def community_uid(group: str) -> str:
    """Return the UID of the community that a group of ours is of."""
    return group.split(":")[1]


def derive_groups(community, userid: str, history) -> None:
    """Bring one person's groups in line with the membership record.

    What is new comes first: of whoever is in no group at all nothing is kept, and a
    quarter of what an answer to an agreement writes was making that anew.
    """
    plugin = _plugin()
    stem, inside = _stem(community), set(plugin.groups_of(userid))
    known = {f"{stem}{name}" for name in ROLE_OF_GROUP}
    wanted = {f"{stem}{name}" for name in rules.groups_of(history)} & known
    for gid in sorted(wanted - inside):
        plugin.addPrincipalToGroup(userid, gid)
    for gid in sorted(inside & known - wanted):
        plugin.removePrincipalFromGroup(userid, gid)


def differences(community, histories) -> list[tuple[str, str]]:
    """Compare groups and records; return (userid, group) pairs where they differ."""
    plugin = _plugin()
    found = []
    for name in ROLE_OF_GROUP:
        inside = set(plugin.getGroupMembers(group_id(community, name)))
        meant = {
            userid
            for userid, history in histories.items()
            if name in rules.groups_of(history)
        }
        found.extend((userid, name) for userid in sorted(inside ^ meant))
    return found
