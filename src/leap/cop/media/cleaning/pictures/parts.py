"""What a picture file consists of, taken apart without looking at a pixel.

Done first, and what is kept is decoded then: neither broken nor huge words around a
picture make it a damaged one. What is kept is a closed list of what a decoder needs;
the bytes of the pixels themselves stay as they were.
"""

from collections.abc import Callable
from collections.abc import Iterator
from io import BytesIO
from leap.cop.media.cleaning import kinds
from leap.cop.media.cleaning.kinds import Kind
from leap.cop.media.cleaning.kinds import NotTaken
from leap.cop.media.cleaning.pictures import ifd
from leap.cop.media.cleaning.table import named
from leap.cop.media.cleaning.table import Row
from typing import NamedTuple

import zlib


_NEEDED = "without it there is no picture"
_TELLS = "tells who made it, where, when and with what"
_COLOURS = "applied to the pixels and left out: a profile can name a device"
_TURN = "the picture is turned upright, everything else tells of its making"

#: Marks of JPEG and blocks of GIF, by their numbers; chunks of PNG and WebP, by name.
JPEG_TABLE = (
    Row(
        "JPEG: frames, scans, tables",
        "kept",
        _NEEDED,
        (
            *(f"{mark:02X}" for mark in range(0xC0, 0xD0)),
            *("DA", "DB", "DC", "DD", "DE", "DF"),
        ),
    ),
    Row("JPEG: JFIF", "changed", "kept without the small preview in it", ("E0",)),
    Row("JPEG: Adobe", "changed", "kept is which colours its numbers mean", ("EE",)),
    Row("JPEG: EXIF", "changed", _TURN, ("E1",)),
    Row("JPEG: colour profile", "changed", _COLOURS, ("E2",)),
    Row("JPEG: other segments, comments, what stands behind it", "dropped", _TELLS),
)
PNG_TABLE = (
    Row(
        "PNG: header, palette, pixels, frames",
        "kept",
        _NEEDED,
        ("IHDR", "PLTE", "tRNS", "IDAT", "IEND", "acTL", "fcTL", "fdAT"),
    ),
    Row(
        "PNG: what its colours mean, and how large a pixel is",
        "kept",
        "otherwise it looks different",
        ("gAMA", "cHRM", "sRGB", "cICP", "mDCV", "cLLI", "sBIT", "bKGD", "pHYs"),
    ),
    Row("PNG: colour profile", "changed", _COLOURS, ("iCCP",)),
    Row("PNG: EXIF", "changed", _TURN, ("eXIf",)),
    Row("PNG: texts, dates, and all else", "dropped", _TELLS),
)
WEBP_TABLE = (
    Row(
        "WebP: pixels, transparency, frames",
        "kept",
        _NEEDED,
        ("VP8 ", "VP8L", "ALPH", "ANIM"),
    ),
    Row(
        "WebP: header, single frames",
        "changed",
        "kept without what they hold or announce besides",
        ("VP8X", "ANMF"),
    ),
    Row("WebP: colour profile", "changed", _COLOURS, ("ICCP",)),
    Row("WebP: EXIF", "changed", _TURN, ("EXIF",)),
    Row("WebP: XMP, and all else", "dropped", _TELLS),
)
GIF_TABLE = (
    Row("GIF: palettes, frames", "kept", _NEEDED, ("2C",)),
    Row(
        "GIF: times of frames, how often it is shown",
        "changed",
        "kept without what programs add",
        ("F9", "FF"),
    ),
    Row("GIF: comments, texts, and all else", "dropped", _TELLS),
)
OTHER_TABLE = (
    Row(
        "TIFF: pixels",
        "changed",
        "written anew as PNG, upright and in the colours of screens",
    ),
    Row(
        "HEIC, AVIF: the picture itself",
        "changed",
        "written anew as JPEG, with transparency as PNG",
    ),
    Row(
        "HEIC, AVIF: bursts, depth, previews, films, EXIF, XMP",
        "dropped",
        "they are not the picture that one sees, or tell of its making",
    ),
)
TABLE = (*JPEG_TABLE, *PNG_TABLE, *WEBP_TABLE, *GIF_TABLE, *OTHER_TABLE)


class Parts(NamedTuple):
    """A picture file, taken apart."""

    #: The picture, and nothing else.
    data: bytes
    #: Which way is up, as EXIF counts: 1 to 8.
    orientation: int = 1
    #: What its colours mean: a profile of the ICC, or nothing.
    profile: bytes = b""
    #: The same in short: chunks of a PNG that a new one needs as well.
    colours: bytes = b""
    #: Whether it has an end, where its kind has one.
    is_whole: bool = True


def taken_apart(data: bytes, kind: Kind) -> Parts:
    """Return the parts of a picture file.

    :raises NotTaken: for what is no picture of this kind.
    """
    try:
        return _PARTS[kind](data)
    except (IndexError, KeyError) as error:
        raise NotTaken("damaged") from error


def _orientation(exif: bytes) -> int:
    """Return which way is up: 1 when nothing is said, or nothing that can be read."""
    body = exif[6:] if exif.startswith(b"Exif\0\0") else exif
    said = ifd.tags(BytesIO(body)).get(ifd.ORIENTATION, 1)
    return said if 1 <= said <= 8 else 1


# JPEG

_JPEG_KEPT = frozenset(int(name, 16) for name in named(JPEG_TABLE, "kept"))
_JPEG_CHANGED = frozenset(int(name, 16) for name in named(JPEG_TABLE, "changed"))
_SCAN = 0xDA
_END = 0xD9
#: Marks that stand alone, without a length behind them.
_ALONE = frozenset((0x01, 0xD8, *range(0xD0, 0xD8)))
_ICC = b"ICC_PROFILE\0"


def _jpeg(data: bytes) -> Parts:
    exif, profile, mark = b"", [], 0
    for mark, segment in _jpeg_segments(data):
        if mark == 0xE1 and segment[4:10] == b"Exif\0\0" and not exif:
            exif = segment[4:]
        elif mark == 0xE2 and segment[4:16] == _ICC:
            profile.append((segment[16], segment[18:]))
    return Parts(
        jpeg_without_segments(data),
        _orientation(exif),
        b"".join(part for _number, part in sorted(profile)),
        is_whole=mark == _END,
    )


def jpeg_without_segments(data: bytes) -> bytes:
    """Return a JPEG without the segments that tell of its making; no pixel changes.

    Kept are JFIF and Adobe (a decoder needs its colour mark), and what is picture.
    What a camera hangs behind the end of the picture stays behind.

    :raises NotTaken: for something that is no JPEG.
    """
    kept = [_jpeg_segment(mark, segment) for mark, segment in _jpeg_segments(data)]
    return b"".join((b"\xff\xd8", *kept, b"\xff\xd9"))


def _jpeg_segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Go over the segments to the end; a scan's has the scan itself behind it.

    What stands between two segments belongs to none, and decoders skip it. Once pixels
    have begun it could be some of them.

    :raises NotTaken: for something that is no JPEG, or whose scans are broken.
    """
    if not data.startswith(b"\xff\xd8"):
        raise NotTaken("damaged")
    end, has_begun = 2, False
    while (at := _next_mark(data, end)) + 4 <= len(data):
        mark = data[at + 1]
        if has_begun and (mark in _ALONE or data[end:at].strip(b"\xff")):
            raise NotTaken("damaged")
        if mark == _END:
            break
        end = at + 2
        if mark in _ALONE:
            continue
        end += int.from_bytes(data[end : end + 2], "big")
        if mark == _SCAN:
            end, has_begun = _end_of_scan(data, end), True
        yield mark, data[at:end]
    if data[at : at + 2] == b"\xff\xd9":
        yield _END, b""


def _next_mark(data: bytes, at: int) -> int:
    """Return where the next mark stands, the end if there is none."""
    while (at := data.find(b"\xff", at)) >= 0:
        if at + 1 < len(data) and data[at + 1] not in (0x00, 0xFF):
            return at
        at += 1
    return len(data)


def _jpeg_segment(mark: int, segment: bytes) -> bytes:
    """Return what is kept of one segment."""
    if mark in _JPEG_KEPT:
        return segment
    if mark not in _JPEG_CHANGED:
        return b""
    if segment[4:9] == b"JFIF\0" and len(segment) >= 16:
        # Without the small preview that JFIF allows behind its 16 bytes.
        return b"\xff\xe0\x00\x10" + segment[4:16] + b"\x00\x00"
    if segment[4:9] == b"Adobe" and len(segment) >= 16:
        return b"\xff\xee\x00\x0e" + segment[4:16]
    return b""


def _end_of_scan(data: bytes, at: int) -> int:
    """Return where a scan ends: at the next mark that does not belong into it."""
    while (at := data.find(b"\xff", at)) >= 0 and at + 1 < len(data):
        mark = data[at + 1]
        if mark == 0xFF:
            at += 1
        elif mark == 0x00 or 0xD0 <= mark <= 0xD7:
            at += 2
        else:
            return at
    return len(data)


# PNG

_PNG_START = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT = frozenset(name.encode() for name in named(PNG_TABLE, "kept"))
_PNG_PIXELS = (b"IDAT", b"fdAT")
_PNG_COLOURS = (b"gAMA", b"cHRM", b"sRGB", b"cICP", b"mDCV", b"cLLI")
#: The longest that anything kept is that is no pixels: a palette.
_PNG_SMALL = 768
_LARGEST_PROFILE = 4 * kinds.MEGABYTE


def _png(data: bytes) -> Parts:
    found: dict[bytes, bytes] = {}
    colours = []
    for name, chunk in _png_chunks(data):
        if name in (b"eXIf", b"iCCP"):
            found.setdefault(name, chunk[8:-4])
        elif name in _PNG_COLOURS and len(chunk) <= 12 + _PNG_SMALL:
            colours.append(chunk)
    profile = _png_profile(found.get(b"iCCP", b""))
    orientation = _orientation(found.get(b"eXIf", b""))
    return Parts(png_without_chunks(data), orientation, profile, b"".join(colours))


def png_in_colours(data: bytes, chunks: bytes) -> bytes:
    """Return a PNG with what its colours mean, behind its header."""
    end = 8 + 25
    return data[:end] + chunks + data[end:]


def _png_profile(chunk: bytes) -> bytes:
    """Return a profile: it stands behind its name, packed."""
    _name, _end, packed = chunk.partition(b"\0")
    try:
        return zlib.decompressobj().decompress(packed[1:], _LARGEST_PROFILE)
    except zlib.error:
        return b""


def png_without_chunks(data: bytes) -> bytes:
    """Return a PNG without texts, dates, EXIF and profile; no pixel changes.

    :raises NotTaken: for something that is no PNG, or has no end.
    """
    kept = [data[:8]]
    name = b""
    for name, chunk in _png_chunks(data):
        if name in _PNG_KEPT and (name in _PNG_PIXELS or len(chunk) <= 12 + _PNG_SMALL):
            kept.append(chunk)
    if name != b"IEND":
        raise NotTaken("damaged")
    return b"".join(kept)


def _png_chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    if not data.startswith(_PNG_START):
        raise NotTaken("damaged")
    at, name = 8, b""
    while at + 12 <= len(data) and name != b"IEND":
        end = at + 12 + int.from_bytes(data[at : at + 4], "big")
        name = data[at + 4 : at + 8]
        yield name, data[at:end]
        at = end


# WebP

_WEBP_KEPT = frozenset(name.encode() for name in named(WEBP_TABLE, "kept"))
#: In the flags of VP8X: profile, EXIF, XMP.
_WEBP_TOLD = 0x20 | 0x08 | 0x04
#: What stands in a frame before its own chunks: where it is shown, and how long.
_FRAME_HEADER = 16


def _webp(data: bytes) -> Parts:
    found: dict[bytes, bytes] = {}
    for name, body in _webp_chunks(_webp_body(data)):
        found.setdefault(name, body if name in (b"EXIF", b"ICCP") else b"")
    orientation = _orientation(found.get(b"EXIF", b""))
    return Parts(webp_without_chunks(data), orientation, found.get(b"ICCP", b""))


def webp_without_chunks(data: bytes) -> bytes:
    """Return a WebP without EXIF, XMP and profile; no pixel changes."""
    kept = _webp_kept(_webp_body(data))
    return b"RIFF" + (len(kept) + 4).to_bytes(4, "little") + b"WEBP" + kept


def _webp_body(data: bytes) -> bytes:
    return data[12 : 8 + int.from_bytes(data[4:8], "little")]


def _webp_chunks(body: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 0
    while at + 8 <= len(body):
        length = int.from_bytes(body[at + 4 : at + 8], "little")
        yield body[at : at + 4], body[at + 8 : at + 8 + length]
        at += 8 + length + length % 2


def _webp_kept(body: bytes) -> bytes:
    kept = []
    for name, chunk in _webp_chunks(body):
        if name == b"VP8X":
            chunk = bytes((chunk[0] & ~_WEBP_TOLD & 0xFF,)) + chunk[1:10]
        elif name == b"ANMF":
            chunk = chunk[:_FRAME_HEADER] + _webp_kept(chunk[_FRAME_HEADER:])
        elif name not in _WEBP_KEPT:
            continue
        length = len(chunk).to_bytes(4, "little")
        kept.append(name + length + chunk + b"\0" * (len(chunk) % 2))
    return b"".join(kept)


def is_lossless_webp(data: bytes) -> bool:
    """Return whether a WebP keeps each pixel as it was."""
    return _has_lossless(_webp_body(data))


def _has_lossless(body: bytes) -> bool:
    return any(
        name == b"VP8L" or (name == b"ANMF" and _has_lossless(chunk[_FRAME_HEADER:]))
        for name, chunk in _webp_chunks(body)
    )


def webp_size(data: bytes) -> tuple[int, int]:
    """Return width and height of a WebP, out of its header; zeros when none is there.

    A decoder claims its memory before anybody could ask it.
    """
    for name, body in _webp_chunks(_webp_body(data)):
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


# GIF

_GIF_LOOPS = (b"NETSCAPE2.0", b"ANIMEXTS1.0")


def _gif(data: bytes) -> Parts:
    return Parts(gif_without_blocks(data))


def gif_without_blocks(data: bytes) -> bytes:
    """Return a GIF without comments and what programs put in; no pixel changes."""
    at = 13 + (3 << ((data[10] & 7) + 1) if data[10] & 0x80 else 0)
    kept = [data[:at]]
    while at < len(data) and data[at] != 0x3B:
        start = at
        if data[at] == 0x21:
            at = _end_of_gif_blocks(data, at + 2)
            kept.append(_gif_extension(data[start:at]))
        elif data[at] == 0x2C:
            flags = data[at + 9]
            at += 10 + (3 << ((flags & 7) + 1) if flags & 0x80 else 0)
            at = _end_of_gif_blocks(data, at + 1)
            kept.append(data[start:at])
        else:
            raise NotTaken("damaged")
    return b"".join((*kept, b"\x3b"))


def _gif_extension(block: bytes) -> bytes:
    """Return what is kept of one extension: the numbers of a frame, or of a loop."""
    if f"{block[1]:02X}" not in named(GIF_TABLE, "changed"):
        return b""
    if block[1] == 0xF9:
        return b"\x21\xf9\x04" + block[3:7] + b"\0"
    if block[3:14] in _GIF_LOOPS and block[14:16] == b"\x03\x01":
        return b"\x21\xff\x0bNETSCAPE2.0\x03\x01" + block[16:18] + b"\0"
    return b""


def _end_of_gif_blocks(data: bytes, at: int) -> int:
    while at < len(data) and data[at]:
        at += data[at] + 1
    return at + 1


_PARTS: dict[Kind, Callable[[bytes], Parts]] = {
    kinds.JPEG: _jpeg,
    kinds.PNG: _png,
    kinds.GIF: _gif,
    kinds.WEBP: _webp,
}

#: What gives the same picture without anything else.
WITHOUT: dict[Kind, Callable[[bytes], bytes]] = {
    kinds.JPEG: jpeg_without_segments,
    kinds.PNG: png_without_chunks,
    kinds.GIF: gif_without_blocks,
    kinds.WEBP: webp_without_chunks,
}
