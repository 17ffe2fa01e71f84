"""What is drawn on a page: without what programs only say between."""

from leap.cop.media.cleaning.pdf import inline
from leap.cop.media.cleaning.pdf.table import TABLE
from leap.cop.media.cleaning.table import named
from pikepdf import Dictionary
from pikepdf import Name
from pikepdf import Object
from pikepdf import Page
from pikepdf import PdfError
from pikepdf import Stream

import pikepdf
import re


#: Strings, where a percent sign is one.
_STRINGS = re.compile(rb"\((?:[^()\\]|\\.)*+\)", re.DOTALL)


def _may_have_remarks(data: bytes) -> bool:
    if b"%" not in data:
        return False
    before = None
    while before != data:
        before, data = data, _STRINGS.sub(b"", data)
    return b"%" in data


#: What is said of a piece of a page where it is drawn: a dictionary, up to one in it.
_SAID = rb"<<(?:[^<>()]++|\((?:[^()\\]|\\.)*+\)|<[^<>]*+>%b)*+>>"
_PROPERTIES = re.compile(
    rb"(" + _SAID % (b"|" + _SAID % b"") + rb")(\s*(?:BDC|DP)\b)", re.DOTALL
)
_KEPT_PROPERTIES = frozenset(
    f"/{key}"
    for line in named(TABLE, "kept")
    if line.startswith("Properties:")
    for key in re.findall(r"\w+", line)
)


def _properties(found: re.Match[bytes]) -> bytes:
    """Return what is said of a piece of a page as the table has it."""
    try:
        said = Object.parse(found[1])
    except PdfError:
        return b"<< >>" + found[2]
    others = set(said.keys()) - _KEPT_PROPERTIES
    for name in others:
        del said[name]
    return said.unparse() + found[2] if others else found[0]


def without_remarks(data: bytes) -> bytes:
    """Return what is drawn, without what is only said between."""
    data = _PROPERTIES.sub(_properties, data)
    if not (inline.may_tell(data) or _may_have_remarks(data)):
        return data
    with pikepdf.new() as aside:
        page = Dictionary(Type=Name.Page, Contents=Stream(aside, data))
        return Page(aside.make_indirect(page)).get_filtered_contents(inline.Pictures())
