"""A workflow as plain data, read from the profile or from a site, and what must hold.

The checks take that data and not a site, so that `test_mutations.py` can change one
cell of it and see whether somebody would notice.
"""

from dataclasses import dataclass
from dataclasses import field
from importlib.resources import files
from leap.cop.consent import rules
from lxml import etree

import re


ROLES = {
    "T": "CoP Teller",
    "M": "CoP Member",
    "W": "CoP Waiting",
    "F": "CoP Facilitator",
    "C": "CoP Candidate",
    "V": "CoP Reviewer",
    "A": "Authenticated",
    "MG": "Manager",
    "SA": "Site Administrator",
}

WORKFLOWS = ("cop_story_workflow", "cop_community_workflow", "cop_audience_workflow")

NOT_TELLER = "python:'CoP Teller' not in user.getRolesInContext(here)"
CONSENT = ("leap.cop: Give Consent",)
REVIEW = ("leap.cop: Review Story",)
HOLD = ("leap.cop: Hold Story",)
NOBODY = ("leap.cop: Revise Story",)
MODIFY = ("Modify portal content",)

#: Where a transition ends in the engine, for those that go on to another end.
FIRST_END = {"submit": "pending", "return": "private", "retract": "community"}

#: Transition to its permissions, its condition and whether a person makes it.
GUARDS = {
    "cop_story_workflow": {
        "share": (CONSENT, "", "USER"),
        "submit": (CONSENT, "", "USER"),
        "approve": (REVIEW, NOT_TELLER, "USER"),
        "return": (REVIEW, NOT_TELLER, "USER"),
        "retract": (CONSENT, "", "USER"),
        "withdraw": (CONSENT, "", "USER"),
        "take_down": (HOLD, NOT_TELLER, "USER"),
        "revise": (NOBODY, "", "AUTOMATIC"),
        "settle_private": (NOBODY, "", "AUTOMATIC"),
        "settle_community": (NOBODY, "", "AUTOMATIC"),
        "settle_community_pending": (NOBODY, "", "AUTOMATIC"),
    },
    "cop_community_workflow": dict.fromkeys(
        ("share", "publish", "retract", "hide"), (MODIFY, "", "USER")
    ),
    "cop_audience_workflow": dict.fromkeys(
        ("share", "publish", "retract", "hide"), (MODIFY, "", "USER")
    ),
}

#: Variable to its value and the permission that reads it.
VARIABLES = {
    "action": ("transition/getId|nothing", ()),
    "actor": ("string:", ()),
    "comments": ("string:", ()),
    "review_history": ("state_change/getHistory", None),
    "time": ("state_change/getDateTime", ()),
}
READS_HISTORY = {
    "cop_story_workflow": ("leap.cop: Read Review",),
    "cop_community_workflow": MODIFY,
    "cop_audience_workflow": MODIFY,
}


@dataclass
class Guard:
    permissions: tuple = ()
    roles: tuple = ()
    groups: tuple = ()
    expression: str = ""


@dataclass
class Transition:
    target: str
    trigger: str
    guard: Guard


@dataclass
class State:
    #: Permission to (roles, whether it is acquired).
    permissions: dict = field(default_factory=dict)
    transitions: tuple = ()


@dataclass
class Definition:
    initial: str
    bypass: bool
    permissions: tuple
    states: dict
    transitions: dict
    variables: dict
    worklists: dict


def _guard(node) -> Guard:
    found = node.find("guard")
    if found is None:
        return Guard()

    def texts(name):
        return tuple(one.text or "" for one in found.iter(f"guard-{name}"))

    return Guard(
        texts("permission"), texts("role"), texts("group"), "".join(texts("expression"))
    )


def parse(workflow_id: str) -> Definition:
    """Return what the profile says."""
    path = files("leap.cop") / "profiles/default/workflows" / workflow_id
    root = etree.fromstring((path / "definition.xml").read_bytes())
    states = {
        node.get("state_id"): State(
            {
                one.get("name"): (
                    frozenset(role.text for role in one.iter("permission-role")),
                    one.get("acquired") != "False",
                )
                for one in node.iter("permission-map")
            },
            tuple(one.get("transition_id") for one in node.iter("exit-transition")),
        )
        for node in root.findall("state")
    }
    transitions = {
        node.get("transition_id"): Transition(
            node.get("new_state"), node.get("trigger"), _guard(node)
        )
        for node in root.findall("transition")
    }
    variables = {
        node.get("variable_id"): (
            "".join(one.text or "" for one in node.iter("expression")),
            _guard(node),
        )
        for node in root.findall("variable")
    }
    return Definition(
        initial=root.get("initial_state"),
        bypass=root.get("manager_bypass") != "False",
        permissions=tuple(one.text for one in root.findall("permission")),
        states=states,
        transitions=transitions,
        variables=variables,
        worklists={
            node.get("worklist_id"): (
                _guard(node),
                frozenset(node.find("match").get("values").split(";")),
            )
            for node in root.findall("worklist")
        },
    )


def tables(workflow_id: str) -> list[list[list[str]]]:
    """Return the tables of a specification: a list of lists of rows of cells."""
    path = files("leap.cop") / "profiles/default/workflows" / workflow_id
    found, rows = [], []
    for line in (path / "specification.md").read_text().splitlines():
        if line.startswith("|"):
            rows.append([cell.strip() for cell in line.strip("|").split("|")])
        elif rows:
            found.append([rows[0], *rows[2:]])
            rows = []
    return found


def _origins(workflow: Definition, name: str) -> set:
    return {key for key, one in workflow.states.items() if name in one.transitions}


# What must hold


def check_permissions(workflow_id: str, workflow: Definition) -> None:
    """Each cell is what the specification says, and nothing is acquired."""
    header, *rows = tables(workflow_id)[0]
    assert set(header[1:]) == set(workflow.states)
    assert {row[0] for row in rows} == set(workflow.permissions)
    assert workflow.initial == "private" and not workflow.bypass
    for permission, *cells in rows:
        for state_id, cell in zip(header[1:], cells, strict=True):
            roles, acquired = workflow.states[state_id].permissions[permission]
            assert not acquired, (permission, state_id)
            expected = {ROLES[short] for short in cell.split() if short != "-"}
            assert roles == expected, (permission, state_id)


def check_view_and_access(workflow_id: str, workflow: Definition) -> None:
    """The catalog filters on the one, pages on the other."""
    for state in workflow.states.values():
        roles = state.permissions
        assert roles["View"] == roles["Access contents information"]


def check_transitions(workflow_id: str, workflow: Definition) -> None:
    """Each transition starts, ends and asks as specified."""
    _header, *rows = tables(workflow_id)[1]
    wanted: dict[str, set] = {}
    ends: dict[str, set] = {}
    for name, origins, target, _who in rows:
        wanted.setdefault(name, set()).update(re.split(r",\s*", origins))
        ends.setdefault(name, set()).add(target)
    guards = GUARDS[workflow_id]
    assert set(workflow.transitions) == set(guards)
    for name, transition in workflow.transitions.items():
        permissions, expression, trigger = guards[name]
        guard = transition.guard
        assert guard == Guard(permissions, (), (), expression), name
        assert transition.trigger == trigger, name
        origins = {
            key for key, one in workflow.states.items() if name in one.transitions
        }
        if name.startswith("settle_"):
            assert (origins, transition.target) == (set(), name[len("settle_") :])
            continue
        assert origins == wanted[name], name
        assert transition.target in ends[name], name
        if len(ends[name]) > 1:
            assert transition.target == FIRST_END[name], name
        for other in ends[name] - {transition.target}:
            assert f"settle_{other}" in workflow.transitions, name


def check_moves(workflow_id: str, workflow: Definition) -> None:
    """The engine fits the rules that the domain goes by."""
    if workflow_id != "cop_story_workflow":
        return
    for name, move in rules.MOVES.items():
        origins = {
            key for key, one in workflow.states.items() if name in one.transitions
        }
        assert origins == set(move.origins), name
        finals = set(move.origins.values())
        assert workflow.transitions[name].target in finals, name
        for final in finals - {workflow.transitions[name].target}:
            assert f"settle_{final}" in workflow.transitions, name


def check_variables(workflow_id: str, workflow: Definition) -> None:
    """The history names nobody, gives no reasons, and is read by those who may."""
    assert set(workflow.variables) == set(VARIABLES)
    for name, (value, permissions) in VARIABLES.items():
        if permissions is None:
            permissions = READS_HISTORY[workflow_id]
        assert workflow.variables[name] == (value, Guard(permissions)), name


def check_worklists(workflow_id: str, workflow: Definition) -> None:
    """Reviewers find what waits, and nothing else."""
    expected = {
        "cop_stories_to_review": (
            Guard(REVIEW),
            frozenset({"pending", "community_pending"}),
        )
    }
    is_story = workflow_id == "cop_story_workflow"
    assert workflow.worklists == (expected if is_story else {})


CHECKS = (
    check_permissions,
    check_view_and_access,
    check_transitions,
    check_moves,
    check_variables,
    check_worklists,
)


# The permissions of the site

#: Permission to the roles that hold it on the site itself; nothing is acquired.
ROLEMAP = {
    "leap.cop: Add Agreement": set(),
    "leap.cop: Add Community": {"Manager", "Site Administrator"},
    "leap.cop: Add Meeting": set(),
    "leap.cop: Add Round": set(),
    "leap.cop: Add Story": set(),
    "leap.cop: Answer Agreement": set(),
    "leap.cop: Browse Stories": {"Authenticated"},
    "leap.cop: Cast Ballot": set(),
    "leap.cop: Change Meeting": set(),
    "leap.cop: Change Topic": set(),
    "leap.cop: Enact Agreement": set(),
    "leap.cop: File Application": {"Authenticated"},
    "leap.cop: Give Consent": set(),
    "leap.cop: Group Topics": set(),
    "leap.cop: Hold Story": set(),
    "leap.cop: Leave Community": {
        "CoP Candidate",
        "CoP Facilitator",
        "CoP Member",
        "CoP Reviewer",
        "CoP Waiting",
        "Manager",
        "Site Administrator",
    },
    "leap.cop: Manage Members": set(),
    "leap.cop: Manage Settings": {"Manager", "Site Administrator"},
    "leap.cop: Move Story": set(),
    "leap.cop: Raise Concern": set(),
    "leap.cop: Raise Topic": set(),
    "leap.cop: Read Review": set(),
    "leap.cop: Respond To Story": set(),
    "leap.cop: Review Story": set(),
    "leap.cop: Revise Story": set(),
    "leap.cop: Say Something": {
        "CoP Candidate",
        "CoP Facilitator",
        "CoP Member",
        "CoP Waiting",
    },
    "leap.cop: Take Part In Meeting": set(),
    "leap.cop: Verify Ledger": {"Manager", "Site Administrator"},
    "leap.cop: View Meeting Insides": set(),
    "leap.cop: View Members": set(),
    "leap.cop: Write Clause": set(),
    "leap.cop: Write Note": set(),
}
OUR_ROLES = {
    "CoP Candidate",
    "CoP Facilitator",
    "CoP Member",
    "CoP Reviewer",
    "CoP Teller",
    "CoP Waiting",
}


def parse_rolemap() -> dict:
    """Return what the profile says: `roles`, and permission to (roles, acquired)."""
    path = files("leap.cop") / "profiles/default/rolemap.xml"
    root = etree.fromstring(path.read_bytes())
    found: dict = {"roles": {node.get("name") for node in root.find("roles")}}
    for node in root.find("permissions"):
        found[node.get("name")] = (
            frozenset(role.get("name") for role in node.iter("role")),
            node.get("acquire") != "False",
        )
    return found


def check_rolemap(rolemap: dict) -> None:
    """Each line is as declared here."""
    assert rolemap["roles"] == OUR_ROLES
    expected = {name: (frozenset(roles), False) for name, roles in ROLEMAP.items()}
    assert {k: v for k, v in rolemap.items() if k != "roles"} == expected
