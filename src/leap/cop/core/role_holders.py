"""Who holds a role of ours for the whole site, where it opens and closes nothing.

A tick in *Users and Groups*, a directory or an older use of the name: whoever looks
after the site is told, because the person may believe to be let in somewhere.
"""

from leap.cop.core.role_names import OUR_ROLES
from plone import api
from Products.PluggableAuthService.interfaces.plugins import IRolesPlugin


def held_site_wide() -> dict[str, int]:
    """Return the roles of ours that are given for the whole site, and to how many.

    To people and groups, as far as a source of roles keeps a list; others are known
    when somebody logs in, and then the log says so.
    """
    plugins = api.portal.get_tool("acl_users").plugins
    found: dict[str, set[str]] = {}
    for _name, plugin in plugins.listPlugins(IRolesPlugin):
        # The list itself: its public reading looks each of them up in every directory.
        kept = getattr(plugin, "_principal_roles", None)
        for principal, roles in kept.items() if kept is not None else ():
            for role in OUR_ROLES.intersection(roles):
                found.setdefault(role, set()).add(principal)
    return {role: len(principals) for role, principals in sorted(found.items())}
