"""Roles and local roles are refused where they are written, whoever writes them."""

from AccessControl.Permission import getPermissionIdentifier
from leap.cop.community.content import WHO_PREPARES
from leap.cop.core import binding
from leap.cop.core import shipped
from persistent.mapping import PersistentMapping
from plone import api
from Products.DCWorkflow.utils import modifyRolesForPermission

import pytest


WIDE = ["Anonymous", "Authenticated", "Member", "Manager", "Reviewer", "Owner"]

STATES = tuple(shipped.table(shipped.STORY))


def may(content, permission: str) -> set[str]:
    return {
        row["name"]
        for row in content.rolesOfPermission(permission)
        if row["selected"] == "SELECTED"
    }


@pytest.mark.parametrize("acquire", [0, 1])
@pytest.mark.parametrize("state", STATES)
def test_no_permission_gets_wider(story_in, state, acquire):
    story = story_in(state)
    for permission, allowed in shipped.table(shipped.STORY)[state].items():
        story.manage_permission(permission, WIDE, acquire)
        assert may(story, permission) <= allowed, permission
        assert not story.acquiredRolesAreUsedBy(permission), permission


@pytest.mark.parametrize("state", STATES)
def test_what_is_taken_away_is_not_acquired(story_in, state):
    story = story_in(state)
    for name in ("_View_Permission", "_Modify_portal_content_Permission"):
        delattr(story, name)
        assert getattr(story, name) == ("CoP Teller",)
        setattr(story, name, None)
        assert getattr(story, name) == ("CoP Teller",)
        setattr(story.aq_base, name, ["Anonymous"])
        assert getattr(story, name) == ("CoP Teller",)


def test_what_is_no_story_gets_no_wider(community):
    with api.env.adopt_user("facilitator"):
        found = [
            api.content.create(community, type=f"leap.cop.{name}", title="R")
            for name in ("TopicRound", "Meeting", "Agreement")
        ]
    for content in (community, *found):
        state = binding.state_of(content)
        for permission in shipped.permissions(content.cop_workflow):
            modifyRolesForPermission(content, permission, WIDE)
            allowed = content.roles_allowed(state, permission)
            held = getattr(content, getPermissionIdentifier(permission))
            assert isinstance(held, tuple), permission
            assert set(held) <= allowed, permission
    community.manage_permission("Add portal content", ["Anonymous", "Owner"], 1)
    community.manage_permission("leap.cop: Add Story", ["Anonymous"], 1)
    assert may(community, "Add portal content") == WHO_PREPARES
    assert may(community, "leap.cop: Add Story") == set()


def test_nobody_is_given_a_local_role(community, story_in):
    story = story_in("community")
    with api.env.adopt_user("facilitator"):
        agreement = api.content.create(community, type="leap.cop.Agreement", title="O")
    before = community.get_local_roles()
    for content in (community, story, agreement):
        content.manage_setLocalRoles("colleague", ["CoP Member", "Manager"])
        content.manage_addLocalRoles("colleague", ["Owner"])
        content.__ac_local_roles__ = {"colleague": ["CoP Facilitator"]}
        content.__ac_local_roles_block__ = True
        assert not content.__ac_local_roles_block__
    assert story.get_local_roles() == agreement.get_local_roles() == ()
    assert community.get_local_roles() == before
    community.manage_delLocalRoles([name for name, _roles in before])
    assert community.get_local_roles() == before
    user = api.user.get("colleague")
    assert not set(user.getRolesInContext(story)) & {"CoP Member", "Manager", "Owner"}


def test_a_state_of_nobody_is_unknown(story_in):
    story = story_in("public")
    for history in (
        None,
        "public",
        {},
        PersistentMapping({"one_state_workflow": ({"review_state": "public"},)}),
        PersistentMapping({"cop_story_workflow": ()}),
        PersistentMapping({"cop_story_workflow": None}),
        PersistentMapping({"cop_story_workflow": ({"review_state": ["public"]},)}),
        PersistentMapping({"cop_story_workflow": ({"review_state": "published"},)}),
    ):
        story.workflow_history = history
        assert binding.seen_state(story) == binding.UNKNOWN
        assert binding.state_of(story) == "private"
        assert story._View_Permission == ("CoP Teller",)
