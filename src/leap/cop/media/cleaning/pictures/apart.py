"""What a picture file consists of, taken apart without looking at a pixel.

Done first, and what is kept is decoded then: neither broken nor huge words around a
picture make it a damaged one. Each kind has a module of its own.
"""

from collections.abc import Callable
from leap.cop.media.cleaning import kinds
from leap.cop.media.cleaning.kinds import Kind
from leap.cop.media.cleaning.kinds import NotTaken
from leap.cop.media.cleaning.pictures import gif
from leap.cop.media.cleaning.pictures import jpeg
from leap.cop.media.cleaning.pictures import png
from leap.cop.media.cleaning.pictures import webp
from leap.cop.media.cleaning.pictures.parts import Parts
from leap.cop.media.cleaning.table import Row


_OTHER_TABLE = (
    Row(
        "TIFF: pixels",
        "changed",
        "saved as a new PNG, upright and in screen colours",
    ),
    Row(
        "HEIC, AVIF: the picture itself",
        "changed",
        "saved as a new JPEG, or as a PNG if parts of it are transparent",
    ),
    Row(
        "HEIC, AVIF: bursts, depth, previews, videos, EXIF, XMP",
        "dropped",
        "they are not the picture people see, or tell how it was made",
    ),
)
TABLE = (*jpeg.TABLE, *png.TABLE, *webp.TABLE, *gif.TABLE, *_OTHER_TABLE)

_PARTS: dict[Kind, Callable[[bytes], Parts]] = {
    kinds.JPEG: jpeg.taken_apart,
    kinds.PNG: png.taken_apart,
    kinds.GIF: gif.taken_apart,
    kinds.WEBP: webp.taken_apart,
}

#: What gives the same picture without anything else.
WITHOUT: dict[Kind, Callable[[bytes], bytes]] = {
    kinds.JPEG: jpeg.without_segments,
    kinds.PNG: png.without_chunks,
    kinds.GIF: gif.without_blocks,
    kinds.WEBP: webp.without_chunks,
}


def taken_apart(data: bytes, kind: Kind) -> Parts:
    """Return the parts of a picture file.

    :raises NotTaken: for what is no picture of this kind.
    """
    try:
        return _PARTS[kind](data)
    except (IndexError, KeyError) as error:
        raise NotTaken("damaged") from error
