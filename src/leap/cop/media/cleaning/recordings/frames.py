"""Sound that is one frame after the other: MP3, AAC as it comes, AMR.

Each frame says how long it is, so tags in front, between and behind them are no part
of any: what is not a frame among its like is dropped.
"""

from collections.abc import Callable
from collections.abc import Iterator
from contextlib import contextmanager
from contextlib import suppress
from leap.cop.media.cleaning.kinds import NotTaken
from typing import Any
from typing import BinaryIO
from typing import NamedTuple

import mmap


class Head(NamedTuple):
    """What a frame says of itself: its length in bytes, and what its like share."""

    length: int
    like: tuple[int, ...]


#: How tags begin that stand among frames.
TAGS = (b"ID3", b"TAG", b"APETAGEX", b"LYRICSBEGIN")

#: So many frames in a row are no chance.
_ROW = 4

_RATES = ((11025, 12000, 8000), (0, 0, 0), (22050, 24000, 16000), (44100, 48000, 32000))
_KBITS = (
    (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
    (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
)
AMR = (12, 13, 15, 17, 19, 20, 26, 31, 5, -1, -1, -1, -1, -1, -1, 0)
AMR_WIDE = (17, 23, 32, 36, 40, 46, 50, 58, 60, 5, -1, -1, -1, -1, 0, 0)


@contextmanager
def bytes_of(file: BinaryIO) -> Iterator[Any]:
    """Look at the bytes of a file without having all of them at once."""
    file.seek(0)
    mapped = None
    # What has no number, or nothing in it, cannot be mapped.
    with suppress(OSError, ValueError):
        mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    if mapped is None:
        yield file.read()
        return
    with mapped:
        yield mapped


def mp3_head(data: Any, at: int) -> Head | None:
    """Return what a frame of MP3 says of itself, or nothing when there is none."""
    head = data[at : at + 4]
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE6 != 0xE2:
        return None
    version, rate, kbits = head[1] >> 3 & 3, head[2] >> 2 & 3, head[2] >> 4
    if version == 1 or rate == 3 or kbits in (0, 15):
        return None
    hertz = _RATES[version][rate]
    per_kbit = 144_000 if version == 3 else 72_000
    length = per_kbit * _KBITS[version == 3][kbits] // hertz + (head[2] >> 1 & 1)
    return Head(length, (version, rate))


def aac_head(data: Any, at: int) -> Head | None:
    """Return what a frame of AAC says of itself, or nothing when there is none."""
    head = data[at : at + 7]
    if len(head) < 7 or head[0] != 0xFF or head[1] & 0xF6 != 0xF0:
        return None
    length = (head[3] & 3) << 11 | head[4] << 3 | head[5] >> 5
    if length < 7 or head[2] >> 2 & 15 > 12:
        return None
    return Head(length, (head[1] & 8, head[2] & 0xFD, head[3] & 0xC0))


def runs(
    data: Any, head_at: Callable[[Any, int], Head | None]
) -> Iterator[tuple[int, int, int]]:
    """Give where frames follow each other: start, end, and how many there are."""
    at, end = 0, len(data)
    while True:
        at = _next_start(data, at, head_at)
        first = head_at(data, at) if at >= 0 else None
        if first is None:
            return
        start, count = at, 0
        while (head := head_at(data, at)) is not None and head.like == first.like:
            behind = at + head.length
            if behind > end or not _is_whole(data, at, behind, head_at):
                break
            at, count = behind, count + 1
        if count:
            yield start, at, count
        at = at if at > start else at + 1


def _is_whole(data: Any, at: int, behind: int, head_at: Callable) -> bool:
    """Return whether no tag begins within what claims to be a frame.

    A frame that was cut reaches into the tag behind it; only the last of a row can be.
    """
    if head_at(data, behind) is not None:
        return True
    frame = data[at + 4 : behind]
    return not any(tag in frame for tag in TAGS)


def _next_start(data: Any, at: int, head_at: Callable) -> int:
    """Return where the next frames begin, or -1."""
    while True:
        at = behind_tag(data, at)
        at = data.find(b"\xff", at)
        if at < 0 or _begin_a_row(data, at, head_at):
            return at
        at += 1


def _begin_a_row(data: Any, at: int, head_at: Callable) -> bool:
    like = None
    for _number in range(_ROW):
        head = head_at(data, at)
        if head is None or like not in (None, head.like):
            return False
        like = head.like
        at += head.length
        if at == len(data):
            return True
    return True


def behind_tag(data: Any, at: int) -> int:
    """Return the place behind a tag that says how long it is."""
    while data[at : at + 3] == b"ID3":
        size = 0
        for byte in data[at + 6 : at + 10]:
            size = size << 7 | byte & 127
        at += 10 + size
    return at


def clean_mp3(source: BinaryIO, target: BinaryIO) -> None:
    """Write the frames of an MP3 file, and nothing else.

    :raises NotTaken: for a file without any.
    """
    with bytes_of(source) as data:
        found = list(runs(data, mp3_head))
        if not found:
            raise NotTaken("damaged")
        first = _first_frame(data, found[0])
        # An index is a frame without sound; where several files were joined, each
        # brought its own, and only that of the first speaks of the whole.
        found = [_without_index(data, run) for run in found]
        if place := _place_of_index(first):
            frames = sum(run[2] for run in found)
            total = sum(run[1] - run[0] for run in found) + len(first)
            target.write(_index(first, place, frames, total))
        _write_runs(data, found, target)


def _first_frame(data: Any, run: tuple[int, int, int]) -> bytes:
    head = mp3_head(data, run[0])
    return data[run[0] : run[0] + (head.length if head else 0)]


def _without_index(data: Any, run: tuple[int, int, int]) -> tuple[int, int, int]:
    start, end, count = run
    frame = _first_frame(data, run)
    return (start + len(frame), end, count - 1) if _place_of_index(frame) else run


def _write_runs(data: Any, found: list[tuple[int, int, int]], target: BinaryIO) -> None:
    for start, end, _count in found:
        for at in range(start, end, 1 << 20):
            target.write(data[at : min(end, at + (1 << 20))])


def _place_of_index(frame: bytes) -> int:
    """Return where the index of a file stands in its first frame, if there is one."""
    mono = frame[3] >> 6 == 3
    is_first_version = frame[1] >> 3 & 3 == 3
    place = (36, 21)[mono] if is_first_version else (21, 13)[mono]
    return place if frame[place : place + 4] in (b"Xing", b"Info") else 0


def _index(frame: bytes, at: int, frames: int, total: int) -> bytes:
    """Return the first frame anew: how long the sound is, and where it begins.

    What else programs write there, of themselves and of their settings, is left out.
    The mark that stays is what players look for before they trust the numbers.
    """
    flags = int.from_bytes(frame[at + 4 : at + 8], "big") & 15
    if frames * 2 < _claimed(frame, at, flags):
        raise NotTaken("damaged")
    new = bytearray(len(frame))
    new[:4], new[at : at + 4] = frame[:4], frame[at : at + 4]
    new[at + 7] = flags
    place = at + 8
    for flag, size, number in (
        (1, 4, frames),
        (2, 4, total),
        (4, 100, None),
        (8, 4, None),
    ):
        if flags & flag:
            kept = frame[place : place + size]
            new[place : place + size] = (
                kept if number is None else number.to_bytes(size, "big")
            )
            place += size
    delays = frame[place + 21 : place + 24]
    if frame[place : place + 4] in (b"LAME", b"Lavf", b"Lavc") and len(delays) == 3:
        new[place : place + 4] = b"Lavf"
        new[place + 21 : place + 24] = delays
    return bytes(new[: len(frame)])


def _claimed(frame: bytes, at: int, flags: int) -> int:
    return int.from_bytes(frame[at + 8 : at + 12], "big") if flags & 1 else 0


def clean_aac(source: BinaryIO, target: BinaryIO) -> None:
    """Write the frames of AAC as it comes, and nothing else.

    :raises NotTaken: for a file without any, or with several kinds of them.
    """
    with bytes_of(source) as data:
        found = list(runs(data, aac_head))
        kinds = {head.like for run in found if (head := aac_head(data, run[0]))}
        if len(kinds) != 1:
            raise NotTaken("damaged")
        _write_runs(data, found, target)


def clean_amr(source: BinaryIO, target: BinaryIO) -> None:
    """Write the frames of AMR up to what is none.

    :raises NotTaken: for a file without any.
    """
    with bytes_of(source) as data:
        wide = data[:9] == b"#!AMR-WB\n"
        start = at = 9 if wide else 6
        lengths = AMR_WIDE if wide else AMR
        while at < len(data):
            head = data[at]
            length = lengths[head >> 3 & 15]
            if head & 0x83 or length < 0 or at + 1 + length > len(data):
                break
            at += 1 + length
        if at == start:
            raise NotTaken("damaged")
        target.write(data[:start])
        _write_runs(data, [(start, at, 0)], target)
