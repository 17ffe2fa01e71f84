"""What of our types a site has set otherwise: workflows, policies, behaviors, fields.

None of it opens anything. It closes content, or waits to do something when nobody
looks, so whoever looks after the site is told.
"""

from collections.abc import Iterator
from leap.cop import _
from leap.cop.core import binding
from leap.cop.core import shipped
from plone import api
from typing import NamedTuple


CHAIN = "chain"
POLICY = "policy"
DEFINITION = "definition"
BEHAVIORS = "behaviors"
SCHEMA = "schema"

#: What an administrator reads about any of them.
SETTINGS_IN_THE_WAY = _(
    "Other settings of this site get in the way, so some people may be "
    "unable to see communities or stories that they should see. The "
    "command “restore-workflows” (run on the server) puts that right."
)


class Difference(NamedTuple):
    """Something that is not as we ship it, and of what."""

    kind: str
    name: str


def differences(portal) -> Iterator[Difference]:
    """Look through the settings of a site; content is not looked at."""
    tool = api.portal.get_tool("portal_workflow")
    types = api.portal.get_tool("portal_types")
    for name, chain in shipped.CHAINS.items():
        if binding.bound_to(tool, name) != chain:
            yield Difference(CHAIN, name)
        if binding.policies_about(tool, name):
            yield Difference(POLICY, name)
        fti = types.get(name)
        if fti is None:
            yield Difference(SCHEMA, name)
            continue
        if tuple(fti.behaviors) != shipped.BEHAVIORS[name]:
            yield Difference(BEHAVIORS, name)
        own = all(
            getattr(fti, part) == shipped.type_property(name, part)
            for part in ("schema", "klass", "factory")
        )
        if not own:
            yield Difference(SCHEMA, name)
    for workflow in shipped.KEEPERS:
        if not _is_as_shipped(tool.get(workflow), shipped.table(workflow)):
            yield Difference(DEFINITION, workflow)


def _is_as_shipped(workflow, table: shipped.Table) -> bool:
    """Tell whether a workflow has our states, and gives nobody more in them.

    Less is the site's to decide.
    """
    if workflow is None or set(workflow.states.objectIds()) != set(table):
        return False
    if set(workflow.permissions) != set(table["private"]):
        return False
    for state, permissions in table.items():
        kept = workflow.states[state].permission_roles or {}
        for permission, allowed in permissions.items():
            roles = kept.get(permission)
            # A list is what acquires.
            if not isinstance(roles, tuple) or not set(roles) <= allowed:
                return False
    return True
