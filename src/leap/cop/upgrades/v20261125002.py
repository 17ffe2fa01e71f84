"""From 20261125001 to 20261125002: rounds of topics. Each step may run twice."""

from leap.cop.community.audience import WORKFLOW
from leap.cop.community.membership import all_communities
from leap.cop.community.subscribers import let_the_right_people_add
from leap.cop.recruitment.forms import forms_of
from leap.cop.story.site_reviewers import follow_setting
from plone import api


PROFILE = "profile-leap.cop:default"

#: Held by nobody, until the workflows say otherwise.
NEW_PERMISSIONS = (
    "leap.cop: Add Round",
    "leap.cop: Cast Ballot",
    "leap.cop: Change Topic",
    "leap.cop: Group Topics",
    "leap.cop: Raise Topic",
)


def let_communities_have_rounds(setup_tool) -> None:
    """Bring in type, permissions and workflows, and what is there with them.

    Other content of the site is left alone, and so are permissions that it set itself.
    """
    portal = api.portal.get()
    for permission in NEW_PERMISSIONS:
        portal.manage_permission(permission, [], acquire=0)
    for step in ("typeinfo", "workflow"):
        setup_tool.runImportStepFromProfile(PROFILE, step, run_dependencies=False)
    # The definition that was just brought in knows nothing of the site's setting.
    follow_setting()
    workflows = api.portal.get_tool("portal_workflow")
    for community in all_communities():
        workflows["cop_community_workflow"].updateRoleMappingsFor(community)
        let_the_right_people_add(community)
        for form in forms_of(community, unrestricted=True):
            workflows[WORKFLOW].updateRoleMappingsFor(form)
            # By this it is found when its community narrows.
            form.reindexObject(idxs=["object_provides"])
