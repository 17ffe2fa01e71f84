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

#: Boxes of films that only a certain player can open.
_LOCKED = (b"encv", b"enca", b"drms", b"drmi")

_LONGEST_HEAD = 1 << 26
_NEVER = 0xFFFFFFFF


class Start(NamedTuple):
    """When a track begins, in seconds: on the clock of the film, and on its own.

    And how long it is shown at most, where its end was cut off.
    """

    shown: Fraction
    skipped: Fraction
    longest: Fraction | None = None


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


def check(file: BinaryIO) -> None:
    """Refuse a film that was never finished, or that is locked.

    :raises NotTaken: for either of them.
    """
    at = file.tell()
    heads = [(start, end) for name, start, end in top_boxes(file) if name == b"moov"]
    if not heads:
        raise NotTaken("unfinished")
    start, end = heads[0]
    file.seek(start)
    head = file.read(min(end - start, _LONGEST_HEAD))
    if any(name in head for name in _LOCKED):
        raise NotTaken("protected")
    file.seek(at)


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
    rate, whole, end = _own_clock(clean)
    skipped = round(start.skipped * rate)
    shown = end - skipped
    if start.longest is not None:
        shown = min(shown, round(start.longest * rate))
    if shown <= 0:
        raise NotTaken("damaged")
    # First on the clock of the track, then on that of the film: so it is found again.
    delay = round(Fraction(max(0, round(start.shown * rate)), rate) * TICKS)
    length = round(Fraction(shown, rate) * TICKS)
    parts = [(length, skipped)]
    if delay:
        parts.insert(0, (delay, -1))
    entries = b"".join(struct.pack(">QqI", *part, 1 << 16) for part in parts)
    edits = _box(
        b"edts", _box(b"elst", struct.pack(">II", 1 << 24, len(parts)) + entries)
    )
    body = _with_length(clean[8:], b"tkhd", delay + length)
    body = _with_length(body, b"mdhd", whole)
    at = int.from_bytes(body[:4], "big")
    return _box(b"trak", body[:at] + edits + body[at:]), delay + length


def _own_clock(track: bytes) -> tuple[int, int, int]:
    """Return the ticks in a second of a track, its length, and when its last ends."""
    at = track.index(b"mdhd") + 4
    (rate,) = struct.unpack_from(">I", track, at + (20 if track[at] else 12))
    steps = _runs(track, b"stts")
    whole = sum(count * step for count, step in steps)
    shifts = _runs(track, b"ctts")
    if not shifts:
        return rate, whole, whole
    ends, at = 0, 0
    each_shift = (shift for count, shift in shifts for _sample in range(count))
    for count, step in steps:
        for _sample in range(count):
            ends = max(ends, at + next(each_shift, 0) + step)
            at += step
    return rate, whole, ends


def _runs(track: bytes, name: bytes) -> list[tuple[int, int]]:
    """Return a table of counts and numbers."""
    place = track.find(name, track.index(b"stbl"))
    if place < 0:
        return []
    (count,) = struct.unpack_from(">I", track, place + 8)
    return [
        struct.unpack_from(">Ii", track, place + 12 + 8 * run) for run in range(count)
    ]


def _with_length(boxes: bytes, name: bytes, length: int) -> bytes:
    """Return boxes with one, a head, that says how long a film or a track is."""
    at = boxes.index(name) + 4
    is_track = name == b"tkhd"
    if boxes[at]:
        at += 28 if is_track else 24
        return boxes[:at] + struct.pack(">Q", length) + boxes[at + 8 :]
    at += 20 if is_track else 16
    if length > _NEVER:
        raise NotTaken("large", 1)
    return boxes[:at] + struct.pack(">I", length) + boxes[at + 4 :]
