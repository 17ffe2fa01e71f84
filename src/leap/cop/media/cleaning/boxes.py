"""The boxes of MP4 and QuickTime: where the sound is, and when each track begins.

FFmpeg can say that a track begins later, or that its first samples are not shown, but
not both: sound would begin a moment early or late. So the clock of a track is written
here, once, and a second time of cleaning finds it as it is.
"""

from collections.abc import Iterator
from fractions import Fraction
from leap.cop.media.cleaning.kinds import NotTaken
from typing import BinaryIO
from typing import NamedTuple

import struct


#: Ticks of the clock of a film in a second: fine enough for all of its tracks.
TICKS = 1_000_000

#: Boxes that FFmpeg writes for what is seen and heard; another one is dropped.
_OPENED = (b"moov", b"trak", b"mdia", b"minf")
_KEPT = (
    b"mvhd", b"tkhd", b"mdhd", b"hdlr", b"elng", b"vmhd", b"smhd", b"gmhd", b"nmhd",
    b"dinf", b"stbl",
)  # fmt: skip

_NEVER = 0xFFFFFFFF


class Start(NamedTuple):
    """When a track begins, in seconds: on the clock of the film, and on its own."""

    shown: Fraction
    skipped: Fraction


def top_boxes(file: BinaryIO) -> Iterator[tuple[bytes, int, int]]:
    """Give names, starts and ends of the boxes of a file, as far as there are any."""
    end = file.seek(0, 2)
    at = 0
    while at + 8 <= end:
        file.seek(at)
        size, name = struct.unpack(">I4s", file.read(8))
        if size == 1:
            size = int.from_bytes(file.read(8), "big")
        elif size == 0:
            size = end - at
        if size < 8:
            return
        yield name, at, min(at + size, end)
        at += size


def settle(file: BinaryIO, starts: list[Start]) -> None:
    """Write the clocks of a film that FFmpeg wrote, and drop what nobody needs.

    :param starts: one for each track, in their order.
    """
    places = {name: (start, end) for name, start, end in top_boxes(file)}
    start, end = places.get(b"moov", (0, 0))
    if not end or end != file.seek(0, 2):
        raise NotTaken("damaged")
    file.seek(start)
    moov = file.read(end - start)
    lengths: list[int] = []
    waiting = iter(starts)
    body = b""
    for name, box in _boxes(moov[8:]):
        if name == b"trak":
            track, length = _track(box, next(waiting))
            lengths.append(length)
            body += track
        elif name in _KEPT:
            body += box
    body = _with_length(body, b"mvhd", max(lengths))
    file.seek(start)
    file.write(_box(b"moov", body))
    file.truncate()


def _boxes(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 0
    while at + 8 <= len(data):
        size, name = struct.unpack_from(">I4s", data, at)
        if size < 8 or at + size > len(data):
            raise NotTaken("damaged")
        yield name, data[at : at + size]
        at += size


def _box(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I4s", 8 + len(body), name) + body


def _only_kept(box: bytes) -> bytes:
    """Return a box with those in it that are known."""
    body = b""
    for name, inner in _boxes(box[8:]):
        if name in _OPENED:
            body += _only_kept(inner)
        elif name in _KEPT:
            body += inner
    return _box(box[4:8], body)


def _track(box: bytes, start: Start) -> tuple[bytes, int]:
    """Return a track with its clock, and how long it is on that of the film."""
    clean = _only_kept(box)
    rate, own_length = _own_clock(clean)
    skipped = round(start.skipped * rate)
    delay = round(start.shown * TICKS)
    length = round(Fraction(own_length - skipped, rate) * TICKS)
    if length <= 0:
        raise NotTaken("damaged")
    parts = [(length, skipped)]
    if delay > 0:
        parts.insert(0, (delay, -1))
    entries = b"".join(struct.pack(">QqI", *part, 1 << 16) for part in parts)
    head = struct.pack(">II", 1 << 24, len(parts))
    edits = _box(b"edts", _box(b"elst", head + entries))
    body = _with_length(clean[8:], b"tkhd", length + max(delay, 0))
    at = int.from_bytes(body[:4], "big")
    return _box(b"trak", body[:at] + edits + body[at:]), length + max(delay, 0)


def _own_clock(track: bytes) -> tuple[int, int]:
    """Return the ticks in a second and the length of a track on its own clock."""
    at = track.index(b"mdhd") + 4
    if track[at]:
        rate, length = struct.unpack_from(">IQ", track, at + 20)
    else:
        rate, length = struct.unpack_from(">II", track, at + 12)
    return rate, length


def _with_length(boxes: bytes, name: bytes, length: int) -> bytes:
    """Return boxes of which the first, a head, says how long a film or track is."""
    at = boxes.index(name) + 4
    is_track = name == b"tkhd"
    if boxes[at]:
        at += 28 if is_track else 24
        return boxes[:at] + struct.pack(">Q", length) + boxes[at + 8 :]
    at += 20 if is_track else 16
    if length > _NEVER:
        raise NotTaken("large", 1)
    return boxes[:at] + struct.pack(">I", length) + boxes[at + 4 :]
