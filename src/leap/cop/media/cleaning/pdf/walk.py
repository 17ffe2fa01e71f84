"""The walk over a PDF: from its pages and its catalog to all that they need.

Each object is met as a type, and keeps the keys that `table.py` names for that type, if
their values are what it says. Everything else is let go; what nothing points at any
more is not written. An object that is met as two types keeps what both may have.
"""

from collections import deque
from collections.abc import Iterator
from decimal import Decimal
from leap.cop.media.cleaning import table
from leap.cop.media.cleaning.kinds import NotTaken
from leap.cop.media.cleaning.pdf.places import called
from leap.cop.media.cleaning.pdf.streams import PACKING
from leap.cop.media.cleaning.pdf.streams import Streams
from leap.cop.media.cleaning.pdf.table import TABLE
from pikepdf import Array
from pikepdf import Dictionary
from pikepdf import Name
from pikepdf import Object
from pikepdf import Stream
from pikepdf import String
from typing import Any


#: Objects that are looked at, at most: a book of a thousand tagged pages has fewer.
MAX_OBJECTS = 500_000

#: How deep structure elements stand in each other, at most.
MAX_DEPTH = 200

#: Types that are streams, and those that may be one.
_STREAMS = frozenset(("XObject", "Content", "FontFile", "CMap", "Data", "Profile"))
_MAYBE = frozenset(("Function", "Shading", "Pattern"))

#: How to know an object of a type where several could stand: a key, and its values.
_MARKS: dict[str, tuple[str, tuple[str, ...]]] = {
    "XObject": ("/Subtype", ("/Form", "/Image")),
    "PageTree": ("/Kids", ()),
    "Link": ("/Subtype", ("/Link",)),
    "Action": ("/S", ("/GoTo", "/URI", "/Named")),
    "Outlines": ("/First", ()),
    "Bookmark": ("/Title", ()),
    "Function": ("/FunctionType", ()),
    "Profile": ("/N", ()),
    "Marked": ("/MCID", ()),
    "Object": ("/Obj", ()),
    "StructElem": ("/S", ()),
    "Layer": ("/Type", ("/OCG", "/OCMD")),
}

#: A type that is looked through last, when all that it points at is known.
_LAST = "ParentTree"

_TURNS = ("/NextPage", "/PrevPage", "/FirstPage", "/LastPage")
_ADDRESSES = ("http://", "https://", "mailto:")


class _Gone:
    """What is said of a value that does not stay."""


_GONE = _Gone()


def _types() -> tuple[dict[str, dict[str, str]], dict[str, str]]:
    """Return the keys of each type, and what stands for several."""
    types: dict[str, dict[str, str]] = {}
    several: dict[str, str] = {}
    for line in table.named(TABLE, "kept"):
        name, colon, said = line.partition(":")
        if not colon:
            name, _is, said = line.partition(" = ")
            several[name] = said
            continue
        types[name] = dict(_keys(said))
    return types, several


def _keys(said: str) -> Iterator[tuple[str, str]]:
    for group in filter(None, said.split(";")):
        keys, _is, value = group.partition("=")
        for key in keys.split():
            yield f"/{key}", value.strip()


_TYPES, _SEVERAL = _types()


class Walk:
    """One walk over one document."""

    def __init__(self, places: dict[bytes, Array], streams: Streams) -> None:
        """Begin a walk.

        :param places: what links call the places that they lead to.
        :param streams: those that were measured already, and take in the others.
        """
        self.places = places
        self.streams = streams
        self._met: set[tuple[Any, str]] = set()
        self._waiting: deque[tuple[Object, str]] = deque()
        self._lists: dict[tuple[int, int], bool] = {}

    def on(self) -> None:
        """Walk through all that was met, and through what it needs."""
        while self._waiting:
            self._look_through(*self._waiting.pop())

    def is_kept(self, found: Any, kind: str) -> bool:
        """Tell whether an object was met as a type."""
        return isinstance(found, Object) and (found.objgen, kind) in self._met

    def meet(self, found: Object, kind: str) -> None:
        """Meet an object as a type: it waits until the walk comes to it."""
        if found.is_indirect and not self._is_new(found, kind):
            return
        (self._waiting.appendleft if kind == _LAST else self._waiting.append)(
            (found, kind)
        )

    def _is_new(self, found: Object, kind: str) -> bool:
        what = (found.objgen, kind)
        if what in self._met:
            return False
        if len(self._met) >= MAX_OBJECTS:
            raise NotTaken("heavy")
        self._met.add(what)
        return True

    def _look_through(self, found: Object, kind: str) -> None:
        keys = _TYPES[kind]
        packed = PACKING if isinstance(found, Stream) else ()
        for name in list(found.keys()):
            if name not in packed:
                self._settle(found, name, keys.get(name))
        if isinstance(found, Stream):
            self.streams.settle(found, kind)

    def _settle(self, found: Object, name: str, wanted: str | None) -> None:
        value = found[name]
        kept = self._kept(value, wanted) if wanted else _GONE
        if isinstance(kept, _Gone):
            del found[name]
        elif kept is not value:
            found[name] = kept

    def _kept(self, value: Any, wanted: str) -> Any:
        """Return what stays of a value, itself as a rule, or `_GONE`."""
        if wanted.startswith("{"):
            return self._named(value, wanted)
        if wanted.startswith("("):
            begins = isinstance(value, Array) and len(value)
            if not begins or not isinstance(value[0], Name):
                return _GONE
            wanted = f"[{wanted[1:]}"
        if wanted.startswith("["):
            if isinstance(value, Array):
                return self._listed(value, wanted)
            wanted = wanted[1:]
        for one in wanted.split("|"):
            kept = self._as(value, one)
            if not isinstance(kept, _Gone):
                return kept
        return _GONE

    def _as(self, value: Any, one: str) -> Any:
        if one in _SEVERAL:
            return self._kept(value, _SEVERAL[one])
        if one.startswith("@"):
            return value if self.is_kept(value, one[1:]) else _GONE
        if one[0].islower():
            return getattr(self, f"_{one}")(value)
        if not self._is_a(value, one):
            return _GONE
        self.meet(value, one)
        return value

    def _is_a(self, value: Any, kind: str) -> bool:
        if isinstance(value, Stream):
            fits = kind in _STREAMS or kind in _MAYBE
        else:
            fits = isinstance(value, Dictionary) and kind not in _STREAMS
        if not fits or kind not in _MARKS:
            return fits
        key, values = _MARKS[kind]
        return key in value and (not values or str(value[key]) in values)

    def _named(self, value: Any, wanted: str) -> Any:
        if not isinstance(value, Dictionary):
            return _GONE
        if not value.is_indirect or self._is_new(value, wanted):
            for name in list(value.keys()):
                self._settle(value, name, wanted[1:])
        return value

    def _listed(self, value: Array, wanted: str) -> Array:
        """Return a list with what stays of it.

        Where plain values stand among others, each place has its meaning, and an empty
        one stays empty.
        """
        if value.is_indirect and not self._is_new(value, wanted):
            return value
        kept = [self._kept(item, wanted) for item in value]
        if any(isinstance(item, _Gone) for item in kept):
            if "plain" in wanted:
                kept = [None if isinstance(item, _Gone) else item for item in kept]
            else:
                kept = [item for item in kept if not isinstance(item, _Gone)]
            while len(value):
                del value[-1]
            value.extend(kept)
        return value

    # What is no object of a type

    def _plain(self, value: Any) -> Any:
        return value if self._is_plain(value) else _GONE

    def _is_plain(self, value: Any, depth: int = 0) -> bool:
        if not isinstance(value, Array):
            return value is None or isinstance(value, (int, float, Decimal, Name))
        if depth > MAX_DEPTH:
            return False
        if not value.is_indirect:
            return all(self._is_plain(item, depth + 1) for item in value)
        if value.objgen not in self._lists:
            # A list that stands in itself is not plain.
            self._lists[value.objgen] = False
            plain = all(self._is_plain(item, depth + 1) for item in value)
            self._lists[value.objgen] = plain
        return self._lists[value.objgen]

    def _text(self, value: Any) -> Any:
        return value if isinstance(value, String) else _GONE

    def _turn(self, value: Any) -> Any:
        fits = isinstance(value, Name) and str(value) in _TURNS
        return value if fits else _GONE

    def _address(self, value: Any) -> Any:
        said = str(value).strip().lower() if isinstance(value, String) else ""
        return value if said.startswith(_ADDRESSES) else _GONE

    def _dest(self, value: Any) -> Any:
        """Return a place as the list that says where it is."""
        if isinstance(value, (Name, String)):
            value = self.places.get(called(value))
        if not isinstance(value, Array) or not len(value):
            return _GONE
        page, *how = value
        if not isinstance(page, int) and not self.is_kept(page, "Page"):
            return _GONE
        return Array([page, *how]) if all(map(self._is_plain, how)) else _GONE

    # Structure: what speaks of pages that are gone goes with them

    def prune(self, root: Any) -> None:
        """Drop the structure elements of what is no part of the document any more.

        The others are met.
        """
        if not isinstance(root, Dictionary):
            return
        self.meet(root, "StructTree")
        self._prune_kids(root, None, 0, set())

    def _prune_kids(
        self, element: Object, page: bool | None, depth: int, met: set
    ) -> bool:
        """Prune what stands in an element, and tell whether anything is left."""
        if depth > MAX_DEPTH:
            raise NotTaken("heavy")
        kids = element.get("/K")
        if kids is None:
            return page is not False
        if not isinstance(kids, Array):
            kids = Array([kids])
        kept = [kid for kid in kids if self._stays(kid, page, depth + 1, met)]
        element["/K"] = Array(kept)
        return bool(kept) or not len(kids)

    def _stays(self, kid: Any, page: bool | None, depth: int, met: set) -> bool:
        if isinstance(kid, int):
            return page is not False
        if not isinstance(kid, Dictionary):
            return False
        if "/Pg" in kid:
            page = self.is_kept(kid["/Pg"], "Page")
        if "/Obj" in kid:
            target = kid["/Obj"]
            return self.is_kept(target, "Link") or self.is_kept(target, "XObject")
        if "/MCID" in kid:
            return page is not False
        if kid.is_indirect:
            if kid.objgen in met:
                return False
            met.add(kid.objgen)
        if "/S" not in kid or not self._prune_kids(kid, page, depth, met):
            return False
        self.meet(kid, "StructElem")
        return True
