"""Rooms look downwards in ZCML and in templates as well, where no import is seen.

The floors are import-linter's own, read from `pyproject.toml`. An arrow goes from the
file that names something to the room that has it: a class, a handler or an interface in
ZCML, a page in a template.
"""

from pathlib import Path

import pytest
import re
import tomllib


ROOT = Path(__file__).parents[2]
HOUSE = ROOT / "src" / "leap" / "cop"

#: Attributes of ZCML that name something of a module.
NAMING = re.compile(
    r"\b(?:factory|handler|class|component|for|provides"
    r'|names|GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)="([^"]*)"'
)

#: The name of a page as a template asks for it.
PAGE = re.compile(r"(?:@@|context/|here/)([a-z][a-z-]+-[a-z-]+|cop_[a-z_]+)")

#: Where each page of ours is registered.
REGISTERED = re.compile(r"<(?:browser|cop):page\s[^>]*?\bname=\"([^\"]+)\"", re.S)


def contracts() -> dict[str, list[list[str]]]:
    """Return the floors of each container, the highest first."""
    told = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    found = {}
    for contract in told["tool"]["importlinter"]["contracts"]:
        if contract["type"] == "layers":
            floors = [layer.split(" | ") for layer in contract["layers"]]
            found[contract["containers"][0]] = floors
    return found


def floor_of(floors: list[list[str]], dotted: str) -> int | None:
    """Return on which floor something stands, counted from above; None for nowhere."""
    for number, rooms in enumerate(floors):
        if dotted.partition(".")[0] in rooms:
            return number
    return None


def dotted(path: Path) -> str:
    return ".".join(["leap.cop", *path.relative_to(HOUSE).parts])


def named_in(path: Path) -> set[str]:
    """Return the full names of what a ZCML file names of ours."""
    text = re.sub(r"<!--.*?-->", "", path.read_text(encoding="utf-8"), flags=re.S)
    package = dotted(path.parent)
    found = set()
    for value in NAMING.findall(text):
        for name in value.split():
            full = package + name if name.startswith(".") else name
            if full.startswith("leap.cop."):
                found.add(full)
    return found


def pages() -> dict[str, set[str]]:
    """Return the packages in which each page is registered."""
    found: dict[str, set[str]] = {}
    for path in HOUSE.rglob("*.zcml"):
        for name in REGISTERED.findall(path.read_text(encoding="utf-8")):
            found.setdefault(name, set()).add(dotted(path.parent))
    return found


def arrows() -> list[tuple[str, str]]:
    """Return what points where, without imports."""
    found = []
    for path in sorted(HOUSE.rglob("*.zcml")):
        found += [(dotted(path.parent), name) for name in sorted(named_in(path))]
    registered = pages()
    for path in sorted(HOUSE.rglob("*.pt")):
        for name in set(PAGE.findall(path.read_text(encoding="utf-8"))):
            homes = registered.get(name, set())
            if len(homes) == 1:
                found.append((dotted(path.parent), *homes))
    return found


@pytest.mark.parametrize("container", contracts())
def test_nothing_points_up(container):
    floors = contracts()[container]
    up = []
    for source, target in arrows():
        if not (source.startswith(container + ".") and target.startswith(container)):
            continue
        here = floor_of(floors, source.removeprefix(container + "."))
        there = floor_of(floors, target.removeprefix(container + "."))
        if here is not None and there is not None and there < here:
            up.append(f"{source} -> {target}")
    assert not up


def test_an_arrow_up_would_be_seen():
    floors = [["telling", "sharing"], ["library"]]
    assert floor_of(floors, "sharing.views.share.ShareView") == 0
    assert floor_of(floors, "library.library") == 1
    assert floor_of(floors, "content.Story") is None
    assert len([name for name in arrows() if name[1].endswith(".content.IStory")]) > 5
    assert any(name.endswith(".services.RecordGet") for _, name in arrows())
    assert pages()["board"] == {"leap.cop.topic"}
