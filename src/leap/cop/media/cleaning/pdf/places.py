"""The places that a document gives names to, for links that lead there."""

from leap.cop.media.cleaning.kinds import NotTaken
from pikepdf import Array
from pikepdf import Dictionary
from pikepdf import Name
from pikepdf import Object
from pikepdf import Pdf
from pikepdf import String
from typing import Any

import re


#: Nodes of a tree of names that are looked at, at most.
MAX_NODES = 100_000


def of(pdf: Pdf) -> dict[bytes, Array]:
    """Return the places of a document, by what they are called."""
    found: dict[bytes, Array] = {}
    old, names = pdf.Root.get("/Dests"), pdf.Root.get("/Names")
    if isinstance(old, Dictionary):
        for name, place in old.items():
            _put(found, called(Name(name)), place)
    if isinstance(names, Dictionary) and isinstance(names.get("/Dests"), Dictionary):
        _from_tree(found, names["/Dests"])
    return found


def called(value: Name | String) -> bytes:
    """Return what a place is called, said as a name or as a string."""
    if isinstance(value, String):
        return bytes(value)
    # A name is written with its odd letters as numbers.
    return re.sub(
        rb"#([0-9a-fA-F]{2})",
        lambda found: bytes([int(found[1], 16)]),
        str(value)[1:].encode(),
    )


def _put(found: dict[bytes, Array], name: bytes, place: Any) -> None:
    if isinstance(place, Dictionary):
        place = place.get("/D")
    if isinstance(place, Array):
        found[name] = place


def _from_tree(found: dict[bytes, Array], root: Object) -> None:
    waiting, met = [root], 0
    while waiting:
        node = waiting.pop()
        met += 1
        if met > MAX_NODES:
            raise NotTaken("heavy")
        if not isinstance(node, Dictionary):
            continue
        waiting += list(node.get("/Kids", ()))
        pairs = list(node.get("/Names", ()))
        for name, place in zip(pairs[::2], pairs[1::2], strict=False):
            if isinstance(name, String):
                _put(found, bytes(name), place)
