"""Formulas of a workbook: what they show stays where they look into another file."""

from leap.cop.media.cleaning.archives import Element
from leap.cop.media.cleaning.inside import is_a_path
from leap.cop.media.cleaning.ooxml.names import NAMESPACES

import re


#: `[1]Sheet!A1`, `'[1]My sheet'!A1` or `[book.xlsx]Sheet!A1`: another workbook
#: (`[0]` is this one). A column of a table stands in brackets, too, but behind the
#: name of its table.
_ELSEWHERE = re.compile(
    r"(?<![\w\]\[@:])\[(?:[1-9]\d*|[^\[\]]*\.[A-Za-z]{2,5})\][^\[\]]*?!", re.I
)
_PATH = re.compile(
    r"[\"'](?:[A-Za-z]:[\\/]|\\\\\w|file:|/(?:Users|home|Volumes)/)", re.I
)
#: Names of sheets, and words: in these brackets are only brackets.
_QUOTED = re.compile(r"'(?:[^']|'')*+'|\"[^\"]*+\"")
#: What a formula is where it can show nothing any more.
_GONE = "#REF!"
_FORMULAS = (
    *("{*}f", "{*}formula", "{*}formula1", "{*}formula2", "{*}definedName"),
    *("{*}calculatedColumnFormula", "{*}totalsRowFormula", "{*}FmlaLink"),
    # Charts say it once more, for what is filtered out.
    "{*}sqref",
    *("{*}FmlaRange", "{*}FmlaPict", "{*}FmlaTxbx", "{*}FmlaGroup"),
)
_BOOK = re.compile(r"\[[^\[\]]*\]")


def looks_elsewhere(formula: str) -> bool:
    """Tell whether a formula looks into another file."""
    if _PATH.search(formula):
        return True
    plain = _QUOTED.sub(
        lambda found: found[0] if found[0].startswith("'") else '""', formula
    )
    return bool(_ELSEWHERE.search(plain))


def clean(root: Element) -> None:
    """Clean the formulas of a part."""
    for address in NAMESPACES["x"]:
        if root.tag.startswith(f"{{{address}}}"):
            _clean_cells(root, f"{{{address}}}")
    for formula in root.iter(*_FORMULAS):
        if formula.text and looks_elsewhere(formula.text):
            formula.text = _GONE
    for name in list(root.iter("{*}definedName")):
        # Excel makes such a name for a link to data, out of the name of the file.
        if name.get("name", "").startswith("_xlcn."):
            name.getparent().remove(name)
    _forget_books(root)


def _clean_cells(root: Element, x: str) -> None:
    """Leave of formulas that look elsewhere what they show."""
    shared = set()
    for formula in list(root.iter(f"{x}f")):
        text = formula.text or ""
        cell = formula.getparent()
        if cell.tag != f"{x}c":
            continue
        if looks_elsewhere(text):
            shared.add(formula.get("si"))
        elif text or formula.get("si") is None or formula.get("si") not in shared:
            _forget_path(cell, x)
            continue
        cell.remove(formula)


def _forget_path(cell: Element, x: str) -> None:
    """Blank what a formula shows of where the workbook lies."""
    value = cell.find(f"{x}v")
    if value is not None and cell.get("t") == "str" and is_a_path(value.text or ""):
        value.text = None


def _forget_books(root: Element) -> None:
    """Forget the name of the file in which a chart finds its pivot table."""
    for address in NAMESPACES["c"]:
        for source in root.iter(f"{{{address}}}pivotSource"):
            for name in source.iter(f"{{{address}}}name"):
                name.text = _BOOK.sub("[table.xlsx]", name.text or "")
