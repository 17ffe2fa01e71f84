"""What our workflows give in each state, read from the definitions that we ship.

Not from the site's copy: whoever administers a site may change that one, and a type of
ours may be bound to another workflow altogether. Pure data, read once a process.
"""

from collections.abc import Iterable
from functools import cache
from leap.cop.core.audience import PRIVATE
from pathlib import Path
from xml.etree import ElementTree


COMMUNITY = "cop_community_workflow"
AUDIENCE = "cop_audience_workflow"
STORY = "cop_story_workflow"

#: Our types, and the chain that each is bound to. A medium goes as far as its holder.
CHAINS: dict[str, tuple[str, ...]] = {
    "leap.cop.Community": (COMMUNITY,),
    "leap.cop.Story": (STORY,),
    "leap.cop.Agreement": (COMMUNITY,),
    "leap.cop.TopicRound": (AUDIENCE,),
    "leap.cop.Meeting": (AUDIENCE,),
    "leap.cop.File": (),
    "leap.cop.Image": (),
    "leap.cop.Link": (),
}

#: Their behaviors, whatever else somebody switches on.
BEHAVIORS: dict[str, tuple[str, ...]] = {
    name: ("plone.basic",) for name in CHAINS if name != "leap.cop.Community"
} | {"leap.cop.Community": ("plone.basic", "plone.namefromtitle")}

#: Whose content stays whatever else is unknown.
KEEPERS = {
    STORY: "CoP Teller",
    COMMUNITY: "CoP Facilitator",
    AUDIENCE: "CoP Facilitator",
}

_PROFILE = Path(__file__).parent.parent / "profiles" / "default"

#: For each state the roles of each permission; nothing is acquired.
Table = dict[str, dict[str, frozenset[str]]]


@cache
def table(workflow: str) -> Table:
    """Return what a workflow of ours gives: roles by state and permission."""
    path = _PROFILE / "workflows" / workflow / "definition.xml"
    root = ElementTree.parse(path).getroot()
    return {
        state.attrib["state_id"]: {
            row.attrib["name"]: frozenset(role.text or "" for role in row)
            for row in state.findall("permission-map")
        }
        for state in root.findall("state")
    }


@cache
def type_property(portal_type: str, name: str) -> str:
    """Return a property of a type as we ship it."""
    root = ElementTree.parse(_PROFILE / "types" / f"{portal_type}.xml").getroot()
    found = root.find(f"property[@name='{name}']")
    return "" if found is None else found.text or ""


def permissions(workflow: str) -> Iterable[str]:
    """Return the permissions that a workflow of ours manages."""
    return table(workflow)[PRIVATE].keys()


def closed(workflow: str, permission: str) -> frozenset[str]:
    """Return who may where nothing else is known: the teller, or facilitators, alone.

    No more than they may in `private`.
    """
    return table(workflow)[PRIVATE].get(permission, frozenset()) & {KEEPERS[workflow]}
