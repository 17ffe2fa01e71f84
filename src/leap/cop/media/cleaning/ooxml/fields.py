"""Fields of a Word document: what they say stays, and where they got it from does not.

A field has an instruction (`INCLUDEPICTURE "C:\\…"`) and a result, what one sees. Those
of a closed list stay as they are; of all others the result stays as plain words, and
of those that name a person, a file, or when somebody worked, not even that. One that
shows today shows it anew, and does not say on which day it did so last.
"""

from leap.cop.media.cleaning.archives import Element
from leap.cop.media.cleaning.inside import holds_a_path
from leap.cop.media.cleaning.inside import is_a_path
from leap.cop.media.cleaning.ooxml.names import NAMESPACES

import re


#: Fields whose instruction stays: they speak of the document itself.
FIELDS = frozenset(
    (
        *("PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES", "PAGEREF", "REF", "NOTEREF"),
        *("STYLEREF", "TOC", "TOA", "TA", "TC", "XE", "INDEX", "SEQ", "LISTNUM"),
        *("AUTONUM", "AUTONUMLGL", "AUTONUMOUT", "SYMBOL", "EQ", "FORMTEXT"),
        *("FORMCHECKBOX", "FORMDROPDOWN", "HYPERLINK", "IF", "COMPARE", "QUOTE"),
        *("FILLIN", "ASK", "SET", "=", "MERGEFIELD", "MERGEREC", "MERGESEQ", "NEXT"),
        *("NEXTIF", "SKIPIF", "NUMWORDS", "NUMCHARS", "ADVANCE"),
        *(
            "MACROBUTTON",
            "GOTOBUTTON",
            "SHAPE",
            "DISPLAYBARCODE",
            "BIDIOUTLINE",
        ),
        *("MERGEBARCODE", "ADDRESSBLOCK", "GREETINGLINE"),
    )
)

#: Those that show today, each time anew.
MOVING_FIELDS = frozenset(("DATE", "TIME"))

#: Fields whose words go, too: they name a person or a file, or say when somebody
#: worked.
NAMING_FIELDS = frozenset(
    (
        *("AUTHOR", "USERNAME", "USERINITIALS", "USERADDRESS", "LASTSAVEDBY"),
        *("FILENAME", "TEMPLATE", "CREATEDATE", "SAVEDATE", "PRINTDATE"),
        *("EDITTIME", "REVNUM"),
    )
)

#: Properties that name a person or a file, or say when somebody worked, where a field
#: or a control shows one: those that programs fill, and those that they propose.
_PERSONAL = re.compile(
    r"author|creator|manager|company|user|editor\b|owner|typist|telephone|mail\W?stop"
    r"|(?:checked|recorded)\W?by|received\W?from|forward\W?to|recorded\W?date"
    r"|date\W?completed|last\W?(?:modified|saved|printed)|(?:creat|sav|print)e?d?\W?"
    r"(?:date|time|on)\b|edit(?:ing)?\W?time|revnum|revision\W?number|file\W?name"
    r"|template|directory|hyperlink\W?base",
    re.I,
)
#: The same of a control that shows a property; the words of others are typed there.
_BOUND = re.compile(
    r"(?:\w+:)?(?:creator|lastModifiedBy|Manager|Company|created|modified|lastPrinted"
    r"|revision)(?:\[\d+\])?"
)
_SHOWS_PROPERTY = ("DOCPROPERTY", "INFO", "DOCVARIABLE")
_TEXTS = ("t", "delText")
_LINK = re.compile(r"HYPERLINK\s+(?:\"([^\"]*)\"|([^\s\\\"]\S*))", re.I)
_ADDRESS = re.compile(r"\s*(?:https?://|mailto:|#|$)", re.I)


class _Field:
    """A field that is being read: its elements, in the order of the document."""

    def __init__(self, begin: Element) -> None:
        self.marks = [begin]
        self.instruction = ""
        self.instructing: list = []
        self.result: list = []
        self.separated = False


def clean(root: Element) -> None:
    """Clean all fields of a part."""
    for address in NAMESPACES["w"]:
        w = f"{{{address}}}"
        _blank_bound_controls(root, w)
        _clean_simple(root, w)
        _clean_complex(root, w)
    for address in NAMESPACES["a"]:
        for field in root.iter(f"{{{address}}}fld"):
            if field.get("type", "").startswith("datetime"):
                _blank(list(field.iter(f"{{{address}}}t")), "today")


def _fate(instruction: str) -> str:
    """Return what a field becomes: it is `kept`, or its `words` are, or `nothing`.

    One that shows `today` is kept without what it showed.
    """
    name, _space, rest = instruction.strip().partition(" ")
    name = name.upper() if not name.startswith("=") else "="
    if name in NAMING_FIELDS:
        return "nothing"
    if name in MOVING_FIELDS:
        return "today"
    if name in _SHOWS_PROPERTY and _PERSONAL.search(rest):
        return "nothing"
    if name not in FIELDS or holds_a_path(instruction):
        return "words"
    link = _LINK.match(instruction.strip())
    if link is not None and not _ADDRESS.match(link[1] or link[2] or ""):
        return "words"
    return "kept"


def _clean_simple(root: Element, w: str) -> None:
    for field in list(root.iter(f"{w}fldSimple")):
        fate = _fate(field.get(f"{w}instr", ""))
        if fate == "kept":
            continue
        _blank([text for name in _TEXTS for text in field.iter(w + name)], fate)
        if fate == "today":
            continue
        for child in field:
            field.addprevious(child)
        field.getparent().remove(field)


def _clean_complex(root: Element, w: str) -> None:
    kind = f"{w}fldCharType"
    names = (f"{w}fldChar", f"{w}instrText", f"{w}delInstrText")
    open_fields: list[_Field] = []
    ended: list[_Field] = []
    for element in root.iter(*names, *(w + name for name in _TEXTS)):
        if element.tag != names[0]:
            _note(open_fields, element, element.tag in names)
        elif element.get(kind) == "begin":
            open_fields.append(_Field(element))
        elif open_fields:
            open_fields[-1].marks.append(element)
            open_fields[-1].separated = True
            if element.get(kind) == "end":
                ended.append(open_fields.pop())
    # What never ends is none, and its instruction is not seen.
    for field in ended + open_fields:
        fate = "words" if field in open_fields else _fate(field.instruction)
        if fate == "today":
            _blank(field.result, fate)
        elif fate != "kept":
            _become(field, fate)


def _note(open_fields: list[_Field], element: Element, instructs: bool) -> None:
    """Note a piece of text with all fields that it stands in."""
    for field in open_fields:
        (field.result if field.separated else field.instructing).append(element)
    if instructs and open_fields and not open_fields[-1].separated:
        open_fields[-1].instruction += element.text or ""


def _become(field: _Field, fate: str) -> None:
    for element in field.marks + field.instructing:
        if element.getparent() is not None:
            element.getparent().remove(element)
    _blank(field.result, fate)


def _blank(texts: list, fate: str) -> None:
    """Blank the words of a field that has to say nothing, and the way to a file."""
    words = "".join(text.text or "" for text in texts)
    if fate != "words" or is_a_path(words):
        for text in texts:
            text.text = None


def _blank_bound_controls(root: Element, w: str) -> None:
    """Blank what a control shows of the properties of a document, if it is a name."""
    for binding in root.iter(f"{w}dataBinding"):
        about = binding.getparent()
        path = binding.get(f"{w}xpath", "").rpartition("/")[2]
        if not _BOUND.fullmatch(path) or about.find(f"{w}showingPlcHdr") is not None:
            continue
        control = about.getparent()
        if control is not None:
            texts = (text for name in _TEXTS for text in control.iter(w + name))
            _blank(list(texts), "nothing")
