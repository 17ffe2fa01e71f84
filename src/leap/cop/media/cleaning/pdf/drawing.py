"""Pictures of marks that have none: as viewers draw them (ISO 32000-2, 12.5.6)."""

from collections.abc import Callable
from collections.abc import Iterable
from itertools import chain
from leap.cop.media.cleaning.kinds import NotTaken
from leap.cop.media.cleaning.pdf import words
from pikepdf import Array
from pikepdf import Dictionary
from pikepdf import Name
from pikepdf import Pdf
from pikepdf import Stream
from typing import Any
from typing import NamedTuple

import math


Points = list[tuple[float, float]]

#: Coordinates that one picture may have, at most.
MAX_NUMBERS = 200_000

#: How far a circle's curves reach, of its radius.
_ROUND = 0.5523

#: The length of an arrow's barbs, in widths of its line.
_BARB = 6


class Style(NamedTuple):
    """How a mark is drawn."""

    colour: str
    fill: str
    width: float
    dash: str


def picture(pdf: Pdf, note: Dictionary) -> Stream | None:
    """Return a mark as a viewer draws it; None where none draws anything.

    :raises NotTaken: `print_anew` for what only its own program can draw.
    """
    draw = _DRAWN.get(str(note.get("/Subtype")))
    if draw is None:
        return None
    return draw(pdf, note)


def numbers(value: Any) -> list[float]:
    """Return a list's numbers, none if it is no such list."""
    if not isinstance(value, Array):
        return []
    if len(value) > MAX_NUMBERS:
        raise NotTaken("heavy")
    try:
        found = [float(one) for one in value]
    except (TypeError, ValueError):
        return []
    return found if all(map(math.isfinite, found)) else []


def box_of(note: Dictionary) -> tuple[float, float, float, float] | None:
    """Return where a mark stands: left, bottom, right, top."""
    box = numbers(note.get("/Rect"))
    if len(box) != 4:
        return None
    left, right = sorted(box[::2])
    bottom, top = sorted(box[1::2])
    return (left, bottom, right, top) if left < right and bottom < top else None


def colour(value: Any, paints: tuple[str, str, str]) -> str:
    """Return how a colour is set; nothing for none."""
    parts = numbers(value)
    operator = dict(zip((1, 3, 4), paints, strict=True)).get(len(parts))
    return f"{joined(parts)} {operator} " if operator else ""


STROKE = ("G", "RG", "K")
FILL = ("g", "rg", "k")


def joined(parts: Iterable[float]) -> str:
    """Return numbers as they are written in what is drawn."""
    return " ".join(f"{part:.4f}".rstrip("0").rstrip(".") for part in parts)


def style_of(note: Dictionary) -> Style:
    """Return colours, width and dashes of a mark."""
    width, dashes = 1.0, [3.0]
    border = note.get("/Border")
    if isinstance(border, Array) and len(border) > 2:
        width = float(border[2])
        dashes = numbers(border[3]) if len(border) > 3 else []
    style = note.get("/BS")
    is_dashed = isinstance(border, Array) and len(border) > 3
    if isinstance(style, Dictionary):
        width = float(style.get("/W", 1))
        is_dashed = style.get("/S") == Name.D
        dashes = numbers(style.get("/D")) or [3.0]
    dash = f"[{joined(dashes)}] 0 d " if is_dashed and dashes else ""
    return Style(
        colour(note.get("/C"), STROKE) or "0 G ",
        colour(note.get("/IC"), FILL),
        width,
        dash,
    )


def stream(
    pdf: Pdf,
    note: Dictionary,
    content: str | bytes,
    points: Points,
    margin: float = 0,
    blend: Name | None = None,
    **resources: Dictionary,
) -> Stream:
    """Return a picture in the page's own coordinates, as large as it has to be."""
    xs, ys = [x for x, _y in points], [y for _x, y in points]
    box = [min(xs) - margin, min(ys) - margin, max(xs) + margin, max(ys) + margin]
    note["/Rect"] = Array([round(part, 4) for part in box])
    state = Dictionary(Type=Name.ExtGState)
    opacity = note.get("/CA", 1)
    if opacity != 1:
        state["/CA"] = state["/ca"] = opacity
    if blend:
        state["/BM"] = blend
    data = content if isinstance(content, bytes) else content.encode("ascii")
    resources["ExtGState"] = Dictionary(Look=state)
    return pdf.make_stream(
        b"/Look gs " + data,
        Type=Name.XObject,
        Subtype=Name.Form,
        BBox=note["/Rect"],
        Resources=Dictionary(**resources),
        Group=Dictionary(S=Name.Transparency),
    )


def _pairs(parts: list[float]) -> Points:
    return list(zip(parts[::2], parts[1::2], strict=False))


def _path(points: Points) -> str:
    (first, *others) = points
    lines = (f"{joined(point)} l " for point in others)
    return f"{joined(first)} m {''.join(lines)}"


# Marks on words


def _quads(note: Dictionary) -> list[Points]:
    """Return the marked places: upper left and right, lower left and right."""
    parts = numbers(note.get("/QuadPoints"))
    quads = [_pairs(parts[at : at + 8]) for at in range(0, len(parts) - 7, 8)]
    box = box_of(note)
    if not quads and box:
        left, bottom, right, top = box
        quads = [[(left, top), (right, top), (left, bottom), (right, bottom)]]
    return quads


def _on_words(
    pdf: Pdf, note: Dictionary, one: Callable[[Points], str], width: float = 1
) -> Stream | None:
    quads = _quads(note)
    if not quads:
        return None
    content = f"{style_of(note).colour}{joined([width])} w "
    content += "".join(one(quad) for quad in quads)
    return stream(pdf, note, content, list(chain(*quads)), 1)


def _highlight(pdf: Pdf, note: Dictionary) -> Stream | None:
    quads = _quads(note)
    if not quads:
        return None
    content = colour(note.get("/C"), FILL) or "1 1 0 rg "
    for a, b, c, d in quads:
        content += f"{_path([a, b, d, c])}h f "
    return stream(pdf, note, content, list(chain(*quads)), 0, Name.Multiply)


def _between(one: tuple, other: tuple, share: float) -> tuple[float, float]:
    return (
        one[0] + (other[0] - one[0]) * share,
        one[1] + (other[1] - one[1]) * share,
    )


def _line_across(quad: Points, share: float) -> str:
    """Draw a line over a quad, at a share of its height above its foot."""
    a, b, c, d = quad
    return f"{_path([_between(c, a, share), _between(d, b, share)])}S "


def _underline(pdf: Pdf, note: Dictionary) -> Stream | None:
    return _on_words(pdf, note, lambda quad: _line_across(quad, 0.08))


def _strike(pdf: Pdf, note: Dictionary) -> Stream | None:
    return _on_words(pdf, note, lambda quad: _line_across(quad, 0.45))


def _squiggle(quad: Points) -> str:
    a, b, c, d = quad
    steps = max(2, min(200, round(abs(d[0] - c[0]) / 2)))
    feet = (_between(c, d, step / steps) for step in range(steps + 1))
    heads = (_between(a, b, step / steps) for step in range(steps + 1))
    points = [
        _between(foot, head, 0.1 * (step % 2))
        for step, (foot, head) in enumerate(zip(feet, heads, strict=True))
    ]
    return f"{_path(points)}S "


def _squiggly(pdf: Pdf, note: Dictionary) -> Stream | None:
    return _on_words(pdf, note, _squiggle)


# Lines and shapes


def _shape(
    pdf: Pdf, note: Dictionary, path: str, points: Points, *, fills: bool = True
) -> Stream | None:
    look = style_of(note)
    strokes = look.width > 0
    fill = look.fill if fills else ""
    if not points or not (strokes or fill):
        return None
    paint = ("B" if strokes else "f") if fill else "S"
    content = f"{look.colour}{fill}{joined([look.width])} w {look.dash}{path}{paint}"
    return stream(pdf, note, content, points, look.width * (_BARB + 1))


def _ink(pdf: Pdf, note: Dictionary) -> Stream | None:
    strokes = note.get("/InkList")
    if not isinstance(strokes, Array) or len(strokes) > MAX_NUMBERS:
        return None
    lines = [points for one in strokes if (points := _pairs(numbers(one)))]
    path = "1 J 1 j " + "".join(
        _path(points if len(points) > 1 else points * 2) for points in lines
    )
    return _shape(pdf, note, path, list(chain(*lines)), fills=False)


def _line(pdf: Pdf, note: Dictionary) -> Stream | None:
    points = _pairs(numbers(note.get("/L")))
    if len(points) != 2:
        return None
    if note.get("/Cap") is True:
        raise NotTaken("print_anew")
    return _shape(pdf, note, _path(points) + _ends(note, points), points)


def _ends(note: Dictionary, points: Points) -> str:
    """Draw the arrows at the ends of a line."""
    ends = note.get("/LE")
    if not isinstance(ends, Array) or len(ends) != 2 or len(points) < 2:
        return ""
    length = _BARB * max(style_of(note).width, 0.5)
    path = ""
    for end, at, towards in (
        (ends[0], points[0], points[1]),
        (ends[1], points[-1], points[-2]),
    ):
        if str(end).endswith("Arrow"):
            path += _arrow(at, towards, length)
    return path


def _arrow(at: tuple, towards: tuple, length: float) -> str:
    angle = math.atan2(towards[1] - at[1], towards[0] - at[0])
    barbs = [
        (
            at[0] + length * math.cos(angle + turn),
            at[1] + length * math.sin(angle + turn),
        )
        for turn in (-math.pi / 6, math.pi / 6)
    ]
    return _path([barbs[0], at, barbs[1]])


def _polygon(pdf: Pdf, note: Dictionary) -> Stream | None:
    points = _pairs(numbers(note.get("/Vertices")))
    return _shape(pdf, note, f"{_path(points)}h ", points) if points else None


def _polyline(pdf: Pdf, note: Dictionary) -> Stream | None:
    points = _pairs(numbers(note.get("/Vertices")))
    if not points:
        return None
    return _shape(pdf, note, _path(points) + _ends(note, points), points, fills=False)


def _inner(note: Dictionary) -> tuple[float, float, float, float] | None:
    """Return the box of a shape, within its differences and its border."""
    box = box_of(note)
    if box is None:
        return None
    inset = numbers(note.get("/RD"))
    half = style_of(note).width / 2
    left, bottom, right, top = inset if len(inset) == 4 else (0.0, 0.0, 0.0, 0.0)
    found = (
        box[0] + left + half,
        box[1] + bottom + half,
        box[2] - right - half,
        box[3] - top - half,
    )
    return found if found[0] < found[2] and found[1] < found[3] else None


def _square(pdf: Pdf, note: Dictionary) -> Stream | None:
    box = _inner(note)
    if box is None:
        return None
    left, bottom, right, top = box
    path = f"{joined((left, bottom, right - left, top - bottom))} re "
    return _shape(pdf, note, path, [(left, bottom), (right, top)])


def _circle(pdf: Pdf, note: Dictionary) -> Stream | None:
    box = _inner(note)
    if box is None:
        return None
    left, bottom, right, top = box
    x, y = (left + right) / 2, (bottom + top) / 2
    dx, dy = (right - x) * _ROUND, (top - y) * _ROUND
    path = f"{joined((right, y))} m "
    for curve in (
        (right, y + dy, x + dx, top, x, top),
        (x - dx, top, left, y + dy, left, y),
        (left, y - dy, x - dx, bottom, x, bottom),
        (x + dx, bottom, right, y - dy, right, y),
    ):
        path += f"{joined(curve)} c "
    return _shape(pdf, note, f"{path}h ", [(left, bottom), (right, top)])


def _free_text(pdf: Pdf, note: Dictionary) -> Stream | None:
    box = box_of(note)
    said = str(note.get("/Contents", ""))
    if box is None or not said.strip():
        return None
    given = words.Given.of(note.get("/DA"), None, note.get("/Q"))
    look = style_of(note)
    left, bottom, right, top = box
    content = colour(note.get("/C"), FILL)
    frame = f"{joined((left, bottom, right - left, top - bottom))} re "
    if content:
        content += f"{frame}f "
    if look.width and ("/BS" in note or "/Border" in note):
        content += f"0 G {joined([look.width])} w {look.dash}{frame}S "
    data = content.encode("ascii") + words.block(said, box, given)
    points = [(left, bottom), (right, top)]
    return stream(pdf, note, data, points, 0, None, Font=words.font(given))


def _refused(pdf: Pdf, note: Dictionary) -> Stream | None:
    raise NotTaken("print_anew")


_DRAWN: dict[str, Callable[[Pdf, Dictionary], Stream | None]] = {
    "/Highlight": _highlight,
    "/Underline": _underline,
    "/StrikeOut": _strike,
    "/Squiggly": _squiggly,
    "/Ink": _ink,
    "/Line": _line,
    "/Square": _square,
    "/Circle": _circle,
    "/Polygon": _polygon,
    "/PolyLine": _polyline,
    "/FreeText": _free_text,
    "/Stamp": _refused,
}
