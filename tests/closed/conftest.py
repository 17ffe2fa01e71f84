"""Ways in which content of ours stops following our workflow."""

from AccessControl.users import system
from datetime import datetime
from datetime import UTC
from leap.cop.agreement import clauses
from leap.cop.agreement import versions
from leap.cop.agreement.content import find_agreement
from leap.cop.meeting.finding import every_meeting
from persistent.mapping import PersistentMapping
from plone import api
from plone.app.testing import applyProfile
from plone.app.workflow.remap import remap_workflow

import pytest
import transaction


STOCK = "one_state_workflow"

#: Our types that have a workflow.
TYPES = (
    "leap.cop.Story",
    "leap.cop.Community",
    "leap.cop.TopicRound",
    "leap.cop.Meeting",
    "leap.cop.Agreement",
)


def tool():
    return api.portal.get_tool("portal_workflow")


def remapped(site, story) -> None:
    """What Plone's Content settings do with *Another workflow, Save*."""
    with api.env.adopt_user(user=system):
        for name in TYPES:
            remap_workflow(site, (name,), (STOCK,), {})


def bound_by_hand(site, story) -> None:
    tool().setChainForPortalTypes(TYPES, (STOCK,))


def bound_by_hand_and_updated(site, story) -> None:
    bound_by_hand(site, story)
    tool().updateRoleMappings()
    for content in (site["tuesday"], story):
        tool()[STOCK].notifyCreated(content)
        tool()[STOCK].updateRoleMappingsFor(content)
        content.reindexObjectSecurity()


def bound_to_nothing(site, story) -> None:
    tool().setChainForPortalTypes(TYPES, ())
    tool().updateRoleMappings()


def bound_to_the_default(site, story) -> None:
    tool().setDefaultChain(STOCK)
    for name in TYPES:
        del tool()._chains_by_type[name]
    tool().updateRoleMappings()


def bound_to_ours_and_another(site, story) -> None:
    tool().setChainForPortalTypes(["leap.cop.Story"], ("cop_story_workflow", STOCK))
    tool().setChainForPortalTypes(
        ["leap.cop.Community", "leap.cop.Agreement"], ("cop_community_workflow", STOCK)
    )
    tool().setChainForPortalTypes(
        ["leap.cop.TopicRound", "leap.cop.Meeting"], ("cop_audience_workflow", STOCK)
    )
    tool().updateRoleMappings()


def under_a_policy(site, story) -> None:
    """A policy of Plone's for folders, put on the community and on what is in it."""
    with api.env.adopt_roles(["Manager"]):
        _put_policy_on(site)


def _put_policy_on(site) -> None:
    applyProfile(site, "Products.CMFPlacefulWorkflow:CMFPlacefulWorkflow")
    policies = api.portal.get_tool("portal_placeful_workflow")
    policies.manage_addWorkflowPolicy("open", duplicate_id="empty")
    for name in TYPES:
        policies["open"].setChain(name, (STOCK,))
    community = site["tuesday"]
    factory = community.manage_addProduct["CMFPlacefulWorkflow"]
    factory.manage_addWorkflowPolicyConfig()
    config = policies.getWorkflowPolicyConfig(community)
    config.setPolicyIn("open", update_security=True)
    config.setPolicyBelow("open", update_security=True)


def without_its_workflow(site, story) -> None:
    tool().manage_delObjects(
        ["cop_story_workflow", "cop_community_workflow", "cop_audience_workflow"]
    )


def everything(site, story) -> list:
    """Return the story, its community, and agreement and meetings that may be there."""
    community = site["tuesday"]
    found = (story, community, find_agreement(community), *every_meeting(community))
    return [content for content in found if content is not None]


def in_a_state_of_nobody(site, story) -> None:
    for content in everything(site, story):
        workflow = content.cop_workflow
        tool().setStatusOf(workflow, content, {"review_state": "published"})
        for permission in ("View", "Access contents information"):
            content.manage_permission(permission, ["Anonymous"], 0)
        content.reindexObject()


def without_a_history(site, story) -> None:
    for content in everything(site, story):
        content.workflow_history = PersistentMapping()
        content.manage_permission("View", ["Anonymous"], 1)
        content.reindexObject()


def with_a_broken_history(site, story) -> None:
    for content in everything(site, story):
        content.workflow_history = None
        content.manage_permission("View", ["Anonymous", "Authenticated"], 0)


WAYS_OUT = (
    remapped,
    bound_by_hand,
    bound_by_hand_and_updated,
    bound_to_nothing,
    bound_to_the_default,
    bound_to_ours_and_another,
    under_a_policy,
    without_its_workflow,
    in_a_state_of_nobody,
    without_a_history,
    with_a_broken_history,
)


def at(site, url: str):
    """Return the story at an address, as it is in the database now."""
    transaction.begin()
    return site["tuesday"][url.rsplit("/", 1)[1]]


@pytest.fixture
def agreed(site):
    """Return the address of an agreement that members see, with one version."""
    community = site["tuesday"]
    with api.env.adopt_user("facilitator"):
        made = api.content.create(community, type="leap.cop.Agreement", title="Ours")
        rule = clauses.add(made, "Nobody tells names.", "", by="facilitator")
        clauses.place(made, rule, by="facilitator", rev=rule.rev, goes_in=True)
        api.content.transition(made, "share")
        versions.put_in_force(
            made,
            by="facilitator",
            now=datetime.now(UTC),
            digest=clauses.next_digest(made),
            change="material",
            language="en",
            channel="rest",
        )
    transaction.commit()
    return made.absolute_url()
