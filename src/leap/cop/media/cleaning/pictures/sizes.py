"""Making pictures smaller, without a copy of the whole."""

from collections.abc import Callable
from functools import partial
from PIL import Image

import math


#: Rows that are made smaller at a time, and how far resampling looks beyond them.
_ROWS = 256
_REACH = 3


def within(image: Image.Image, edge: int) -> Image.Image:
    """Return an image that fits, the same one if it does already."""
    if max(image.size) <= edge:
        return image
    return smaller(image.size, partial(_rows_of, image), edge)


def _rows_of(image: Image.Image, first: int, last: int) -> Image.Image:
    return image.crop((0, first, image.width, last))


def smaller(
    size: tuple[int, int], rows: Callable[[int, int], Image.Image], edge: int
) -> Image.Image:
    """Return a smaller image of what is given by rows: the whole is not copied.

    :param size: width and height of the whole.
    :param rows: gives those from one to another.
    :param edge: the longest edge that is wanted.
    """
    width, height = size
    share = max(size) / edge
    across, down = (max(1, round(length / share)) for length in size)
    step = height / down
    beyond = math.ceil(_REACH * max(1, step)) + 1
    out = None
    for top in range(0, down, _ROWS):
        bottom = min(top + _ROWS, down)
        first = max(0, math.floor(top * step) - beyond)
        last = min(height, math.ceil(bottom * step) + beyond)
        part = _mixable(rows(first, last))
        box = (0, top * step - first, width, min(bottom * step - first, part.height))
        small = part.resize((across, bottom - top), Image.Resampling.LANCZOS, box)
        out = out or Image.new(small.mode, (across, down))
        out.paste(small, (0, top))
    return out


def _mixable(image: Image.Image) -> Image.Image:
    """Return an image whose neighbouring pixels can be mixed."""
    if "transparency" in image.info:
        return image.convert("RGBA")
    plain = {"P": "RGB", "PA": "RGBA", "1": "L"}.get(image.mode)
    return image.convert(plain) if plain else image
