"""How far what a community makes is shown: no more widely than the community itself.

For rounds, forms, whatever rooms above make and mark with `IMadeByCommunity` and list
in the catalog. Stories decide for themselves (`story/`).
"""

from leap.cop import _
from leap.cop.consent.rules import narrowest
from leap.cop.core import binding
from leap.cop.core.audience import LEVELS
from leap.cop.core.containment import community_of
from leap.cop.core.errors import NotNow
from leap.cop.core.interfaces import IMadeByCommunity
from plone import api


WORKFLOW = "cop_audience_workflow"


def made_by(community) -> list:
    """Return all that a community made, whoever asks may see of it."""
    return _found(community)


def _found(community, **wanted) -> list:
    catalog = api.portal.get_tool("portal_catalog")
    brains = catalog.unrestrictedSearchResults(
        path="/".join(community.getPhysicalPath()),
        object_provides=IMadeByCommunity.__identifier__,
        **wanted,
    )
    return [brain._unrestrictedGetObject() for brain in brains]


def _not_known_as_narrow(community, limit: str) -> list:
    """Return what a community made and the catalog does not have as narrow enough."""
    narrow = [level for level in LEVELS if narrowest(level, limit) == level]
    return _found(community, review_state={"not": narrow})


def check_a_move(content, event) -> None:
    """Show something no more widely than its community is shown.

    :raises NotNow: for a transition that would.
    """
    community = community_of(content)
    if event.transition is None or community is None:
        return
    binding.refuse_under_another(content)
    target = event.new_state.getId()
    if narrowest(target, binding.state_of(community)) != target:
        raise NotNow(
            _("The community itself is not open that widely. Open the community first.")
        )


def bring_within_their_community(event) -> None:
    """Move what is wider down, in the transaction that narrowed the community.

    Where a story came or went nothing was narrowed, and years of meetings are not woken
    for it: what came in wider than the community is found in the catalog.
    """
    community, limit = event.community, binding.state_of(event.community)
    inside = event.only_inside
    found = _not_known_as_narrow(community, limit) if inside else made_by(community)
    for content in found:
        if bring_down(content, limit):
            content.reindexObject(idxs=["review_state", "allowedRolesAndUsers"])


def bring_down(content, limit: str) -> bool:
    """Move one thing down if it is shown more widely than a limit; tell whether."""
    state = binding.recorded_state(content)
    if narrowest(state, limit) == state:
        return False
    tool = api.portal.get_tool("portal_workflow")
    workflow = tool[binding.workflow_of(content)]
    move = "hide" if limit == "private" else "retract"
    workflow._changeStateOf(content, workflow.transitions[move], {})
    return True
