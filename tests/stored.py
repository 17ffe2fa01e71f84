"""What is stored, walked object by object: where a word stands, which classes do."""

from BTrees.OOBTree import OOTreeSet
from collections.abc import Iterator
from collections.abc import Mapping
from io import BytesIO
from persistent import Persistent
from zope.annotation.interfaces import IAnnotations

import pickletools


#: Modules whose classes stay where they are, by their last name.
FOR_STORED = ("records", "content")

#: Plone keeps these by name: a layer, settings, and what marks a form.
ELSEWHERE = frozenset(
    {
        "leap.cop.controlpanel.interfaces.ICopSettings",
        "leap.cop.core.interfaces.IBrowserLayer",
        "leap.cop.recruitment.forms.interfaces.IFormInCommunity",
    }
)


def classes_in(data: bytes) -> set[str]:
    """Return the paths of the classes that a stored object names."""
    found, stream = set(), BytesIO(data)
    while stream.tell() < len(data):
        for opcode, argument, _at in pickletools.genops(stream):
            if opcode.name == "GLOBAL":
                found.add(argument.replace(" ", "."))
            assert opcode.name != "STACK_GLOBAL", "not read here"
    return found


def out_of_place(paths: set[str]) -> set[str]:
    """Return the classes of ours that would be lost if their module moved."""
    ours = {path for path in paths if path.startswith("leap.cop.")} - ELSEWHERE
    return {path for path in ours if path.split(".")[-2] not in FOR_STORED}


def _parts(value, path: str) -> Iterator[tuple]:
    """Return what a value is made of, each part with the way to it."""
    if isinstance(value, Mapping) or hasattr(value, "iteritems"):
        for key, kept in value.items():
            yield f"{path}[key]", key
            yield f"{path}[{key}]", kept
    elif isinstance(value, (list, tuple, set, frozenset, OOTreeSet)):
        for number, kept in enumerate(value):
            yield f"{path}[{number}]", kept
    elif hasattr(value, "__dict__"):
        if isinstance(value, Persistent):
            value._p_activate()
        # What is around it is walked for itself.
        for name in vars(value).keys() - {"__parent__"}:
            yield f"{path}.{name}", vars(value)[name]


def strings(value, path: str = "", seen: set | None = None) -> Iterator[tuple]:
    """Return every text below a value, keys included, with the way to it."""
    seen = set() if seen is None else seen
    if isinstance(value, str):
        yield path, value
    elif id(value) not in seen:
        seen.add(id(value))
        for way, part in list(_parts(value, path)):
            yield from strings(part, way, seen)


def standing_in(portal, word: str) -> list[str]:
    """Return where a text stands in what is ours: communities, and on the portal."""
    found = []
    kept = IAnnotations(portal)
    for key in kept:
        if key.startswith("leap.cop"):
            found += [way for way, text in strings(kept[key], key) if text == word]
    for community in portal.objectValues():
        if community.portal_type == "leap.cop.Community":
            base = community.aq_base
            found += [way for way, text in strings(base, "community") if text == word]
    return sorted(set(found))
