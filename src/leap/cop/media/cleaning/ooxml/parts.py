"""One part of an office document, by the table: what is content stays."""

from collections import Counter
from collections.abc import Callable
from collections.abc import Collection
from collections.abc import Iterable
from leap.cop.media.cleaning import archives
from leap.cop.media.cleaning.archives import Element
from leap.cop.media.cleaning.inside import is_a_file
from leap.cop.media.cleaning.inside import is_a_path
from leap.cop.media.cleaning.inside import tells_of_a_file
from leap.cop.media.cleaning.kinds import NotTaken
from leap.cop.media.cleaning.ooxml import fields as ooxml_fields
from leap.cop.media.cleaning.ooxml import formulas
from leap.cop.media.cleaning.ooxml import holds as ooxml_holds
from leap.cop.media.cleaning.ooxml.names import NAMESPACES
from leap.cop.media.cleaning.ooxml.table import POINTERS
from leap.cop.media.cleaning.ooxml.table import SOMEBODY
from leap.cop.media.cleaning.ooxml.table import TABLE
from leap.cop.media.cleaning.ooxml.table import UNWRAPPED
from leap.cop.media.cleaning.table import named

import functools
import re


_KEPT = named(TABLE, "kept") | named(TABLE, "changed")
_DROPPED = named(TABLE, "dropped")
_CHANGED = {
    name: value
    for name, sign, value in (found.partition("=") for found in named(TABLE, "changed"))
    if sign
}
#: The short names of the namespaces that are content.
_SHORT = {
    address: short
    for short, addresses in NAMESPACES.items()
    for address in addresses
    if not short or f"{short}:" in _KEPT
}
#: What is kept where there is no namespace.
_BARE = frozenset(name for name in _KEPT if name.startswith(":"))

#: Where addresses lead that are nobody's.
NOWHERE = "about:blank"
_ADDRESSES = ("http://", "https://", "mailto:", "#")
_ACTIONS = (
    *("ppaction://hlinksldjump", "ppaction://hlinkshowjump", "ppaction://media"),
    *("ppaction://customshow", "ppaction://noaction", "ppaction://ole"),
)

_PARAGRAPH = f"{{{NAMESPACES['w14'][0]}}}paraId"
_STAYS, _GOES, _OPENS = "stays", "goes", "opens"
_TEXTS = ("t", "delText", "instrText")
_BOUND_COMMENT = re.compile(r"tc=\{[0-9A-Fa-f-]{36}\}")


class Package:
    """What the parts of one document share while they are cleaned."""

    def __init__(self) -> None:
        self.persons: dict[str, str] = {}
        self.holds: Counter[str] = Counter()

    def person(self, number: str) -> str:
        """Return a number for a person that is the same all through the document."""
        neutral = f"{{00000000-0000-0000-0000-{len(self.persons) + 1:012d}}}"
        return self.persons.setdefault(number, neutral)


def address(target: str) -> str:
    """Return an address of the web, or nowhere for any other."""
    return target if target.lower().startswith(_ADDRESSES) else NOWHERE


def _place(target: str) -> str:
    """Return a place, or the words at a link, unless they are a way to a file."""
    return "" if is_a_path(target) else target


_RULES: dict[str, Callable[[str], str | None]] = {
    "<name>": lambda value: "Picture" if tells_of_a_file(value) else value,
    "<words>": lambda value: "" if is_a_file(value) else value,
    "<link>": address,
    "<place>": _place,
    "<formula>": lambda value: "" if formulas.looks_elsewhere(value) else value,
    "<action>": lambda value: value if value.startswith(_ACTIONS) else None,
}


def parsed(data: bytes, kind: str) -> Element:
    """Return the root of a part.

    :raises NotTaken: for what is no XML, or too much of it.
    """
    if kind == "vmlDrawing":
        # Excel writes them so, which no other program can read.
        data = re.sub(rb"<br\s*>", b"<br/>", data)
    return archives.parse(data)


def clean_part(
    root: Element, kind: str, ids: Collection[str], package: Package
) -> bytes:
    """Return a part with what is content of it.

    :param root: what it is, as XML.
    :param kind: the kind of the relation that leads to it.
    :param ids: the relations of its own that stay.
    :raises NotTaken: for what is no part of such a document.
    """
    if _fate(root.tag) != _STAYS:
        raise NotTaken("damaged")
    ooxml_fields.clean(root)
    formulas.clean(root)
    _forget_authors(root)
    _take_out(root, _looked_at(root, kind, ids, package))
    _choose(root)
    _drop_empty_extensions(root)
    _forget_namespaces(root)
    package.holds.update(ooxml_holds.held(root, kind))
    return archives.serialize(root)


def _looked_at(
    root: Element, kind: str, ids: Collection[str], package: Package
) -> list:
    """Clean the attributes of all elements, and return those that go."""
    going = []
    for element in root.iter("*"):
        if _fate(element.tag) != _STAYS or (
            element.attrib and not _look_at(element, kind, ids, package)
        ):
            going.append(element)
    return going


def _look_at(
    element: Element, kind: str, ids: Collection[str], package: Package
) -> bool:
    """Clean the attributes of an element; false when it has nothing to point to."""
    points = True
    for name, value in element.items():
        rule = _rule(element.tag, name)
        if rule == _STAYS or (kind == "comments" and name == _PARAGRAPH):
            # An answer to a comment finds it by its number.
            continue
        if rule == "<relation>" and (not value or value in ids):
            continue
        changed = _changed(element, rule, value, package)
        if changed is None:
            del element.attrib[name]
            points = points and rule != "<relation>"
        elif changed != value:
            element.set(name, changed)
    return points or _short(element.tag) not in POINTERS


def _changed(element: Element, rule: str, value: str, package: Package) -> str | None:
    """Return what an attribute becomes; None when it goes."""
    if rule in (_GOES, "<relation>"):
        return None
    if rule == "<person>":
        return package.person(value)
    if rule == "<connection>":
        return f"Connection{element.get('id', '')}"
    if rule == "<prefixes>":
        known = [p for p in value.split() if element.nsmap.get(p) in _SHORT]
        return " ".join(known) or None
    if rule in _RULES:
        return _RULES[rule](value)
    return rule


@functools.lru_cache(maxsize=8192)
def _short(tag: str) -> str:
    """Return the name of an element as the table has it, or none."""
    address, _sign, name = tag.rpartition("}")
    prefix = _SHORT.get(address[1:])
    return "" if prefix is None else f"{prefix}:{name}"


@functools.lru_cache(maxsize=8192)
def _fate(tag: str) -> str:
    """Return whether an element stays, goes, or goes and leaves what it holds."""
    name = _short(tag)
    if name in UNWRAPPED:
        return _OPENS
    if name.startswith(":"):
        return _STAYS if name in _BARE else _GOES
    return _GOES if not name or name in _DROPPED else _STAYS


@functools.lru_cache(maxsize=16384)
def _rule(tag: str, name: str) -> str:
    """Return what becomes of an attribute: it stays, goes, or is changed by a rule."""
    element = _short(tag)
    prefix, _sign, local = element.partition(":")
    full = _short(name) if name.startswith("{") else f":{name}"
    if not full:
        return _GOES
    own, _sign, plain = full.partition(":")
    if own == "mc":
        return "<prefixes>" if plain in ("Ignorable", "MustUnderstand") else _GOES
    attribute = plain if own in ("", prefix) else full
    candidates = (
        f"{element}@{attribute}",
        f"{prefix}:*@{attribute}",
        f"*:{local}@{attribute}",
        f"*@{attribute}",
    )
    for candidate in candidates:
        if candidate in _CHANGED:
            return _CHANGED[candidate]
        if candidate in _DROPPED:
            return _GOES
    if own == "r":
        return "<relation>"
    if not prefix and f":*@{attribute}" not in _KEPT:
        return _GOES
    return _STAYS


def _take_out(root: Element, going: list) -> None:
    """Take elements out; words in them stay, and whatever stands behind them."""
    for element in going:
        parent = element.getparent()
        if parent is None:
            continue
        if _fate(element.tag) == _OPENS or _holds_words(element):
            for child in element:
                element.addprevious(child)
        take_out(element)


def take_out(element: Element) -> None:
    """Take an element out, and leave the words behind it, but for bare blanks."""
    if element.tail and not element.tail.strip():
        element.tail = None
    archives.drop(element)


def _holds_words(element: Element) -> bool:
    """Tell whether something that no office program knows is around known words."""
    if _short(element.tag):
        return False
    return any(
        _short(inner.tag).partition(":")[2] in _TEXTS for inner in element.iter("*")
    )


def _choose(root: Element) -> None:
    """Leave of a choice what is still whole, or what is there instead of it."""
    mc = f"{{{NAMESPACES['mc'][0]}}}"
    for choice in list(root.iter(f"{mc}Choice")):
        needed = choice.get("Requires", "").split()
        known = all(choice.nsmap.get(prefix) in _SHORT for prefix in needed)
        if not known or not len(choice):
            take_out(choice)
    for alternate in list(root.iter(f"{mc}AlternateContent")):
        if not len(alternate):
            take_out(alternate)


def _drop_empty_extensions(root: Element) -> None:
    for extension in list(root.iter("{*}ext")):
        if extension.get("uri") is not None and not len(extension):
            take_out(extension)
    for extensions in list(root.iter("{*}extLst")):
        if not len(extensions):
            take_out(extensions)


def _forget_namespaces(root: Element) -> None:
    """Forget what only programs go by, but for names that choices speak of."""
    archives.forget_namespaces(
        root,
        [
            prefix
            for prefix, address in root.nsmap.items()
            if prefix and address in _SHORT
        ]
        + [
            prefix
            for choice in root.iter(f"{{{NAMESPACES['mc'][0]}}}Choice")
            for prefix in choice.get("Requires", "").split()
        ],
    )


def _forget_authors(root: Element) -> None:
    """Forget who wrote a note on a cell; its words begin with the name, too."""
    for address in NAMESPACES["x"]:
        names = set()
        for author in root.iter(f"{{{address}}}author"):
            name = (author.text or "").strip()
            if name and not _BOUND_COMMENT.fullmatch(name):
                names.add(name)
                author.text = SOMEBODY
        names.discard(SOMEBODY)
        if names:
            _forget_names(root.iter(f"{{{address}}}t"), names)


def _forget_names(texts: Iterable[Element], names: set[str]) -> None:
    for element in texts:
        name, sign, rest = (element.text or "").partition(":")
        if name.strip() in names:
            element.text = f"{SOMEBODY}{sign or ':'}{rest}"
