"""What the catalog keeps of forms: no wider than their state, whoever wrote roles."""

from AccessControl.PermissionRole import rolesForPermissionOn
from leap.cop.community import groups
from leap.cop.core.containment import community_of
from leap.cop.core.roles import allowed
from leap.cop.recruitment.forms.interfaces import IFormInCommunity
from plone.indexer import indexer
from Products.CMFCore.permissions import View
from Products.CMFPlone.CatalogTool import (
    allowedRolesAndUsers as stock_allowed_roles_and_users,
)


@indexer(IFormInCommunity)
def allowed_roles_and_users(form) -> list[str]:
    """Who may see the form; facilitators alone where its roles are somebody else's."""
    may = allowed(form, View)
    if set(rolesForPermissionOn(View, form)) <= {*may, "Shared"}:
        return stock_allowed_roles_and_users(form)()
    community = community_of(form)
    if community is None:
        return []
    return [f"user:{groups.group_id(community, 'facilitators')}"]
