"""JPEG: its segments, without those that tell of its making."""

from collections.abc import Iterator
from leap.cop.media.cleaning.kinds import NotTaken
from leap.cop.media.cleaning.pictures.parts import COLOURS
from leap.cop.media.cleaning.pictures.parts import NEEDED
from leap.cop.media.cleaning.pictures.parts import orientation
from leap.cop.media.cleaning.pictures.parts import Parts
from leap.cop.media.cleaning.pictures.parts import TELLS
from leap.cop.media.cleaning.pictures.parts import TURN
from leap.cop.media.cleaning.table import named
from leap.cop.media.cleaning.table import Row


#: By the numbers of marks.
TABLE = (
    Row(
        "JPEG: frames, scans, tables",
        "kept",
        NEEDED,
        (
            *(f"{mark:02X}" for mark in range(0xC0, 0xD0)),
            *("DA", "DB", "DC", "DD", "DE", "DF"),
        ),
    ),
    Row("JPEG: JFIF", "changed", "kept without the small preview in it", ("E0",)),
    Row(
        "JPEG: Adobe", "changed", "which colours its numbers stand for is kept", ("EE",)
    ),
    Row("JPEG: EXIF", "changed", TURN, ("E1",)),
    Row("JPEG: colour profile", "changed", COLOURS, ("E2",)),
    Row("JPEG: other segments, comments, what stands behind it", "dropped", TELLS),
)

KEPT = frozenset(int(name, 16) for name in named(TABLE, "kept"))
_CHANGED = frozenset(int(name, 16) for name in named(TABLE, "changed"))
_SCAN = 0xDA
_END = 0xD9
#: Marks that stand alone, without a length behind them.
_ALONE = frozenset((0x01, 0xD8, *range(0xD0, 0xD8)))
_ICC = b"ICC_PROFILE\0"


def taken_apart(data: bytes) -> Parts:
    """Return the parts of a JPEG."""
    exif, profile, mark = b"", [], 0
    for mark, segment in _segments(data):
        if mark == 0xE1 and segment[4:10] == b"Exif\0\0" and not exif:
            exif = segment[4:]
        elif mark == 0xE2 and segment[4:16] == _ICC:
            profile.append((segment[16], segment[18:]))
    return Parts(
        without_segments(data),
        orientation(exif),
        b"".join(part for _number, part in sorted(profile)),
        is_whole=mark == _END,
    )


def without_segments(data: bytes) -> bytes:
    """Return a JPEG without the segments that tell of its making; no pixel changes.

    Kept are JFIF and Adobe (a decoder needs its colour mark), and what is picture.
    What a camera hangs behind the end of the picture stays behind.

    :raises NotTaken: for something that is no JPEG.
    """
    kept = [_kept_of(mark, segment) for mark, segment in _segments(data)]
    return b"".join((b"\xff\xd8", *kept, b"\xff\xd9"))


def _segments(data: bytes) -> Iterator[tuple[int, bytes]]:
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


def _kept_of(mark: int, segment: bytes) -> bytes:
    """Return what is kept of one segment."""
    if mark in KEPT:
        return segment
    if mark not in _CHANGED:
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
