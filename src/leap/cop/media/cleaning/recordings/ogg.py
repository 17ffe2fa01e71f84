"""Ogg without its words: pages go over one by one, comments are written anew.

A page is kept as it is but for its numbers: what it says of time, too, so that nothing
becomes longer or shorter. What is no page, or a page that does not add up, is dropped.
"""

from collections.abc import Iterator
from collections.abc import Mapping
from leap.cop.media.cleaning.kinds import NotTaken
from typing import BinaryIO
from typing import NamedTuple

import struct
import zlib


_HEAD = struct.Struct("<4sBBqIIIB")
_CONTINUED, _FIRST, _LAST = 1, 2, 4
_NO_TIME = -1
_LONGEST_HEADER = 1 << 25
_NOTHING_SAID = bytes(8)

#: Streams that are seen or heard: how they begin, what they are, and how many packets
#: come before the first of sound or picture.
_SEEN_OR_HEARD = {
    b"\x01vorbis": ("vorbis", 3),
    b"OpusHead": ("opus", 2),
    b"Speex   ": ("speex", 2),
    b"\x80theora": ("theora", 3),
    b"\x7fFLAC": ("flac", 2),
}

#: What may stand beside them, and stays behind: an index, captions, words of songs.
_BESIDE = (b"fishead", b"fisbone", b"CMML", b"\x80kate")

#: A comment of each that says nothing.
_COMMENTS = {
    "vorbis": b"\x03vorbis" + _NOTHING_SAID + b"\x01",
    "opus": b"OpusTags" + _NOTHING_SAID,
    "speex": _NOTHING_SAID,
    "theora": b"\x81theora" + _NOTHING_SAID,
    "flac": b"\x84\x00\x00\x08" + _NOTHING_SAID,
}

_REVERSED = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))


class _Page(NamedTuple):
    flags: int
    granule: int
    serial: int
    sequence: int
    lacing: bytes
    body: bytes


class _Stream:
    """What is known of a stream while its pages go by."""

    def __init__(self, number: int, codec: str, headers: int) -> None:
        self.number, self.codec, self.headers = number, codec, headers
        #: Header packets that are whole, and the one that is still being read.
        self.packets: list[bytes] = []
        self.begun = b""
        self.written = 0
        #: What makes the number of a page here out of its number there.
        self.shift: int | None = None


def clean(source: BinaryIO, target: BinaryIO, kept: frozenset[str]) -> set[str]:
    """Write an Ogg file without comments and pictures.

    :param kept: the codecs that may stay.
    :returns: the codecs that are in it.
    :raises NotTaken: for what cannot be kept whole.
    """
    streams: dict[int, _Stream | None] = {}
    codecs: set[str] = set()
    for page in _pages(source):
        if page.flags & _FIRST:
            number = sum(stream is not None for stream in streams.values())
            stream = _stream(page, number)
            streams[_place(streams, page.serial)] = streams.pop(page.serial, None)
            streams[page.serial] = stream
            if stream is not None and stream.codec not in kept:
                raise NotTaken("codec")
        else:
            stream = streams.get(page.serial)
        if stream is not None:
            codecs.add(stream.codec)
            for data in _written(stream, page):
                target.write(data)
    if not codecs or not any(stream and stream.written for stream in streams.values()):
        raise NotTaken("damaged")
    return codecs


def _place(streams: Mapping, serial: int) -> int:
    """Return where a stream goes whose number is taken by a later one in the chain."""
    return serial if serial not in streams else -1 - len(streams)


def _stream(page: _Page, number: int) -> _Stream | None:
    for start, (codec, headers) in _SEEN_OR_HEARD.items():
        if page.body.startswith(start):
            if codec == "flac":
                headers = 1 + int.from_bytes(page.body[7:9], "big")
            if codec == "speex":
                headers += int.from_bytes(page.body[68:72], "little")
            if headers < 2:
                raise NotTaken("damaged")
            return _Stream(number, codec, headers)
    if page.body.startswith(_BESIDE):
        return None
    raise NotTaken("codec")


def _written(stream: _Stream, page: _Page) -> Iterator[bytes]:
    """Give the pages that one page becomes: none while headers are still read."""
    if stream.shift is not None:
        sequence = page.sequence + stream.shift & 0xFFFFFFFF
        stream.written += 1
        yield _page(page._replace(serial=stream.number, sequence=sequence))
        return
    rest = _read_headers(stream, page)
    if page.flags & _FIRST:
        yield from _numbered(stream, [_without_words(stream)], _FIRST)
    if rest is None:
        return
    yield from _numbered(stream, [_COMMENTS[stream.codec], *_settings(stream)], 0)
    lacing, body = rest
    if lacing:
        flags = page.flags & _LAST
        own = _Page(flags, page.granule, stream.number, stream.written, lacing, body)
        stream.written += 1
        yield _page(own)
    stream.shift = stream.written - page.sequence - 1
    stream.written = 0


def _settings(stream: _Stream) -> list[bytes]:
    """Return the header packets behind the comment that a player needs."""
    return stream.packets[2:] if stream.codec in ("vorbis", "theora") else []


def _without_words(stream: _Stream) -> bytes:
    """Return the first packet, which counts the others."""
    if not stream.packets:
        raise NotTaken("damaged")
    first = stream.packets[0]
    if stream.codec == "flac":
        # One more header is left of however many, and its place is at the end of this.
        return first[:7] + b"\x00\x01" + first[9:51]
    if stream.codec == "speex":
        version = first[:8] + b"1".ljust(20, b"\x00")
        return version + first[28:68] + bytes(4) + first[72:]
    return first


def _read_headers(stream: _Stream, page: _Page) -> tuple[bytes, bytes] | None:
    """Read the header packets of a page; return what is behind the last of them."""
    at = 0
    for number, length in enumerate(page.lacing):
        stream.begun += page.body[at : at + length]
        at += length
        if len(stream.begun) > _LONGEST_HEADER:
            raise NotTaken("damaged")
        if length < 255:
            stream.packets.append(stream.begun)
            stream.begun = b""
            if len(stream.packets) == stream.headers:
                return page.lacing[number + 1 :], page.body[at:]
    return None


def _numbered(stream: _Stream, packets: list[bytes], flags: int) -> Iterator[bytes]:
    """Give new pages for header packets."""
    lacing = b"".join(
        b"\xff" * (len(packet) // 255) + bytes([len(packet) % 255])
        for packet in packets
    )
    body = b"".join(packets)
    while lacing:
        part, lacing = lacing[:255], lacing[255:]
        ends = any(length < 255 for length in part)
        size = sum(part)
        granule = 0 if ends else _NO_TIME
        yield _page(
            _Page(flags, granule, stream.number, stream.written, part, body[:size])
        )
        stream.written += 1
        body = body[size:]
        flags = _CONTINUED if part[-1] == 255 else 0


def _page(page: _Page) -> bytes:
    head = _HEAD.pack(
        b"OggS", 0, page.flags, page.granule, page.serial, page.sequence, 0,
        len(page.lacing),
    )  # fmt: skip
    data = head + page.lacing + page.body
    return data[:22] + struct.pack("<I", _sum(data)) + data[26:]


def _sum(data: bytes) -> int:
    """Return the check sum of a page: the usual one, with its bits the other way."""
    turned = ~zlib.crc32(data.translate(_REVERSED), 0xFFFFFFFF) & 0xFFFFFFFF
    return int(f"{turned:032b}"[::-1], 2)


def _pages(source: BinaryIO) -> Iterator[_Page]:
    """Give the pages of a file, and nothing that stands between them."""
    at = 0
    while True:
        source.seek(at)
        data = source.read(_HEAD.size + 255 + 255 * 255)
        if len(data) < _HEAD.size:
            return
        page, size = _page_at(data)
        if page is not None:
            yield page
            at += size
            continue
        found = data.find(b"OggS", 1)
        at += found if found > 0 else max(1, len(data) - 3)


def _page_at(data: bytes) -> tuple[_Page | None, int]:
    mark, version, flags, granule, serial, sequence, check, count = _HEAD.unpack_from(
        data
    )
    lacing = data[_HEAD.size : _HEAD.size + count]
    size = _HEAD.size + count + sum(lacing)
    if mark != b"OggS" or version or len(lacing) < count or len(data) < size:
        return None, 0
    whole = data[:22] + bytes(4) + data[26:size]
    if _sum(whole) != check:
        return None, 0
    body = data[_HEAD.size + count : size]
    return _Page(flags & 7, granule, serial, sequence, lacing, body), size
