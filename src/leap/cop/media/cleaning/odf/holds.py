"""What an OpenDocument file says besides what one sees at once, counted."""

from collections import Counter
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from leap.cop.media.cleaning.archives import Element
from leap.cop.media.cleaning.odf.names import clark

import re


#: Layers that every drawing has.
_OWN_LAYERS = frozenset(
    ("layout", "background", "backgroundobjects", "controls", "measurelines")
)
_STYLE = clark("style:style")
#: Charts and formulas show all that they have; of these one sees a piece.
_WHOLE = tuple(
    f"{clark('office:body')}/{clark(f'office:{name}')}"
    for name in ("text", "spreadsheet", "presentation", "drawing")
)
_ROW = clark("table:table-row")
_VISIBILITY = clark("table:visibility")
_HIDDEN = ("collapse", "filter")


def counted(roots: Iterable[Element], *, embedded: bool) -> Counter[str]:
    """Return what stands in a document, by the names of `kinds.HOLDS`.

    :param roots: its content and its styles.
    :param embedded: whether it stands inside of another one.
    """
    roots = list(roots)
    found: Counter[str] = Counter()
    hidden = set(_styles(roots, _hides))
    cropped = set(_styles(roots, _crops))
    for root in roots:
        for count in (_on_slides, _in_sheets, _in_text, _of_others):
            found.update(count(root, hidden))
        found.update(_cut(root, cropped))
        if embedded and any(root.find(path) is not None for path in _WHOLE):
            found["embedded_documents"] += 1
    return found


def _styles(
    roots: Iterable[Element], what: Callable[[Element], bool]
) -> Iterator[tuple[str | None, str | None]]:
    """Give the styles that do something, by family and name."""
    for root in roots:
        for style in root.iter(_STYLE):
            if any(what(properties) for properties in style):
                yield style.get(clark("style:family")), style.get(clark("style:name"))


def _hides(properties: Element) -> bool:
    return (
        properties.get(clark("presentation:visibility")) == "hidden"
        or properties.get(clark("table:display")) == "false"
        or properties.get(clark("text:display")) == "none"
    )


def _crops(properties: Element) -> bool:
    """Return whether less than a whole picture is shown."""
    return bool(re.search(r"[1-9]", properties.get(clark("fo:clip"), "")))


def _cut(root: Element, cropped: set) -> Iterator[str]:
    for frame in root.iter(clark("draw:frame")):
        styles = (
            ("graphic", frame.get(clark("draw:style-name"))),
            ("presentation", frame.get(clark("presentation:style-name"))),
        )
        if cropped.intersection(styles) and len(frame.findall(clark("draw:image"))):
            yield "cropped_pictures"


def _on_slides(root: Element, hidden: set) -> Iterator[str]:
    for slide in root.iter(clark("draw:page")):
        if ("drawing-page", slide.get(clark("draw:style-name"))) in hidden:
            yield "hidden_slides"
        notes = slide.find(clark("presentation:notes"))
        if notes is not None and _words(notes):
            yield "speaker_notes"
    for layer in root.iter(clark("draw:layer")):
        if layer.get(clark("draw:name")) not in _OWN_LAYERS:
            yield "layers"


def _words(notes: Element) -> str:
    """Return the words of notes, without page numbers and the like."""
    return "".join(
        "".join(box.itertext())
        for frame in notes.iter(clark("draw:frame"))
        if frame.get(clark("presentation:class")) in (None, "notes")
        for box in frame.iter(clark("draw:text-box"))
    ).strip()


def _in_sheets(root: Element, hidden: set) -> Iterator[str]:
    for sheet in root.iter(clark("table:table")):
        if ("table", sheet.get(clark("table:style-name"))) in hidden:
            yield "hidden_sheets"
        yield from _hidden_columns(sheet)
    for row in root.iter(_ROW):
        if row.get(_VISIBILITY) in _HIDDEN and _says(row):
            yield "hidden_rows"


def _says(element: Element) -> bool:
    return bool("".join(element.itertext()).strip())


def _hidden_columns(sheet: Element) -> Iterator[str]:
    """Give the hidden columns of a sheet up to the last one with words in it."""
    used = max((_used(row) for row in sheet.iter(_ROW)), default=0)
    at = 0
    for column in sheet.iter(clark("table:table-column")):
        if column.get(_VISIBILITY) in _HIDDEN and at < used:
            yield "hidden_rows"
        at += _repeated(column)


def _used(row: Element) -> int:
    """Return behind how many cells of a row nothing more is said."""
    at, used = 0, 0
    for cell in row:
        at += _repeated(cell)
        if _says(cell):
            used = at
    return used


def _repeated(cell: Element) -> int:
    said = cell.get(clark("table:number-columns-repeated"), "1")
    return int(said) if said.isdecimal() else 1


def _in_text(root: Element, hidden: set) -> Iterator[str]:
    for _text in root.iter(clark("text:hidden-text"), clark("text:hidden-paragraph")):
        yield "hidden_text"
    for section in root.iter(clark("text:section")):
        if section.get(clark("text:display"), "true") != "true":
            yield "hidden_text"
    name = clark("text:style-name")
    for element in root.iter(clark("text:span"), clark("text:p"), clark("text:h")):
        family = "text" if element.tag == clark("text:span") else "paragraph"
        if (family, element.get(name)) in hidden and _says(element):
            yield "hidden_text"


def _of_others(root: Element, hidden: set) -> Iterator[str]:
    del hidden
    for _note in root.iter(clark("office:annotation")):
        yield "comments"
    for _change in root.iter(clark("text:changed-region")):
        yield "tracked_changes"
    for changes in root.iter(clark("table:tracked-changes")):
        yield from ("tracked_changes" for _change in changes)
