"""FLAC without its words: how the sound is written, where one may begin, the sound.

Frames do not say how long they are, but end with a check sum: what is behind that is
no part of any.
"""

from array import array
from collections.abc import Iterator
from contextlib import suppress
from leap.cop.media.cleaning.kinds import NotTaken
from leap.cop.media.cleaning.recordings.frames import behind_tag
from leap.cop.media.cleaning.recordings.frames import bytes_of
from typing import Any
from typing import BinaryIO

import sys


_STREAM_INFO, _SEEK_TABLE = 0, 3
_LAST_BLOCK = 0x80
_LENGTH_OF_INFO = 34

#: Bytes of a frame at least and, of the largest that anybody writes, at most; and of
#: the head of one.
_SHORTEST = 8
_LONGEST = 1 << 20
_LONGEST_HEAD = 18


#: Samples in a frame by the number in its head; 6 and 7: it stands behind that.
_COUNTS = (0, 192, 576, 1152, 2304, 4608, 0, 0, *(256 << power for power in range(8)))


def _sums_of_pairs() -> array:
    """Return the check sums of all pairs of bytes (the polynomial is 0x8005)."""
    single = []
    for byte in range(256):
        value = byte << 8
        for _bit in range(8):
            value = value << 1 ^ (0x18005 if value & 0x8000 else 0)
        single.append(value)
    return array(
        "H",
        (
            single[single[high] >> 8 ^ low] ^ (single[high] & 0xFF) << 8
            for high in range(256)
            for low in range(256)
        ),
    )


_PAIRS = _sums_of_pairs()


def check_sum(data: bytes) -> int:
    """Return the check sum of a frame: nought, when it is whole."""
    # A nought in front changes nothing, and makes pairs of them.
    words = array("H", data if len(data) % 2 == 0 else b"\x00" + data)
    if sys.byteorder == "little":
        words.byteswap()
    value, pairs = 0, _PAIRS
    for word in words:
        value = pairs[value ^ word]
    return value


def clean(source: BinaryIO, target: BinaryIO) -> None:
    """Write a FLAC file without comments, pictures and tags.

    :raises NotTaken: for what cannot be kept whole.
    """
    with bytes_of(source) as data:
        blocks, at = _blocks(data)
        info = blocks.get(_STREAM_INFO, b"")
        if len(info) != _LENGTH_OF_INFO:
            raise NotTaken("damaged")
        table = blocks.get(_SEEK_TABLE)
        target.write(b"fLaC" + _block(_STREAM_INFO, info, last=table is None))
        if table is not None:
            target.write(_block(_SEEK_TABLE, table, last=True))
        samples = 0
        for start, end, count in _frames(data, at, info):
            target.write(data[start:end])
            samples += count
    claimed = int.from_bytes(info[13:18], "big") & 0xFFFFFFFFF
    if not samples or samples * 2 < claimed:
        raise NotTaken("damaged")


def _block(kind: int, data: bytes, *, last: bool) -> bytes:
    first = kind | (_LAST_BLOCK if last else 0)
    return bytes([first]) + len(data).to_bytes(3, "big") + data


def _blocks(data: Any) -> tuple[dict[int, bytes], int]:
    """Return the blocks in front that are kept, and where the sound begins."""
    at = behind_tag(data, 0)
    if data[at : at + 4] != b"fLaC":
        raise NotTaken("damaged")
    blocks: dict[int, bytes] = {}
    at += 4
    while True:
        head = data[at : at + 4]
        if len(head) < 4:
            raise NotTaken("damaged")
        size = int.from_bytes(head[1:], "big")
        if head[0] & 0x7F in (_STREAM_INFO, _SEEK_TABLE):
            blocks.setdefault(head[0] & 0x7F, data[at + 4 : at + 4 + size])
        at += 4 + size
        if head[0] & _LAST_BLOCK:
            return blocks, at


def _frames(data: Any, at: int, info: bytes) -> Iterator[tuple[int, int, int]]:
    """Give starts, ends and samples of frames, and nothing that is between them."""
    start, count = _next_frame(data, at)
    while start >= 0:
        following, more = _next_frame(data, start + _SHORTEST)
        end = following if following >= 0 else len(data)
        if check_sum(data[start:end]):
            end = _end(data, start, info)
        if end:
            yield start, end, count
            following, more = _next_frame(data, end)
        start, count = following, more


def _next_frame(data: Any, at: int) -> tuple[int, int]:
    """Return where the next head of a frame is and its samples, or -1."""
    while True:
        at = data.find(b"\xff", at)
        if at < 0:
            return -1, 0
        if count := _samples(data[at : at + _LONGEST_HEAD]):
            return at, count
        at += 1


def _samples(head: bytes) -> int:
    """Return how many samples are in a frame that begins so; none, if none does."""
    if len(head) < _SHORTEST or head[1] & 0xFE != 0xF8 or head[3] & 1:
        return 0
    size, rate = head[2] >> 4, head[2] & 15
    if not size or rate == 15:
        return 0
    more = 1
    while more < 8 and head[4] & 0x80 and head[4] << more & 0x80:
        more += 1
    at = 4 + more
    count = _COUNTS[size]
    if size in (6, 7):
        width = size - 5
        count = 1 + int.from_bytes(head[at : at + width], "big")
        at += width
    at += {12: 1, 13: 2, 14: 2}.get(rate, 0)
    is_head = at < len(head) and _sum_of_head(head[:at]) == head[at]
    return count if is_head else 0


def _sum_of_head(data: bytes) -> int:
    """Return the check sum of the head of a frame (the polynomial is 0x07)."""
    value = 0
    for byte in data:
        value ^= byte
        for _bit in range(8):
            value = value << 1 ^ (0x107 if value & 0x80 else 0)
    return value


def _end(data: Any, start: int, info: bytes) -> int:
    """Return the end of a frame with something behind it; nought, if it has none."""
    import av
    import av.error

    frame = data[start : start + _LONGEST]
    for end in _ends(frame):
        # A check sum is right by chance once in 65,536 places: so it is heard, too.
        decoder = av.CodecContext.create("flac", "r")
        decoder.extradata = info
        decoder.options = {"err_detect": "crccheck+explode"}
        with suppress(av.error.FFmpegError):
            packet = av.Packet(frame[:end])
            if decoder.decode(packet) or decoder.decode(None):
                return start + end
    return 0


def _ends(data: bytes) -> Iterator[int]:
    """Give the places at which the check sum of a frame is right."""
    value, single = 0, _PAIRS[:256]
    for number, byte in enumerate(data):
        value = (value & 0xFF) << 8 ^ single[value >> 8 ^ byte]
        if not value and number > _SHORTEST:
            yield number + 1
