"""WebP: its chunks, without those that tell of its making."""

from collections.abc import Iterator
from leap.cop.media.cleaning.pictures.parts import COLOURS
from leap.cop.media.cleaning.pictures.parts import NEEDED
from leap.cop.media.cleaning.pictures.parts import orientation
from leap.cop.media.cleaning.pictures.parts import Parts
from leap.cop.media.cleaning.pictures.parts import TELLS
from leap.cop.media.cleaning.pictures.parts import TURN
from leap.cop.media.cleaning.table import named
from leap.cop.media.cleaning.table import Row


#: By the names of chunks.
TABLE = (
    Row(
        "WebP: pixels, transparency, frames",
        "kept",
        NEEDED,
        ("VP8 ", "VP8L", "ALPH", "ANIM"),
    ),
    Row(
        "WebP: header, single frames",
        "changed",
        "kept without what they hold or announce besides",
        ("VP8X", "ANMF"),
    ),
    Row("WebP: colour profile", "changed", COLOURS, ("ICCP",)),
    Row("WebP: EXIF", "changed", TURN, ("EXIF",)),
    Row("WebP: XMP, and all else", "dropped", TELLS),
)

KEPT = frozenset(name.encode() for name in named(TABLE, "kept"))
#: In the flags of VP8X: profile, EXIF, XMP.
_TOLD = 0x20 | 0x08 | 0x04
#: What stands in a frame before its own chunks: where it is shown, and how long.
_FRAME_HEADER = 16


def taken_apart(data: bytes) -> Parts:
    """Return the parts of a WebP."""
    found: dict[bytes, bytes] = {}
    for name, body in _chunks(_body(data)):
        found.setdefault(name, body if name in (b"EXIF", b"ICCP") else b"")
    upright = orientation(found.get(b"EXIF", b""))
    return Parts(without_chunks(data), upright, found.get(b"ICCP", b""))


def without_chunks(data: bytes) -> bytes:
    """Return a WebP without EXIF, XMP and profile; no pixel changes."""
    kept = _kept_of(_body(data))
    return b"RIFF" + (len(kept) + 4).to_bytes(4, "little") + b"WEBP" + kept


def _body(data: bytes) -> bytes:
    return data[12 : 8 + int.from_bytes(data[4:8], "little")]


def _chunks(body: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 0
    while at + 8 <= len(body):
        length = int.from_bytes(body[at + 4 : at + 8], "little")
        yield body[at : at + 4], body[at + 8 : at + 8 + length]
        at += 8 + length + length % 2


def _kept_of(body: bytes) -> bytes:
    kept = []
    for name, chunk in _chunks(body):
        if name == b"VP8X":
            chunk = bytes((chunk[0] & ~_TOLD & 0xFF,)) + chunk[1:10]
        elif name == b"ANMF":
            chunk = chunk[:_FRAME_HEADER] + _kept_of(chunk[_FRAME_HEADER:])
        elif name not in KEPT:
            continue
        length = len(chunk).to_bytes(4, "little")
        kept.append(name + length + chunk + b"\0" * (len(chunk) % 2))
    return b"".join(kept)


def is_lossless(data: bytes) -> bool:
    """Return whether a WebP keeps each pixel as it was."""
    return _has_lossless(_body(data))


def _has_lossless(body: bytes) -> bool:
    return any(
        name == b"VP8L" or (name == b"ANMF" and _has_lossless(chunk[_FRAME_HEADER:]))
        for name, chunk in _chunks(body)
    )


def size(data: bytes) -> tuple[int, int]:
    """Return width and height of a WebP, out of its header; zeros when none is there.

    A decoder claims its memory before anybody could ask it.
    """
    for name, body in _chunks(_body(data)):
        if name == b"VP8X":
            return _number(body[4:7]) + 1, _number(body[7:10]) + 1
        if name == b"VP8L":
            bits = _number(body[1:5])
            return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
        if name == b"VP8 ":
            return _number(body[6:8]) & 0x3FFF, _number(body[8:10]) & 0x3FFF
    return 0, 0


def _number(data: bytes) -> int:
    return int.from_bytes(data, "little")
