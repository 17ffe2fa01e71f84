"""Change any cell of who may do what, and a check notices.

Each permission × role × state of both workflows, each transition's guard, start and
end, each line of the role map: one mutant each, on the parsed definition. All die.
"""

from copy import deepcopy
from tests.setup import definitions

import pytest


ROLES = (*sorted(definitions.OUR_ROLES), "Reviewer", "Manager", "Site Administrator")
ROLES += ("Member", "Authenticated", "Anonymous", "Owner")
PERMISSIONS = ("View", "Modify portal content", "leap.cop: Browse Stories")


def survives(workflow_id: str, mutant) -> bool:
    """Tell whether no check notices."""
    for check in definitions.CHECKS:
        try:
            check(workflow_id, mutant)
        except (AssertionError, KeyError):
            return False
    return True


def flip(roles: frozenset, role: str) -> frozenset:
    return roles ^ {role}


def cells(workflow):
    """Yield mutants of the cells: a role more or less, or acquired."""
    for state_id, state in workflow.states.items():
        for permission, (roles, acquired) in state.permissions.items():
            for role in ROLES:
                mutant = deepcopy_state(workflow, state_id)
                mutant.states[state_id].permissions[permission] = (
                    flip(roles, role),
                    acquired,
                )
                yield f"{state_id}: {permission}: {role}", mutant
            mutant = deepcopy_state(workflow, state_id)
            mutant.states[state_id].permissions[permission] = (roles, not acquired)
            yield f"{state_id}: {permission}: acquired", mutant
            mutant = deepcopy_state(workflow, state_id)
            del mutant.states[state_id].permissions[permission]
            yield f"{state_id}: {permission}: not managed", mutant


def deepcopy_state(workflow, state_id):
    """Give a copy of which one state can be changed; the whole one would take long."""
    states = {**workflow.states, state_id: deepcopy(workflow.states[state_id])}
    return definitions.Definition(**{**vars(workflow), "states": states})


def ways(workflow):
    """Yield mutants of the transitions: guard, target, trigger, origins."""
    for name, transition in workflow.transitions.items():
        for permission in (*workflow.permissions, *PERMISSIONS):
            if (permission,) != transition.guard.permissions:
                yield (
                    f"{name}: guarded by {permission}",
                    _guarded(workflow, name, permissions=(permission,)),
                )
        yield f"{name}: unguarded", _guarded(workflow, name, permissions=())
        for role in ROLES:
            yield f"{name}: role {role}", _guarded(workflow, name, roles=(role,))
        yield f"{name}: group", _guarded(workflow, name, groups=("Administrators",))
        other = "" if transition.guard.expression else "python:True"
        yield f"{name}: condition", _guarded(workflow, name, expression=other)
        for target in [*workflow.states, ""]:
            if target != transition.target:
                mutant = deepcopy(workflow)
                mutant.transitions[name].target = target
                yield f"{name}: to {target}", mutant
        mutant = deepcopy(workflow)
        is_user = transition.trigger == "USER"
        mutant.transitions[name].trigger = "AUTOMATIC" if is_user else "USER"
        yield f"{name}: trigger", mutant
        for state_id, state in workflow.states.items():
            mutant = deepcopy(workflow)
            mutant.states[state_id].transitions = tuple(set(state.transitions) ^ {name})
            yield f"{name}: from {state_id}", mutant
        mutant = deepcopy(workflow)
        del mutant.transitions[name]
        yield f"{name}: gone", mutant


def _guarded(workflow, name: str, **changes):
    mutant = deepcopy(workflow)
    for key, value in changes.items():
        setattr(mutant.transitions[name].guard, key, value)
    return mutant


def rest(workflow):
    """Yield mutants of everything else."""
    for state_id in workflow.states:
        if state_id != workflow.initial:
            mutant = deepcopy(workflow)
            mutant.initial = state_id
            yield f"begins as {state_id}", mutant
    mutant = deepcopy(workflow)
    mutant.bypass = True
    yield "manager bypass", mutant
    for permission in workflow.permissions:
        mutant = deepcopy(workflow)
        mutant.permissions = tuple(set(workflow.permissions) - {permission})
        yield f"{permission} not managed", mutant
    for name, (value, guard) in workflow.variables.items():
        mutant = deepcopy(workflow)
        mutant.variables[name] = ("user/getId", guard)
        yield f"{name} names somebody", mutant
        mutant = deepcopy(workflow)
        mutant.variables[name] = (value, definitions.Guard(("View",)))
        yield f"{name} read by readers", mutant
    for name, (guard, states) in workflow.worklists.items():
        mutant = deepcopy(workflow)
        mutant.worklists[name] = (definitions.Guard(("View",)), states)
        yield f"{name} for readers", mutant
        mutant = deepcopy(workflow)
        mutant.worklists[name] = (guard, states | {"private"})
        yield f"{name} with private", mutant


@pytest.mark.parametrize("kind", [cells, ways, rest], ids=lambda kind: kind.__name__)
@pytest.mark.parametrize("workflow_id", definitions.WORKFLOWS)
def test_every_mutant_of_a_workflow_dies(workflow_id, kind, record_property):
    workflow = definitions.parse(workflow_id)
    assert survives(workflow_id, workflow), "the definition itself must pass"
    mutants = alive = 0
    names = []
    for name, mutant in kind(workflow):
        mutants += 1
        if survives(workflow_id, mutant):
            alive += 1
            names.append(name)
    record_property("mutants", mutants)
    assert mutants > 10
    assert not names, f"{alive} of {mutants} live: {names[:20]}"


def test_every_mutant_of_the_role_map_dies():
    rolemap = definitions.parse_rolemap()
    alive, mutants = [], 0
    for name, value in rolemap.items():
        changed = []
        if name == "roles":
            changed = [value - {role} for role in value] + [value | {"CoP Manager"}]
        else:
            roles, acquired = value
            changed = [(flip(roles, role), acquired) for role in ROLES]
            changed += [(roles, not acquired), None]
        for new in changed:
            mutants += 1
            mutant = {**rolemap, name: new}
            if new is None:
                del mutant[name]
            try:
                definitions.check_rolemap(mutant)
            except AssertionError:
                continue
            alive.append((name, new))
    assert mutants > 100
    assert alive == [], f"{len(alive)} of {mutants} live"
