"""The content of an OpenDocument file: what is known stays, the rest goes.

One walk from the root. An element is dropped, becomes the words inside of it, or stays
with those of its attributes that are known; the words around it stay in any case.
"""

from base64 import b64decode
from base64 import b64encode
from collections.abc import Callable
from collections.abc import Iterator
from leap.cop.media.cleaning.archives import add_words
from leap.cop.media.cleaning.archives import drop
from leap.cop.media.cleaning.archives import Element
from leap.cop.media.cleaning.inside import is_a_file
from leap.cop.media.cleaning.inside import is_a_path
from leap.cop.media.cleaning.inside import tells_of_a_file
from leap.cop.media.cleaning.kinds import NotTaken
from leap.cop.media.cleaning.odf import table as odf_table
from leap.cop.media.cleaning.odf.names import clark
from leap.cop.media.cleaning.odf.names import NAMESPACES
from lxml import etree

import binascii
import re


KEPT = "kept"
WORDS = "words"
GONE = "gone"

#: Gives whether a reference leads to something inside that is kept.
Inside = Callable[[str], bool]
#: Gives bytes that stand in the text of an element, cleaned.
Member = Callable[[bytes], bytes]

HREF = clark("xlink:href")
NAME = clark("draw:name")
FILL = clark("draw:fill-image-name")
_PICTURE_OF_BUTTON = clark("form:image-data")
#: Attributes that lead to parts.
LEADING = (HREF, _PICTURE_OF_BUTTON)
_FORMULA = f"{{{NAMESPACES['math']}}}"
_XFORMS = f"{{{NAMESPACES['xforms']}}}"

#: Elements that are nothing without what they lead to.
_HOLDERS = frozenset(
    clark(name)
    for name in (
        "draw:image",
        "draw:object",
        "draw:object-ole",
        "draw:plugin",
        "draw:fill-image",
        "svg:font-face-uri",
        "svg:definition-src",
        "anim:audio",
        "presentation:sound",
    )
)
#: Elements that may lead out, because whoever reads decides whether to follow.
_LINKS = frozenset(
    clark(name)
    for name in (
        "text:a",
        "draw:a",
        "draw:area-rectangle",
        "draw:area-circle",
        "draw:area-polygon",
        "presentation:event-listener",
    )
)
_WRAPPERS = frozenset(clark(name) for name in odf_table.LINKS.names)
_OUT = re.compile(r"(?:https?|ftp)://|mailto:|tel:|#", re.I)
#: Elements whose names may be those of files, and those that have a name of their own.
_NAMED = tuple(
    clark(name)
    for name in (
        "draw:frame",
        "draw:image",
        "draw:object",
        "draw:plugin",
        "draw:fill-image",
    )
)
#: A way to a file on any system, whatever stands at its end.
_WAY = re.compile(r"(?:file:|[a-z]:[\\/]|[\\/]{1,2}\w).*", re.I | re.S)
_BY_SOMEBODY = (clark("office:annotation"), clark("office:change-info"))
_COMMENT = _BY_SOMEBODY[0]
_SOMEBODY = "Somebody"
_INSIDE_OF_WORDS = ("Checkbox_", "Dropdown_", "Date", "CurrentDate")


def clean_tree(
    root: Element, inside: Inside, member: Member, names: dict[str, str]
) -> None:
    """Leave in a content tree what is known to be content.

    :param inside: gives whether a reference leads to something inside that is kept.
    :param member: gives a picture that stands in the text as base64, cleaned.
    :param names: the names of pictures that are changed, and to what.
    """
    walk = _Walk(inside, member, names)
    if root.tag not in odf_table.ELEMENTS:
        raise NotTaken("damaged")
    _name_nobody(root)
    walk.strip(root)
    pending = [root]
    while pending:
        pending += walk.children_of(pending.pop())
    # Prefixes are used in values as well: those of the standard stay declared.
    known = set(NAMESPACES.values())
    prefixes = {
        prefix
        for element in (root, *root)
        for prefix, name in element.nsmap.items()
        if prefix and name in known
    }
    etree.cleanup_namespaces(root, keep_ns_prefixes=sorted(prefixes))


def _name_nobody(root: Element) -> None:
    """Take those who made comments out of answers to them.

    LibreOffice begins an answer with *Reply to*, a name, and a date in brackets.
    """
    comments = list(root.iter(_COMMENT))
    creators = {
        "".join(creator.itertext()).strip()
        for comment in comments
        for creator in comment.iterchildren(clark("dc:creator"))
    }
    said = "|".join(re.escape(name) for name in sorted(creators - {""}, reverse=True))
    if not said:
        return
    names = re.compile(rf"(?<!\w)(?:{said})(?!\w)(?:\s*\([^()]*\d[^()]*\))?")
    for comment in comments:
        for element in comment.iter():
            if element.text:
                element.text = names.sub(_SOMEBODY, element.text)
            if element.tail and element is not comment:
                element.tail = names.sub(_SOMEBODY, element.tail)


def telling_names(root: Element) -> Iterator[str]:
    """Give the names of pictures that are names of files."""
    for element in root.iter(*_NAMED):
        name = element.get(NAME, "")
        if tells_of_a_file(name):
            yield name


class _Walk:
    def __init__(self, inside: Inside, member: Member, names: dict[str, str]) -> None:
        self.inside = inside
        self.member = member
        self.names = names
        self.special = {
            clark("text:date"): _moment,
            clark("text:time"): _moment,
            clark("dc:creator"): _who,
            clark("dc:date"): _when,
            clark("svg:title"): _alternative,
            clark("svg:desc"): _alternative,
            clark("table:table"): _sheet,
            clark("table:table-cell"): _cell,
            clark("table:named-expression"): _expression,
            clark("table:named-range"): _expression,
            clark("table:data-pilot-table"): _pivot,
            clark("presentation:event-listener"): _action,
            clark("field:param"): _parameter,
            clark("office:binary-data"): self._picture,
        }

    def children_of(self, parent: Element) -> Iterator:
        """Drop and unwrap below one element, and give the children that are kept."""
        child = next(iter(parent), None)
        while child is not None:
            following = child.getnext()
            fate = self.fate(child)
            if fate == WORDS:
                following = next(iter(child), following)
                unwrap(child)
            elif fate == GONE:
                drop(child)
            else:
                yield child
            child = following

    def fate(self, element: Element) -> str:
        """Decide about an element, and clean its attributes if it stays."""
        if element.tag in odf_table.UNWRAPPED:
            return WORDS
        if element.tag not in odf_table.ELEMENTS:
            _refuse_foreign_form(element)
            return GONE
        special = self.special.get(element.tag)
        fate = special(element) if special else KEPT
        if fate == KEPT:
            fate = self._where_it_leads(element)
        if fate == KEPT:
            self.strip(element)
        return fate

    def _where_it_leads(self, element: Element) -> str:
        href = element.get(HREF)
        if href is None or self._may_lead(element, href.strip()):
            return KEPT
        if element.tag in _HOLDERS:
            return GONE
        if element.tag in _WRAPPERS:
            return WORDS
        del element.attrib[HREF]
        return KEPT

    def _may_lead(self, element: Element, href: str) -> bool:
        if element.tag in _LINKS and _OUT.match(href):
            return True
        if element.tag == clark("chart:chart"):
            return href in (".", "..")
        return bool(href) and self.inside(href)

    def strip(self, element: Element) -> None:
        """Leave the attributes that are known, and say nothing of files with them."""
        for name, value in element.attrib.items():
            if not _is_known(element, name) or _leads_out(name, value):
                del element.attrib[name]
            elif name in (NAME, FILL):
                element.set(name, self.names.get(value, value))
            elif name == HREF and value.startswith("#"):
                element.set(name, self._renamed(value))
            elif name == _PICTURE_OF_BUTTON and not self.inside(value):
                del element.attrib[name]
        display = element.get(clark("draw:display-name"), "")
        if element.tag in _NAMED and tells_of_a_file(display):
            del element.attrib[clark("draw:display-name")]

    def _renamed(self, href: str) -> str:
        """Give a link inside with the name that a picture has now."""
        name, bar, kind = href[1:].partition("|")
        return f"#{self.names.get(name, name)}{bar}{kind}"

    def _picture(self, element: Element) -> str:
        try:
            data = b64decode(re.sub(r"\s", "", element.text or ""), validate=True)
        except (binascii.Error, ValueError) as error:
            raise NotTaken("damaged") from error
        if not data:
            return GONE
        element.text = b64encode(self.member(data)).decode("ascii")
        return KEPT


def unwrap(element: Element) -> None:
    """Put what stands in an element into its place."""
    if element.text:
        add_words(element, element.text)
    for child in list(element):
        element.addprevious(child)
    drop(element)


def _refuse_foreign_form(element: Element) -> None:
    """Refuse a form whose answers stand in a language of its own."""
    if str(element.tag).startswith(_XFORMS) and "".join(element.itertext()).strip():
        raise NotTaken("embedded")


def _is_known(element: Element, name: str) -> bool:
    of_formula = element.tag.startswith(_FORMULA) and name in odf_table.OF_FORMULAS
    return of_formula or name in odf_table.ATTRIBUTES


def _leads_out(name: str, value: str) -> bool:
    refers = name.endswith(odf_table.REFERRING) or name == clark("calcext:value")
    return refers and bool(odf_table.WAY_OUT.search(value))


def _moment(element: Element) -> str:
    """Keep the words of a date that stands still, and nothing of one that moves."""
    if element.get(clark("text:fixed")) == "true":
        return WORDS
    for child in list(element):
        element.remove(child)
    element.text = None
    for name in ("text:date-value", "text:time-value"):
        element.attrib.pop(clark(name), None)
    return KEPT


def _who(element: Element) -> str:
    return _said(element, "")


def _when(element: Element) -> str:
    return _said(element, "2000-01-01T00:00:00")


def _said(element: Element, neutral: str) -> str:
    if element.getparent().tag not in _BY_SOMEBODY:
        return GONE
    for child in list(element):
        element.remove(child)
    element.text = neutral
    return KEPT


def _alternative(element: Element) -> str:
    """Keep a description for those who cannot see, unless it is the name of a file."""
    words = "".join(element.itertext()).strip()
    return GONE if is_a_file(words) or _WAY.fullmatch(words) else KEPT


def _sheet(element: Element) -> str:
    """Drop what a sheet remembers of another file: a hidden copy of its cells."""
    name = element.get(clark("table:name"), "")
    return GONE if odf_table.WAY_OUT.search(name) or "#$" in name else KEPT


def _cell(element: Element) -> str:
    """Blank what a formula shows of where the file lies."""
    words = element.findall(clark("text:p"))
    said = element.get(clark("office:string-value"), "")
    if element.get(clark("table:formula")) and (
        is_a_path(said) or any(is_a_path("".join(one.itertext())) for one in words)
    ):
        element.attrib.pop(clark("office:string-value"), None)
        for one in words:
            drop(one)
    return KEPT


def _expression(element: Element) -> str:
    out = any(_leads_out(name, value) for name, value in element.attrib.items())
    return GONE if out else KEPT


def _pivot(element: Element) -> str:
    """Keep a pivot table of cells; of one out of a database its cells stay."""
    source = element.find(clark("table:source-cell-range"))
    if source is None:
        return GONE
    out = any(_leads_out(name, value) for name, value in source.attrib.items())
    return GONE if out else KEPT


def _action(element: Element) -> str:
    """Keep what leads through slides, and drop what starts something."""
    action = element.get(clark("presentation:action"), "none")
    return GONE if action in ("execute", "verb") else KEPT


def _parameter(element: Element) -> str:
    """Keep what was chosen in a field of Word, and drop its code."""
    name = element.get(clark("field:name"), "")
    return KEPT if name.startswith(_INSIDE_OF_WORDS) else GONE
