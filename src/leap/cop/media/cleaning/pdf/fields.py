"""Pictures of form fields that have none: what was filled in, as viewers show it."""

from leap.cop.media.cleaning.kinds import MEGABYTE
from leap.cop.media.cleaning.kinds import NotTaken
from leap.cop.media.cleaning.pdf import drawing
from leap.cop.media.cleaning.pdf import words
from leap.cop.media.cleaning.pdf.streams import unpacked
from pikepdf import Array
from pikepdf import Dictionary
from pikepdf import Name
from pikepdf import Pdf
from pikepdf import Stream
from pikepdf import String
from typing import Any

import re


#: How deep a field may stand in others.
MAX_DEPTH = 30

#: What a field's picture may unpack to, in bytes.
MAX_PICTURE = 8 * MEGABYTE

#: Bits of a field's flags (ISO 32000-2, 12.7.5): text of several lines, a password, a
#: button that only does something, a cell for each letter.
_LINES, _PASSWORD, _BUTTON, _CELLS = 1 << 12, 1 << 13, 1 << 16, 1 << 24

#: Operators that show words, or another picture in which there may be some.
_SHOWS = re.compile(rb"\b(?:Tj|TJ|Do|BI)\b|[)>]\s*['\"]")


def is_without_words(field: Dictionary) -> bool:
    """Tell whether a field has a picture that does not show what was filled in.

    Programs that fill in forms often leave the empty picture, and ask the viewer to
    make another one.
    """
    looks = field.get("/AP")
    shown = looks.get("/N") if isinstance(looks, Dictionary) else None
    if not isinstance(shown, Stream) or _of(field, "/FT") not in _WRITTEN:
        return False
    if not _said(field).strip():
        return False
    return not _SHOWS.search(unpacked(shown, MAX_PICTURE))


def is_without_state(field: Dictionary) -> bool:
    """Tell whether a ticked box has pictures, but none of being ticked."""
    looks = field.get("/AP")
    shown = looks.get("/N") if isinstance(looks, Dictionary) else None
    if not isinstance(shown, Dictionary) or _of(field, "/FT") != Name.Btn:
        return False
    state = state_of(field)
    is_on = state is not None and state != Name.Off
    return is_on and not isinstance(shown.get(str(state)), Stream)


def state_of(field: Dictionary) -> Name | None:
    """Return which of its states a box is in, if it has any."""
    state = field.get("/AS", _of(field, "/V"))
    return state if isinstance(state, Name) else None


def picture(pdf: Pdf, field: Dictionary) -> Stream | None:
    """Return a field with what was filled in; None where nothing of it is seen.

    :raises NotTaken: `print_anew` if it cannot be shown with all its letters.
    """
    box = drawing.box_of(field)
    if box is None:
        return None
    if _of(field, "/FT") == Name.Btn:
        return _ticked(pdf, field, box)
    said = _said(field) if _of(field, "/FT") in _WRITTEN else ""
    frame = _frame(field, box).encode("ascii")
    if not said.strip():
        return _stream(pdf, field, frame, box, Dictionary()) if frame else None
    form = pdf.Root.get("/AcroForm")
    form = form if isinstance(form, Dictionary) else Dictionary()
    resources = form.get("/DR")
    given = words.Given.of(
        _of(field, "/DA") or form.get("/DA"),
        resources.get("/Font") if isinstance(resources, Dictionary) else None,
        _of(field, "/Q") or form.get("/Q"),
    )
    drawn = frame + _written(field, said, box, given)
    return _stream(pdf, field, drawn, box, words.font(given))


_WRITTEN = (Name.Tx, Name.Ch)


def _of(field: Dictionary, name: str) -> Any:
    """Return what is said of a field, or of those that it stands in."""
    for _depth in range(MAX_DEPTH):
        if name in field:
            return field[name]
        field = field.get("/Parent")
        if not isinstance(field, Dictionary):
            break
    return None


def _flags(field: Dictionary) -> int:
    flags = _of(field, "/Ff")
    return flags if isinstance(flags, int) else 0


def _said(field: Dictionary) -> str:
    """Return what was filled in, as it is shown."""
    value = _of(field, "/V")
    if isinstance(value, Stream):
        raise NotTaken("print_anew")
    chosen = list(value) if isinstance(value, Array) else [value]
    texts = [str(one) for one in chosen if isinstance(one, String)]
    shown = _choices(field)
    return "\n".join(shown.get(text, text) for text in texts)


def _choices(field: Dictionary) -> dict[str, str]:
    """Return how the choices are shown, by what is kept for them."""
    choices = _of(field, "/Opt") if _of(field, "/FT") == Name.Ch else None
    if not isinstance(choices, Array):
        return {}
    pairs = (one for one in choices if isinstance(one, Array) and len(one) == 2)
    return {str(kept): str(shown) for kept, shown in pairs}


def _frame(field: Dictionary, box: words.Box) -> str:
    """Draw the ground and the border that a field asks for."""
    look = field.get("/MK")
    if not isinstance(look, Dictionary):
        return ""
    left, bottom, right, top = box
    ground = drawing.colour(look.get("/BG"), drawing.FILL)
    border = drawing.colour(look.get("/BC"), drawing.STROKE)
    size = (right - left, top - bottom)
    frame = f"{drawing.joined((left, bottom, *size))} re "
    width = drawing.style_of(field).width
    drawn = f"{ground}{frame}f " if ground else ""
    if border and width:
        drawn += f"{border}{drawing.joined([width])} w {frame}S "
    return drawn


def _written(field: Dictionary, said: str, box: words.Box, given: words.Given) -> bytes:
    flags, cells = _flags(field), _of(field, "/MaxLen")
    if flags & _PASSWORD:
        return words.line("*" * len(said), box, given)
    if flags & _LINES or "\n" in said or "\r" in said:
        return words.block(said, box, given)
    if flags & _CELLS and isinstance(cells, int) and 0 < cells < 1000:
        return words.cells(said, box, given, cells)
    return words.line(said, box, given)


def _ticked(pdf: Pdf, field: Dictionary, box: words.Box) -> Stream | None:
    """Draw the tick of a box that is ticked."""
    state = state_of(field)
    is_on = state is not None and state != Name.Off
    frame = _frame(field, box)
    if _flags(field) & _BUTTON or not is_on:
        return _stream(pdf, field, frame, box, Dictionary()) if frame else None
    left, bottom, right, top = box
    size = min(right - left, top - bottom) * 0.8
    x, y = (left + right) / 2 - size * 0.42, (top + bottom) / 2 - size * 0.35
    tick = f"BT 0 g /F {size:.3f} Tf {x:.3f} {y:.3f} Td (4) Tj ET"
    font = Dictionary(
        F=Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.ZapfDingbats)
    )
    return _stream(pdf, field, frame + tick, box, font)


def _stream(
    pdf: Pdf, field: Dictionary, drawn: str | bytes, box: words.Box, font: Dictionary
) -> Stream:
    left, bottom, right, top = box
    return drawing.stream(pdf, field, drawn, [(left, bottom), (right, top)], Font=font)
