"""Plone's own Reviewer: in every community, or in none, as the site decides.

The workflow names the role beside our own reviewers of a community. Where a site wants
only those, the role is taken out of the workflow, and of the stories that waited: a
role in a definition is what security and catalog both follow.
"""

from leap.cop.consent.rules import IN_REVIEW
from leap.cop.consent.rules import PUBLIC
from leap.cop.settings import site_reviewers_count
from leap.cop.story.library import STORY
from leap.cop.story.lifecycle import state_of
from leap.cop.story.lifecycle import WORKFLOW
from plone import api


OURS = "CoP Reviewer"
SITES = "Reviewer"


def follow_setting() -> int:
    """Bring workflow and stories in line with the setting; give how many were touched.

    May run at any time, any number of times: where all is in line nothing is written.
    """
    workflow = api.portal.get_tool("portal_workflow")[WORKFLOW]
    if not _follow_in(workflow, counts=site_reviewers_count()):
        return 0
    catalog = api.portal.get_tool("portal_catalog")
    brains = catalog.unrestrictedSearchResults(
        portal_type=STORY, review_state=[*IN_REVIEW, PUBLIC]
    )
    for brain in brains:
        story = brain._unrestrictedGetObject()
        workflow.updateRoleMappingsFor(story)
        if state_of(story) in IN_REVIEW:
            story.reindexObjectSecurity()
    return len(brains)


def _follow_in(workflow, *, counts: bool) -> bool:
    """Name the site's role wherever ours stands, or nowhere; tell if that changed."""
    changed = False
    for state in workflow.states.objectValues():
        for permission, roles in state.permission_roles.items():
            wanted = set(roles) - {SITES}
            if counts and OURS in wanted:
                wanted.add(SITES)
            if wanted != set(roles):
                state.setPermission(permission, 0, sorted(wanted))
                changed = True
    return changed
