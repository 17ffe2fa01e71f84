"""Whether content of ours follows our workflow, and how far it goes by our own record.

The workflow of a type is one setting of a site, and placeful policies, imports and
other add-ons change it as well. Audiences hold only while the chain is ours: under any
other a story is its teller's alone and everything else its facilitators'. A state is
read from the history of our own workflow, never from what another one says.

Nothing is remembered between two questions: the chain may change in the very request
that goes on to ask.
"""

from Acquisition import aq_base
from Acquisition import aq_inner
from Acquisition import aq_parent
from collections.abc import Mapping
from leap.cop import _
from leap.cop.core.audience import PRIVATE
from leap.cop.core.errors import NotNow
from leap.cop.core.interfaces import IMadeByCommunity
from leap.cop.core.shipped import AUDIENCE
from leap.cop.core.shipped import CHAINS
from leap.cop.core.shipped import table
from Persistence import PersistentMapping
from Products.CMFCore.interfaces import IWorkflowTool
from zope.component import queryUtility
from zope.component.hooks import getSite


UNKNOWN = "unknown"

#: Plone's tool for policies of folders, where that add-on is installed.
_POLICIES = "portal_placeful_workflow"


def workflow_of(content) -> str | None:
    """Return the workflow of ours that content follows by its class, None for none."""
    workflow = getattr(type(aq_base(content)), "cop_workflow", None)
    if workflow is None and IMadeByCommunity.providedBy(content):
        return AUDIENCE
    return workflow


def chain_is_ours(content) -> bool:
    """Tell whether the workflow tool has content follow our workflow, and no other.

    :param content: as it was found, or without its place around it.
    """
    tool = queryUtility(IWorkflowTool)
    workflow = workflow_of(content)
    if tool is None or workflow not in tool:
        return False
    base = aq_base(content)
    if base.portal_type not in CHAINS:
        # A form: its chain is looked up by what it is marked as.
        return tuple(tool.getChainFor(content)) == (workflow,)
    if bound_to(tool, base.portal_type) != (workflow,):
        return False
    if not policies_about(tool, base.portal_type):
        return True
    place = content if aq_parent(content) is not None else _found_again(base)
    return place is not None and tuple(tool.getChainFor(place)) == (workflow,)


def bound_to(tool, portal_type: str) -> tuple[str, ...]:
    """Return the chain of a type for the whole site, as the tool has it."""
    chain = (tool._chains_by_type or {}).get(portal_type)
    return tuple(tool._default_chain if chain is None else chain)


def policies_about(tool, portal_type: str) -> list:
    """Return the policies of folders that say something else of a type of ours."""
    portal = aq_parent(aq_inner(tool))
    if _POLICIES not in portal:
        return []
    policies = portal[_POLICIES]
    wanted = CHAINS.get(portal_type)
    return [
        policy
        for policy in policies.objectValues()
        if (bound := getattr(aq_base(policy), "_chains_by_type", None))
        and (chain := bound.get(portal_type)) is not None
        and tuple(chain) != wanted
    ]


def _found_again(base):
    """Return content in its place, None where it stands nowhere.

    Roles are asked of objects without their place. A walk over the communities, for
    sites with a policy about our types alone.
    """
    catalog = getSite().portal_catalog
    for brain in catalog.unrestrictedSearchResults(portal_type="leap.cop.Community"):
        community = brain._unrestrictedGetObject()
        if aq_base(community) is base:
            return community
        found = community._getOb(base.getId(), None)
        if found is not None and aq_base(found) is base:
            return found
    return None


def recorded_state(content) -> str:
    """Return the state by the history of our own workflow, whatever the chain is.

    One that content has no key for counts as none: somebody wrote it there.
    """
    base = aq_base(content)
    workflow = workflow_of(content)
    history = getattr(base, "workflow_history", None)
    if workflow is None or not history:
        return UNKNOWN
    try:
        state = history[workflow][-1]["review_state"]
    except (AttributeError, IndexError, KeyError, TypeError):
        return UNKNOWN
    known = isinstance(state, str) and state in table(workflow)
    # Of the class: of an object without it stock would ask all its schemas for a field.
    has_keys_for = getattr(type(base), "cop_keys_for", _always)
    if not known or not has_keys_for(base, state):
        return UNKNOWN
    return state


def _always(content, state: str) -> bool:
    """Hold any state, as what needs no key to be in one."""
    return True


def seen_state(content) -> str:
    """Return the state that counts: `UNKNOWN` under a chain that is not ours."""
    return recorded_state(content) if chain_is_ours(content) else UNKNOWN


def is_ours(content) -> bool:
    """Tell whether content follows our workflow and stands in a state of it."""
    return seen_state(content) != UNKNOWN


def state_of(content) -> str:
    """Return how far content goes: a state of ours, private where it is unknown."""
    state = seen_state(content)
    return PRIVATE if state == UNKNOWN else state


def refuse_under_another(content) -> None:
    """Refuse to show something to others while it does not follow our workflow.

    :raises NotNow: when the chain or the state is not ours.
    """
    if not is_ours(content):
        raise NotNow(
            _(
                "You cannot change who can see this now, because a setting of "
                "this site gets in the way. A site administrator can put it "
                "right."
            )
        )


def put_on_record(content, state: str, step: dict) -> None:
    """Write a state into the history of our own workflow, past the workflow tool.

    What stands there and is no history is replaced.

    :param step: what else is written down of it.
    """
    base = aq_base(content)
    workflow = workflow_of(content)
    history = getattr(base, "workflow_history", None)
    kept = dict(history) if isinstance(history, Mapping) else {}
    steps = kept.get(workflow)
    steps = steps if isinstance(steps, tuple) else ()
    kept[workflow] = (*steps, {**step, "review_state": state})
    base.workflow_history = PersistentMapping(kept)
