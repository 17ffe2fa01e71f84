"""What an office document says besides what one sees at once, counted."""

from collections.abc import Iterator
from leap.cop.media.cleaning.archives import Element
from leap.cop.media.cleaning.ooxml.names import NAMESPACES


_ON = ("1", "true", "on")
_CHANGES = ("ins", "del", "moveFrom", "moveTo")
_W, _X, _P, _A = (NAMESPACES[short] for short in "wxpa")


def held(root: Element, kind: str) -> dict[str, int]:
    """Return how much a part holds of what `kinds.HOLDS` names."""
    found = {
        "hidden_text": _hidden_text(root),
        "tracked_changes": _count(root, _W, *_CHANGES),
        "hidden_sheets": _hidden_sheets(root),
        "hidden_rows": _hidden_rows(root),
        "cropped_pictures": _cropped(root),
        "comments": _count(root, _W, "comment")
        + _count(root, _X, "comment")
        + _count(root, _P, "cm")
        + _count(root, NAMESPACES["p188"], "cm", "reply"),
    }
    if kind == "slide" and root.get("show") in ("0", "false"):
        found["hidden_slides"] = 1
    if kind == "notesSlide" and _says_something(root):
        found["speaker_notes"] = 1
    if kind == "pivotCacheRecords":
        found["pivot_caches"] = 1
    return {name: count for name, count in found.items() if count}


def _all(root: Element, addresses: tuple[str, ...], *names: str) -> Iterator[Element]:
    return root.iter(
        *(f"{{{address}}}{name}" for address in addresses for name in names)
    )


def _count(root: Element, addresses: tuple[str, ...], *names: str) -> int:
    return sum(1 for _element in _all(root, addresses, *names))


def _hidden_text(root: Element) -> int:
    """Count runs of words that are set as hidden; styles are no words."""
    count = 0
    for mark in _all(root, _W, "vanish"):
        w = mark.tag.rpartition("}")[0] + "}"
        run = mark.getparent().getparent()
        hides = mark.get(f"{w}val", "1") in _ON
        if hides and run is not None and run.tag == f"{w}r":
            count += any(text.text for text in run.iter(f"{w}t"))
    return count


def _hidden_sheets(root: Element) -> int:
    return sum(
        sheet.get("state", "visible") != "visible" for sheet in _all(root, _X, "sheet")
    )


def _hidden_rows(root: Element) -> int:
    """Count hidden rows that have cells, and hidden groups of columns."""
    return sum(
        line.get("hidden") in _ON and (len(line) > 0 or line.tag.endswith("}col"))
        for line in _all(root, _X, "row", "col")
    )


def _cropped(root: Element) -> int:
    """Count pictures of which more is there than is shown."""
    return sum(
        any(not value.startswith("-") and value.strip("0%.") for value in cut.values())
        for cut in _all(root, _A, "srcRect")
    )


def _says_something(root: Element) -> bool:
    """Tell whether a page of notes has words, but for numbers and dates of its own."""
    for shape in _all(root, _P, "sp"):
        marks = list(_all(shape, _P, "ph"))
        if any(
            mark.get("type", "obj") in ("sldNum", "dt", "hdr", "ftr", "sldImg")
            for mark in marks
        ):
            continue
        if any((text.text or "").strip() for text in _all(shape, _A, "t")):
            return True
    return False
