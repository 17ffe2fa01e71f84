"""WAV without its words: how the sound is written, and the sound."""

from collections.abc import Iterator
from leap.cop.media.cleaning.kinds import NotTaken
from typing import BinaryIO

import struct


#: How sound may be written in there: plain, with a point, and the old ways of phones.
WAYS = {1: "pcm", 3: "pcm", 6: "pcm", 7: "pcm", 2: "adpcm", 0x11: "adpcm", 0x31: "gsm"}
_MP3 = b"\x55\x00"
_OPEN = 0xFFFE
_REST_OF_OPEN = bytes.fromhex("000000001000800000aa00389b71")
_UNTIL_THE_END = (0, 0xFFFFFFFF)


def clean(source: BinaryIO, target: BinaryIO) -> None:
    """Write a WAV file anew, of its format, its sound, and how long it is.

    :raises NotTaken: for what cannot be kept whole.
    """
    chunks: dict[bytes, tuple[int, int]] = {}
    for name, at, size, said in _chunks(source):
        if name == b"data" and size * 2 < said not in _UNTIL_THE_END:
            raise NotTaken("damaged")
        chunks.setdefault(name, (at, size))
    if b"data" not in chunks or b"fmt " not in chunks:
        raise NotTaken("damaged")
    written = [(b"fmt ", _format(_read(source, *chunks[b"fmt "])))]
    if b"fact" in chunks:
        written.append((b"fact", _read(source, *chunks[b"fact"])[:4]))
    at, size = chunks[b"data"]
    head = b"".join(
        name + struct.pack("<I", len(what)) + what for name, what in written
    )
    whole = 4 + len(head) + 8 + size + size % 2
    target.write(b"RIFF" + struct.pack("<I", whole) + b"WAVE" + head)
    target.write(b"data" + struct.pack("<I", size))
    source.seek(at)
    copy(source, target, size)
    target.write(bytes(size % 2))


def is_mp3(source: BinaryIO) -> bool:
    """Return whether there are the frames of an MP3 in a WAV file."""
    for name, at, size, _said in _chunks(source):
        if name == b"fmt ":
            return _read(source, at, min(size, 2)) == _MP3
    return False


def copy(source: BinaryIO, target: BinaryIO, size: int) -> None:
    """Copy so many bytes, a part at a time."""
    while size > 0:
        data = source.read(min(size, 1 << 20))
        if not data:
            raise NotTaken("damaged")
        target.write(data)
        size -= len(data)


def _read(source: BinaryIO, at: int, size: int) -> bytes:
    source.seek(at)
    return source.read(min(size, 4096))


def _chunks(source: BinaryIO) -> Iterator[tuple[bytes, int, int, int]]:
    """Give names, places, sizes as they are, and sizes as they are said to be."""
    end = source.seek(0, 2)
    at = 12
    while at + 8 <= end:
        source.seek(at)
        name, said = struct.unpack("<4sI", source.read(8))
        at += 8
        size = min(said, end - at)
        if name == b"data" and said in _UNTIL_THE_END:
            size = end - at
        yield name, at, size, said
        at += size + size % 2


def _format(data: bytes) -> bytes:
    """Return how the sound is written, without what may hang behind that."""
    if len(data) < 16:
        raise NotTaken("damaged")
    way = int.from_bytes(data[:2], "little")
    if way == _OPEN:
        open_way = int.from_bytes(data[24:26], "little")
        if (
            len(data) < 40
            or WAYS.get(open_way) != "pcm"
            or data[26:40] != _REST_OF_OPEN
        ):
            raise NotTaken("codec")
        return data[:16] + struct.pack("<H", 22) + data[18:40]
    if way not in WAYS:
        raise NotTaken("codec")
    if way == 1:
        return data[:16]
    extra = int.from_bytes(data[16:18], "little")
    return data[: 18 + min(extra, 40)] if len(data) >= 18 else data[:16]


def head(way: int, channels: int, rate: int, width: int) -> bytes:
    """Return the beginning of a WAV file, for `finish` to say how long it is."""
    step = channels * width
    form = struct.pack("<HHIIHH", way, channels, rate, rate * step, step, width * 8)
    return b"RIFF\x00\x00\x00\x00WAVEfmt " + struct.pack("<I", 16) + form + bytes(8)


def finish(target: BinaryIO, start: int, size: int) -> None:
    """Write how long the sound is that was written behind the head.

    :raises NotTaken: where there is none.
    """
    if not size:
        raise NotTaken("damaged")
    target.write(bytes(size % 2))
    target.seek(4)
    target.write(struct.pack("<I", start - 8 + size + size % 2))
    target.seek(start - 8)
    target.write(b"data" + struct.pack("<I", size))
