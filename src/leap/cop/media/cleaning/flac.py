"""FLAC without its words: how the sound is written, where one may begin, the sound.

Frames do not say how long they are, but end with a check sum: what is behind that is
no part of any.
"""

from array import array
from collections.abc import Iterator
from contextlib import suppress
from leap.cop.media.cleaning.kinds import NotTaken
from typing import BinaryIO

import av
import av.error
import sys


_STREAM_INFO, _SEEK_TABLE = 0, 3
_LAST_BLOCK = 0x80
_LENGTH_OF_INFO = 34


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
    blocks, _audio = _blocks(source)
    info = blocks.get(_STREAM_INFO, b"")
    if len(info) != _LENGTH_OF_INFO:
        raise NotTaken("damaged")
    table = blocks.get(_SEEK_TABLE)
    target.write(b"fLaC" + _block(_STREAM_INFO, info, last=table is None))
    if table is not None:
        target.write(_block(_SEEK_TABLE, table, last=True))
    source.seek(0)
    samples = 0
    with av.open(source, format="flac", metadata_errors="ignore") as opened:
        sound = opened.streams.audio[0]
        for packet in opened.demux(sound):
            if packet.size and (frame := _frame(sound.codec_context, bytes(packet))):
                target.write(frame)
                samples += packet.duration or 0
        rate = sound.rate * sound.time_base
    claimed = int.from_bytes(info[13:18], "big") & 0xFFFFFFFFF
    if not samples or samples * rate * 2 < claimed:
        raise NotTaken("damaged")


def _block(kind: int, data: bytes, *, last: bool) -> bytes:
    first = kind | (_LAST_BLOCK if last else 0)
    return bytes([first]) + len(data).to_bytes(3, "big") + data


def _blocks(source: BinaryIO) -> tuple[dict[int, bytes], int]:
    """Return the blocks in front that are kept, and where the sound begins."""
    source.seek(0)
    head = source.read(10)
    at = 0
    while head.startswith(b"ID3"):
        size = 0
        for byte in head[6:10]:
            size = size << 7 | byte & 127
        at += 10 + size
        source.seek(at)
        head = source.read(10)
    if not head.startswith(b"fLaC"):
        raise NotTaken("damaged")
    blocks: dict[int, bytes] = {}
    at += 4
    while True:
        source.seek(at)
        head = source.read(4)
        if len(head) < 4:
            raise NotTaken("damaged")
        size = int.from_bytes(head[1:], "big")
        at += 4 + size
        if head[0] & 0x7F in (_STREAM_INFO, _SEEK_TABLE):
            blocks.setdefault(head[0] & 0x7F, source.read(size))
        if head[0] & _LAST_BLOCK:
            return blocks, at


def _frame(codec, data: bytes) -> bytes:
    """Return a frame up to its end, or nothing where there is none."""
    if not check_sum(data):
        return data
    for end in _ends(data):
        # A check sum is right by chance once in 65,536 places: so it is heard, too.
        with suppress(av.error.FFmpegError):
            decoder = av.CodecContext.create("flac", "r")
            decoder.extradata = codec.extradata
            decoder.options = {"err_detect": "crccheck+explode"}
            if decoder.decode(av.Packet(data[:end])):
                return data[:end]
    return b""


def _ends(data: bytes) -> Iterator[int]:
    value, pairs = 0, _PAIRS
    for number, byte in enumerate(data):
        value = pairs[value >> 8] ^ ((value & 0xFF) << 8 ^ byte << 8) & 0xFFFF
        value &= 0xFFFF
        if not value and number > 8:
            yield number + 1
