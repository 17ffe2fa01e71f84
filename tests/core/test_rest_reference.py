"""The reference names each key that a service takes, and none that it does not take.

For services that say with a schema what they take; the others are not asked.
"""

from collections import defaultdict
from leap.cop.core.services import CopService
from pathlib import Path
from tests.exposure import registered
from zope.interface.interface import InterfaceClass
from zope.schema import getFieldsInOrder

import pytest
import re


REFERENCE = Path(__file__).parents[2] / "docs/reference/rest.md"

#: In the reference under another heading than the service's own name.
HEADINGS = {
    "@concerns": ("Something went wrong", "Concerns at the site"),
    "@workflow": ("Move a community", "Move a story"),
}

#: A call with what it takes: a method, what follows its name, and keys in braces.
CALL = re.compile(r"`(?:(?P<method>[A-Z]+) )?[^`{]*{(?P<keys>[^`}]*)}`")


def schemas_of(factory: type) -> list[InterfaceClass]:
    """Return the schemas that a service takes, for each path."""
    found = []
    for params in ([], ["1"]):
        service = factory.__new__(factory)
        service.params = params
        if isinstance(takes := service.takes, InterfaceClass):
            found.append(takes)
    return list(dict.fromkeys(found))


def by_schema() -> dict[str, tuple[str, list[InterfaceClass]]]:
    """Return service name and schemas of each service that has some, by its label."""
    return {
        item.label: (item.name, found)
        for item in registered.own()
        if item.kind == "service"
        and issubclass(item.factory, CopService)
        and (found := schemas_of(item.factory))
    }


def said_about(name: str) -> str:
    """Return what stands in the reference under the headings of a service."""
    said = []
    for heading in HEADINGS.get(name, (f"`{name}`",)):
        _before, _mark, after = REFERENCE.read_text().partition(f"\n### {heading}\n")
        assert after, f"no heading for {name} in docs/reference/rest.md"
        said.append(re.split(r"\n##", after)[0])
    return "\n".join(said)


def keys_in(text: str, method: str) -> set[str]:
    """Return the keys of all calls with a method."""
    flat = " ".join(text.split())
    return {
        key.strip().removesuffix("?").strip('"')
        for call in CALL.finditer(flat)
        if call["method"] == method
        for part in call["keys"].split(",")
        for key in [part.partition(":")[0]]
    }


@pytest.fixture
def services(functional):
    return by_schema()


def test_there_are_some(services):
    assert "service PATCH IAgreement @clauses" in services
    assert "service POST community @concerns" in services


def test_every_key_is_said_and_no_other(services):
    found, taken = [], defaultdict(set)
    for label, (name, schemas) in services.items():
        # A round and a meeting have services of one name, under one heading.
        keys = {key for one in schemas for key, _field in getFieldsInOrder(one)}
        taken[name, label.split()[1]] |= keys
    for (name, method), keys in taken.items():
        text = said_about(name)
        if method == "GET":
            # Parts of an address.
            missing = [key for key in keys if f"?{key}=" not in text]
            found += [f"{name}: {key}" for key in missing]
        elif (said := keys_in(text, method)) != keys:
            found.append(f"{method} {name}: {sorted(said)} said, {sorted(keys)} taken")
    assert found == [], "\n".join(found)


def test_every_service_stands_there(functional):
    text = REFERENCE.read_text()
    names = {item.name for item in registered.own() if item.kind == "service"}
    assert [name for name in sorted(names) if name not in text] == []
