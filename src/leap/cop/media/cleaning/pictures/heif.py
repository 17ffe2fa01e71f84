"""HEIC, the pictures of iPhones: read through a library that not every site has.

It is the extra `leap.cop[heic]`, see *Why it is so* in the documentation. Without it
such a picture is refused, with a word about how to send a JPEG.
"""

from collections.abc import Callable
from PIL import Image
from typing import Any
from typing import BinaryIO
from typing import NamedTuple


#: More threads than the machine has processors only take memory.
_THREADS = 2


class NotHere(Exception):
    """There is no library for such a picture, or it knows no such one."""


class Heif(NamedTuple):
    """The picture that one sees of a HEIC: no burst, depth, preview or film."""

    size: tuple[int, int]
    mode: str
    profile: bytes
    #: Whether its colours are stored at half of its size.
    is_subsampled: bool
    #: Gives the rows from one to another.
    rows: Callable[[int, int], Image.Image]


def opened(file: BinaryIO) -> Heif:
    """Return a HEIC, upright; its pixels are read when rows are asked for.

    :raises NotHere: without the library, and for what it does not know.
    :raises EOFError, ValueError, …: for what is damaged.
    """
    try:
        import pillow_heif
    except ImportError as error:
        raise NotHere from error
    pillow_heif.options.DECODE_THREADS = _THREADS
    pillow_heif.options.THUMBNAILS = False
    pillow_heif.options.DEPTH_IMAGES = False
    pillow_heif.options.AUX_IMAGES = False
    file.seek(0)
    found = pillow_heif.open_heif(
        file, convert_hdr_to_8bit=True, remove_stride=False, bgr_mode=False
    )
    if not len(found):
        # It is packed in a way that no camera uses.
        raise NotHere
    image = found[found.primary_index]
    return Heif(
        image.size,
        image.mode,
        image.info.get("icc_profile") or b"",
        image.info.get("chroma") in (420, 422),
        lambda first, last: _rows(image, first, last),
    )


def _rows(image: Any, first: int, last: int) -> Image.Image:
    part = memoryview(image.data)[first * image.stride : last * image.stride]
    size = (image.size[0], last - first)
    rows = Image.frombytes(image.mode, size, part, "raw", image.mode, image.stride)
    return rows.convert("RGBA") if rows.mode == "RGBa" else rows
