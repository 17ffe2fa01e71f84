"""The workflows are what their specifications say, cell by cell."""

from importlib.resources import files
from leap.cop.consent import rules
from plone import api

import pytest


ROLES = {
    "T": "CoP Teller",
    "M": "CoP Member",
    "F": "CoP Facilitator",
    "C": "CoP Candidate",
    "V": "CoP Reviewer",
    "R": "Reviewer",
    "A": "Authenticated",
    "MG": "Manager",
    "SA": "Site Administrator",
}

WORKFLOWS = ("cop_story_workflow", "cop_community_workflow", "cop_audience_workflow")


def tables(workflow_id):
    """Give the tables of a specification: a list of lists of rows of cells."""
    path = files("leap.cop") / "profiles/default/workflows" / workflow_id
    found, rows = [], []
    for line in (path / "specification.md").read_text().splitlines():
        if line.startswith("|"):
            rows.append([cell.strip() for cell in line.strip("|").split("|")])
        elif rows:
            found.append([rows[0], *rows[2:]])
            rows = []
    return found


@pytest.mark.parametrize("workflow_id", WORKFLOWS)
def test_permissions_are_as_specified(portal, workflow_id):
    workflow = api.portal.get_tool("portal_workflow")[workflow_id]
    header, *rows = tables(workflow_id)[0]
    assert set(header[1:]) == set(workflow.states.objectIds())
    assert {row[0] for row in rows} == set(workflow.permissions)
    for permission, *cells in rows:
        for state_id, cell in zip(header[1:], cells, strict=True):
            roles = workflow.states[state_id].permission_roles[permission]
            # A tuple is what does not acquire.
            assert isinstance(roles, tuple), (permission, state_id)
            expected = {ROLES[short] for short in cell.split() if short != "-"}
            assert set(roles) == expected, (permission, state_id)


@pytest.mark.parametrize("workflow_id", WORKFLOWS)
def test_view_and_access_are_the_same_roles(portal, workflow_id):
    """The catalog filters on the one, pages on the other."""
    workflow = api.portal.get_tool("portal_workflow")[workflow_id]
    for state in workflow.states.objectValues():
        roles = state.permission_roles
        assert set(roles["View"]) == set(roles["Access contents information"])


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


def test_story_transitions_of_the_engine_fit_the_moves(portal):
    workflow = api.portal.get_tool("portal_workflow")["cop_story_workflow"]
    for name, move in rules.MOVES.items():
        origins = {
            state.getId()
            for state in workflow.states.objectValues()
            if name in state.transitions
        }
        assert origins == set(move.origins), name
        target = workflow.transitions[name].new_state_id
        for origin, final in move.origins.items():
            if final != target:
                assert f"settle_{final}" in workflow.transitions, (name, origin)


def test_moves_of_the_software_are_held_by_nobody(portal):
    workflow = api.portal.get_tool("portal_workflow")["cop_story_workflow"]
    hidden = [name for name in workflow.transitions.objectIds() if "settle" in name]
    for name in ["revise", *hidden]:
        transition = workflow.transitions[name]
        assert transition.trigger_type == 0
        assert transition.guard.permissions == ("leap.cop: Revise Story",)


def test_sharing_tab_offers_none_of_our_roles(portal):
    from plone.app.workflow.interfaces import ISharingPageRole
    from zope.component import getUtilitiesFor

    offered = {name for name, _utility in getUtilitiesFor(ISharingPageRole)}
    assert not {name for name in offered if name.startswith("CoP")}
