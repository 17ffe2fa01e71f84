"""How far what a community makes is shown: no more widely than the community itself.

For rounds, forms, whatever rooms above make and mark with `IMadeByCommunity` and list
in the catalog. Stories decide for themselves (`story/`).
"""

from leap.cop import _
from leap.cop.consent.rules import narrowest
from leap.cop.core import binding
from leap.cop.core.containment import community_of
from leap.cop.core.errors import NotNow
from leap.cop.core.interfaces import IMadeByCommunity
from plone import api


WORKFLOW = "cop_audience_workflow"


def made_by(community) -> list:
    """Give all that a community made, whoever asks may see of it."""
    catalog = api.portal.get_tool("portal_catalog")
    brains = catalog.unrestrictedSearchResults(
        path="/".join(community.getPhysicalPath()),
        object_provides=IMadeByCommunity.__identifier__,
    )
    return [brain._unrestrictedGetObject() for brain in brains]


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
            _(
                "The community itself is not shown that widely. Open the community "
                "first."
            )
        )


def bring_within_their_community(event) -> None:
    """Move what is wider down, in the transaction that narrowed the community."""
    for content in made_by(event.community):
        if bring_down(content, binding.state_of(event.community)):
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
