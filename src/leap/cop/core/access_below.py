"""May somebody see this, and this: asked of much that stands in one community.

Stock walks from each thing up to the site and asks at each step who has which role. The
steps from the community upwards are the same for all of them, and below it nobody is
given a role: so what somebody is there is found out once, and of each thing only which
roles it takes. Where that does not say yes, the whole question is asked.
"""

from AccessControl import getSecurityManager
from AccessControl.PermissionRole import rolesForPermissionOn
from Acquisition import aq_base
from functools import cached_property
from leap.cop.core import access
from leap.cop.core.containment import container_of
from leap.cop.core.role_names import OUR_ROLES
from leap.cop.core.roles import Pinned
from Products.CMFCore.permissions import View


class Below:
    """What the current user may do with what stands in a community, for one answer.

    Not kept for longer: a membership that ends takes its rights away at once.
    """

    def __init__(self, community) -> None:
        self.community = community
        self.manager = getSecurityManager()

    @cached_property
    def roles(self) -> frozenset[str]:
        """What the user is in the community; nothing where more than that counts."""
        user = self.manager.getUser()
        # A script with an owner may do no more than the owner may.
        if self.manager.calledByExecutable() or not user._check_context(self.community):
            return frozenset()
        return frozenset(user.getRolesInContext(self.community))

    def has(self, permission: str, content) -> bool:
        """Tell whether the user has a permission on something, as `checkPermission`."""
        if self._is_pinned_here(content):
            needed = rolesForPermissionOn(permission, content)
            if not self.roles.isdisjoint(needed or ()):
                return True
        return bool(self.manager.checkPermission(permission, content))

    def shows(self, content) -> bool:
        """Tell whether the user may see something, as `may_view`."""
        if not self._is_pinned_here(content):
            return access.may_view(content)
        # Our roles are local: one that somebody has for the whole site shows nothing.
        user = self.manager.getUser()
        return OUR_ROLES.isdisjoint(user.getRoles()) and self.has(View, content)

    def _is_pinned_here(self, content) -> bool:
        base = aq_base(content)
        stands_in = aq_base(container_of(content))
        return isinstance(base, Pinned) and stands_in is aq_base(self.community)
