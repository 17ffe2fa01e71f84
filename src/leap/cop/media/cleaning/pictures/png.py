"""PNG: its chunks, without those that tell of its making."""

from collections.abc import Iterator
from leap.cop.media.cleaning.kinds import MEGABYTE
from leap.cop.media.cleaning.kinds import NotTaken
from leap.cop.media.cleaning.pictures.parts import COLOURS
from leap.cop.media.cleaning.pictures.parts import NEEDED
from leap.cop.media.cleaning.pictures.parts import orientation
from leap.cop.media.cleaning.pictures.parts import Parts
from leap.cop.media.cleaning.pictures.parts import TELLS
from leap.cop.media.cleaning.pictures.parts import TURN
from leap.cop.media.cleaning.table import named
from leap.cop.media.cleaning.table import Row

import zlib


#: By the names of chunks.
TABLE = (
    Row(
        "PNG: header, palette, pixels, frames",
        "kept",
        NEEDED,
        ("IHDR", "PLTE", "tRNS", "IDAT", "IEND", "acTL", "fcTL", "fdAT"),
    ),
    Row(
        "PNG: what its colours mean, and how large a pixel is",
        "kept",
        "otherwise it looks different",
        ("gAMA", "cHRM", "sRGB", "cICP", "mDCV", "cLLI", "sBIT", "bKGD", "pHYs"),
    ),
    Row("PNG: colour profile", "changed", COLOURS, ("iCCP",)),
    Row("PNG: EXIF", "changed", TURN, ("eXIf",)),
    Row("PNG: texts, dates, and all else", "dropped", TELLS),
)

_START = b"\x89PNG\r\n\x1a\n"
KEPT = frozenset(name.encode() for name in named(TABLE, "kept"))
_PIXELS = (b"IDAT", b"fdAT")
_COLOURS = (b"gAMA", b"cHRM", b"sRGB", b"cICP", b"mDCV", b"cLLI")
#: The longest that anything kept is that is no pixels: a palette.
_SMALL = 768
_LARGEST_PROFILE = 4 * MEGABYTE


def taken_apart(data: bytes) -> Parts:
    """Return the parts of a PNG."""
    found: dict[bytes, bytes] = {}
    colours = []
    for name, chunk in chunks(data):
        if name in (b"eXIf", b"iCCP"):
            found.setdefault(name, chunk[8:-4])
        elif name in _COLOURS and len(chunk) <= 12 + _SMALL:
            colours.append(chunk)
    profile = _profile(found.get(b"iCCP", b""))
    upright = orientation(found.get(b"eXIf", b""))
    return Parts(without_chunks(data), upright, profile, b"".join(colours))


def in_colours(data: bytes, said: bytes) -> bytes:
    """Return a PNG with what its colours mean, behind its header."""
    end = 8 + 25
    return data[:end] + said + data[end:]


def _profile(chunk: bytes) -> bytes:
    """Return a profile: it stands behind its name, packed."""
    _name, _end, packed = chunk.partition(b"\0")
    try:
        return zlib.decompressobj().decompress(packed[1:], _LARGEST_PROFILE)
    except zlib.error:
        return b""


def without_chunks(data: bytes) -> bytes:
    """Return a PNG without texts, dates, EXIF and profile; no pixel changes.

    :raises NotTaken: for something that is no PNG, or has no end.
    """
    kept = [data[:8]]
    name = b""
    for name, chunk in chunks(data):
        if name in KEPT and (name in _PIXELS or len(chunk) <= 12 + _SMALL):
            kept.append(chunk)
    if name != b"IEND":
        raise NotTaken("damaged")
    return b"".join(kept)


def chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Go over the chunks up to the end: the name of each, and all of it.

    :raises NotTaken: for something that is no PNG.
    """
    if not data.startswith(_START):
        raise NotTaken("damaged")
    at, name = 8, b""
    while at + 12 <= len(data) and name != b"IEND":
        end = at + 12 + int.from_bytes(data[at : at + 4], "big")
        name = data[at + 4 : at + 8]
        yield name, data[at:end]
        at = end
