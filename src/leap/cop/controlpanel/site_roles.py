"""Plone's pages about people and groups, and `@roles`, offer none of our roles.

They are local, and given in communities. For the whole site they open nothing; a tick
there would only make somebody believe to be let in.
"""

from leap.cop.core.role_names import OUR_ROLES
from leap.cop.core.role_names import without_ours
from pathlib import Path
from plone.restapi.services.roles.get import RolesGet
from Products.CMFPlone.controlpanel.browser import usergroups
from Products.CMFPlone.controlpanel.browser.usergroups_groupsoverview import (
    GroupsOverviewControlPanel,
)
from Products.CMFPlone.controlpanel.browser.usergroups_usersoverview import (
    UsersOverviewControlPanel,
)
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile


_STOCK = Path(usergroups.__file__).parent


class SiteUsers(UsersOverviewControlPanel):
    """*Users*, with a column for each role of the site."""

    index = ViewPageTemplateFile(str(_STOCK / "usergroups_usersoverview.pt"))

    @property
    def portal_roles(self) -> list[str]:
        return without_ours(super().portal_roles)


class SiteGroups(GroupsOverviewControlPanel):
    """*Groups*, with a column for each role of the site."""

    index = ViewPageTemplateFile(str(_STOCK / "usergroups_groupsoverview.pt"))

    @property
    def portal_roles(self) -> list[str]:
        return without_ours(super().portal_roles)


class SiteRolesGet(RolesGet):
    """The roles of the site over REST."""

    def reply(self) -> list[dict]:
        return [row for row in super().reply() if row["id"] not in OUR_ROLES]
