"""Words that are drawn for a field or a mark that has no picture of itself.

In a font that every viewer has, and only if it has each of their letters: a name must
never come out as question marks.
"""

from leap.cop.media.cleaning.kinds import NotTaken
from pikepdf import Dictionary
from pikepdf import Name
from typing import Any
from typing import NamedTuple

import re
import unicodedata


Box = tuple[float, float, float, float]

#: Widths of Helvetica from the space on, in thousandths of its size (Adobe's AFM).
_WIDTHS_SAID = (
    "278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556 556 "
    "556 556 556 556 556 556 556 556 278 278 584 584 584 556 1015 667 667 722 "
    "722 667 611 778 722 278 500 667 556 833 722 778 667 778 722 667 611 722 "
    "667 944 667 667 611 278 278 278 469 556 333 556 556 500 556 556 278 556 "
    "556 222 222 500 222 833 556 556 556 556 333 500 278 556 500 722 500 500 "
    "500 334 260 334 584"
)
_WIDTHS = tuple(map(int, _WIDTHS_SAID.split()))
_ANY_WIDTH = 556
_COURIER_WIDTH = 600

_SIZE = re.compile(r"/([^\s/]{1,127})\s{1,20}([\d.]{1,20})\s{1,20}Tf")
_COLOUR = re.compile(r"((?:[\d.]{1,20}\s{1,20}){1,4})(g|rg|k)\b")

#: Between the frame of a field and its words, in points.
_INSET = 2.0

_LEAST, _MOST = 4.0, 12.0
_LINE = 1.15

_CENTRED, _RIGHT = 1, 2


class Given(NamedTuple):
    """How words are set: font, size (0 for one that fits), colour, side."""

    font: str = "Helvetica"
    size: float = 0
    colour: str = "0 g"
    side: int = 0

    @classmethod
    def of(cls, said: Any, fonts: Any, side: Any) -> "Given":
        """Read how words are to be set.

        :param said: the operators of a default appearance.
        :param fonts: the fonts that it may name, if any.
        """
        text = str(said or "")
        size, colour = _SIZE.search(text), _COLOUR.search(text)
        return cls(
            _font_like(size[1] if size else "", fonts),
            min(_number(size[2]), 300) if size else 0,
            colour[0] if colour else "0 g",
            side if side in (_CENTRED, _RIGHT) else 0,
        )


def _number(said: str) -> float:
    try:
        return float(said)
    except ValueError:
        return 0


def _font_like(name: str, fonts: Any) -> str:
    """Return which of the fonts that viewers have comes nearest."""
    found = fonts.get(f"/{name}") if isinstance(fonts, Dictionary) else None
    base = found.get("/BaseFont", "") if isinstance(found, Dictionary) else ""
    said = str(base) or name
    for word, font in (("Cour", "Courier"), ("Ti", "Times-Roman")):
        if said.lstrip("/").startswith(word):
            return font
    return "Helvetica"


def font(given: Given) -> Dictionary:
    """Return the font as a resource, called `F`."""
    return Dictionary(
        F=Dictionary(
            Type=Name.Font,
            Subtype=Name.Type1,
            BaseFont=Name(f"/{given.font}"),
            Encoding=Name.WinAnsiEncoding,
        )
    )


def letters(said: str) -> bytes:
    """Return words as the font has them.

    :raises NotTaken: `print_anew` if it lacks one of the letters.
    """
    plain = unicodedata.normalize("NFC", said).replace("\t", " ")
    try:
        found = plain.encode("cp1252")
    except UnicodeEncodeError as error:
        raise NotTaken("print_anew") from error
    if any(letter < 32 for letter in found):
        raise NotTaken("print_anew")
    return found


def width(said: str, given: Given) -> float:
    """Return how wide words are, as a share of their size."""
    if given.font == "Courier":
        return len(said) * _COURIER_WIDTH / 1000
    return sum(map(_width_of, unicodedata.normalize("NFD", said))) / 1000


def _width_of(letter: str) -> int:
    if unicodedata.combining(letter):
        return 0
    at = ord(letter) - 32
    return _WIDTHS[at] if 0 <= at < len(_WIDTHS) else _ANY_WIDTH


def line(said: str, box: Box, given: Given) -> bytes:
    """Draw one line in the middle of a box's height."""
    left, bottom, right, top = box
    wide = max(width(said, given), 0.1)
    fits = min((top - bottom) * 0.75, (right - left - 2 * _INSET) / wide)
    size = given.size or max(_LEAST, min(_MOST, fits))
    y = (top + bottom) / 2 - size * 0.35
    return _drawn([(_start(wide * size, box, given), y, said)], box, given, size)


def cells(said: str, box: Box, given: Given, count: int) -> bytes:
    """Draw one letter in each of so many cells."""
    left, bottom, right, top = box
    cell = (right - left) / count
    size = given.size or max(_LEAST, min(_MOST, (top - bottom) * 0.75))
    y = (top + bottom) / 2 - size * 0.35
    places = [
        (left + cell * (at + 0.5) - width(one, given) * size / 2, y, one)
        for at, one in enumerate(said[:count])
    ]
    return _drawn(places, box, given, size)


def block(said: str, box: Box, given: Given) -> bytes:
    """Draw lines from the top of a box, broken where they are too long."""
    left, bottom, right, top = box
    room = right - left - 2 * _INSET
    sizes = [given.size] if given.size else [_MOST, 10.0, 8.0, 6.0, _LEAST]
    for size in sizes:
        lines = _broken(said, room / size, given)
        if len(lines) * size * _LINE <= top - bottom + size:
            break
    places = []
    for at, one in enumerate(lines):
        y = top - _INSET - size * (0.8 + _LINE * at)
        places.append((_start(width(one, given) * size, box, given), y, one))
    return _drawn(places, box, given, size)


def _broken(said: str, room: float, given: Given) -> list[str]:
    lines = []
    for paragraph in said.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        current = ""
        for word in paragraph.split(" "):
            longer = f"{current} {word}" if current else word
            if current and width(longer, given) > room:
                lines.append(current)
                longer = word
            current = longer
        lines.append(current)
    return lines


def _start(wide: float, box: Box, given: Given) -> float:
    left, _bottom, right, _top = box
    if given.side == _CENTRED:
        return (left + right - wide) / 2
    if given.side == _RIGHT:
        return right - _INSET - wide
    return left + _INSET


def _drawn(
    places: list[tuple[float, float, str]], box: Box, given: Given, size: float
) -> bytes:
    left, bottom, right, top = box
    frame = f"{left:.3f} {bottom:.3f} {right - left:.3f} {top - bottom:.3f}"
    parts = [f"q {frame} re W n BT {given.colour} /F {size:.3f} Tf ".encode("ascii")]
    for x, y, said in places:
        shown = letters(said).hex().encode("ascii")
        parts.append(f"1 0 0 1 {x:.3f} {y:.3f} Tm <".encode("ascii") + shown + b"> Tj ")
    return b"".join(parts) + b"ET Q "
