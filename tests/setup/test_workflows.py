"""The workflows are what their specifications say, cell by cell, on a site as well."""

from leap.cop.consent import rules
from plone import api
from tests.setup import definitions
from tests.setup.definitions import Guard
from tests.setup.definitions import tables
from tests.setup.definitions import WORKFLOWS

import pytest


@pytest.mark.parametrize("check", definitions.CHECKS, ids=lambda check: check.__name__)
@pytest.mark.parametrize("workflow_id", WORKFLOWS)
def test_the_profile_is_as_specified(workflow_id, check):
    check(workflow_id, definitions.parse(workflow_id))


def test_the_permissions_of_the_site_are_as_declared():
    definitions.check_rolemap(definitions.parse_rolemap())


@pytest.mark.parametrize("workflow_id", WORKFLOWS)
def test_a_site_has_what_the_profile_says(portal, workflow_id):
    workflow = api.portal.get_tool("portal_workflow")[workflow_id]
    profile = definitions.parse(workflow_id)
    assert set(workflow.permissions) == set(profile.permissions)
    assert set(workflow.states.objectIds()) == set(profile.states)
    for state_id, state in profile.states.items():
        live = workflow.states[state_id]
        assert set(live.transitions) == set(state.transitions)
        for permission, (roles, _acquired) in state.permissions.items():
            # A tuple is what does not acquire.
            held = live.permission_roles[permission]
            assert isinstance(held, tuple), (permission, state_id)
            assert set(held) == roles, (permission, state_id)
    for name, transition in profile.transitions.items():
        live = workflow.transitions[name]
        assert live.new_state_id == transition.target
        expression = live.guard.expr.text if live.guard.expr else ""
        assert transition.guard == Guard(
            tuple(live.guard.permissions),
            tuple(live.guard.roles),
            tuple(live.guard.groups),
            expression,
        )


def test_a_site_has_the_permissions_of_the_profile(portal):
    rolemap = definitions.parse_rolemap()
    assert rolemap.pop("roles") <= set(portal.valid_roles())
    for permission, (roles, _acquired) in rolemap.items():
        held = {
            row["name"]
            for row in portal.rolesOfPermission(permission)
            if row["selected"]
        }
        assert held == roles, permission
        assert not portal.acquiredRolesAreUsedBy(permission), permission


def test_story_moves_are_as_specified():
    _header, *rows = tables("cop_story_workflow")[1]
    specified = {
        (name, origin, target): frozenset(who.replace(",", "").split()) - {"nobody"}
        for name, origin, target, who in rows
    }
    built = {
        (name, origin, target): move.actors
        for name, move in rules.MOVES.items()
        for origin, target in move.origins.items()
    }
    assert specified.keys() == built.keys()
    for (name, _origin, _target), actors in specified.items():
        assert actors <= rules.MOVES[name].actors


def test_sharing_tab_offers_none_of_our_roles(portal):
    from plone.app.workflow.interfaces import ISharingPageRole
    from zope.component import getUtilitiesFor

    offered = {name for name, _utility in getUtilitiesFor(ISharingPageRole)}
    assert not {name for name in offered if name.startswith("CoP")}
