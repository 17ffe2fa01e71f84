"""What cameras and programs write between the pictures of a film, and is no picture.

Places, moments, captions and settings stand in units of their own among those of the
pictures. A unit that is not known to belong to what is seen is dropped.
"""

from collections.abc import Callable
from collections.abc import Iterator
from leap.cop.media.cleaning.kinds import NotTaken
from leap.cop.media.cleaning.pictures import png

import re


#: Units of H.264 that are seen, or needed to see them.
H264_UNITS = frozenset((1, 2, 3, 4, 5, 7, 8, 9, 10, 11, 13, 14, 15, 19, 20, 21))
#: The same of H.265: 62 and 63 are those of Dolby Vision.
HEVC_UNITS = frozenset((*range(32), 32, 33, 34, 35, 36, 37, 62, 63))

#: Messages that say how pictures are shown, by number: where one may begin (6), two
#: for two eyes (45, 176), which way is up (47), brightness and colours (137, 144, 147,
#: 148, 149), what one sees through (165). All others go: captions (4), whatever a
#: camera writes (5), the hour (1, 136).
KEPT_MESSAGES = frozenset((6, 45, 47, 137, 144, 147, 148, 149, 165, 176))

#: Units of AV1, and which of its messages stay: brightness, colours, layers.
AV1_UNITS = frozenset((1, 2, 3, 4, 6, 7, 8))
_AV1_MESSAGE = 5
AV1_KEPT_MESSAGES = frozenset((1, 2, 3))

#: Parts of a picture in JPEG that are only words: application data and comments.
_JPEG_MARK = re.compile(rb"\xff+([^\x00\xff\xd0-\xd7])")
_JPEG_START, _JPEG_END, _JPEG_SCAN, _JPEG_COMMENT = 0xD8, 0xD9, 0xDA, 0xFE
_JPEG_WORDS = frozenset((*range(0xE0, 0xF0), _JPEG_COMMENT))
_PNG_KEPT = (b"IHDR", b"PLTE", b"tRNS", b"gAMA", b"IDAT", b"IEND")

#: The words of MPEG-2 and MPEG-4, and those that players look for: with them they know
#: how a program of long ago counted.
_WORDS = re.compile(rb"\x00\x00\x01\xb2(.*?)(?=\x00\x00\x01|\Z)", re.S)
_NEEDED_WORDS = re.compile(
    rb"(?:XviD\d{4}[CS]?|DivX\d{3,4}(?:b|Build)\d{1,4}[a-z]?)[\x00\x7f]*"
)


def _by_length(data: bytes, size: int) -> Iterator[bytes]:
    at = 0
    while at + size <= len(data):
        length = int.from_bytes(data[at : at + size], "big")
        at += size
        if length > len(data) - at:
            raise NotTaken("damaged")
        if length:
            yield data[at : at + length]
        at += length


def _by_mark(data: bytes) -> Iterator[bytes]:
    for unit in data.split(b"\x00\x00\x01")[1:]:
        if unit := unit.rstrip(b"\x00"):
            yield unit


def _messages(unit: bytes, head: int) -> bytes:
    """Return a unit of messages with those that are kept, or nothing."""
    data = unit[head:].replace(b"\x00\x00\x03", b"\x00\x00")
    at, kept, has_dropped = 0, b"", False
    while at < len(data) and data[at:].rstrip(b"\x00") != b"\x80":
        start = at
        kind, at = _number(data, at)
        size, at = _number(data, at)
        at += size
        if kind in KEPT_MESSAGES and at <= len(data):
            kept += data[start:at]
        else:
            has_dropped = True
    if not has_dropped:
        return unit
    return unit[:head] + _escaped(kept + b"\x80") if kept else b""


def _number(data: bytes, at: int) -> tuple[int, int]:
    value = 0
    while at < len(data):
        value += data[at]
        at += 1
        if data[at - 1] != 255:
            break
    return value, at


def _escaped(data: bytes) -> bytes:
    out = bytearray()
    for byte in data:
        if byte <= 3 and out[-2:] == b"\x00\x00":
            out.append(3)
        out.append(byte)
    return bytes(out)


def _h264_unit(unit: bytes) -> bytes:
    kind = unit[0] & 31
    if kind == 6:
        return _messages(unit, 1)
    return unit if kind in H264_UNITS else b""


def _hevc_unit(unit: bytes) -> bytes:
    kind = unit[0] >> 1 & 63
    if kind in (39, 40):
        return _messages(unit, 2)
    return unit if kind in HEVC_UNITS else b""


def _nal_packets(
    unit_of: Callable[[bytes], bytes], size: int
) -> Callable[[bytes], bytes]:
    def clean(data: bytes) -> bytes:
        units = list(_by_length(data, size) if size else _by_mark(data))
        kept = [unit for unit in map(unit_of, units) if unit]
        if kept == units:
            return data
        if size:
            return b"".join(len(unit).to_bytes(size, "big") + unit for unit in kept)
        return b"".join(b"\x00\x00\x00\x01" + unit for unit in kept)

    return clean


def _avc_settings(data: bytes) -> bytes:
    """Return the settings of H.264: nothing but the sets of parameters."""
    return data if data[:1] == b"\x01" else _nal_packets(_h264_unit, 0)(data)


def _hevc_settings(data: bytes) -> bytes:
    """Return the settings of H.265 without messages, which x265 writes there."""
    if data[:1] != b"\x01":
        return _nal_packets(_hevc_unit, 0)(data)
    at, count, kept = 23, 0, b""
    for _number_of_array in range(data[22]):
        kind, units = data[at] & 63, int.from_bytes(data[at + 1 : at + 3], "big")
        start = at
        at += 3
        for _number_of_unit in range(units):
            at += 2 + int.from_bytes(data[at : at + 2], "big")
        if kind in HEVC_UNITS:
            kept += data[start:at]
            count += 1
    return data[:22] + bytes([count]) + kept


def _length_size(codec: str, settings: bytes) -> int:
    """Return how many bytes say how long a unit is; none when marks divide them."""
    if settings[:1] != b"\x01":
        return 0
    return 1 + (settings[4 if codec == "h264" else 21] & 3)


def _av1_units(data: bytes) -> bytes:
    at, kept = 0, b""
    while at < len(data):
        start, kind = at, data[at] >> 3 & 15
        at += 2 if data[at] & 4 else 1
        size = len(data) - at
        if data[start] & 2:
            size, at = _leb128(data, at)
        end = at + size
        if end > len(data):
            raise NotTaken("damaged")
        message = _leb128(data, at)[0] if kind == _AV1_MESSAGE and size else 0
        if kind in AV1_UNITS or message in AV1_KEPT_MESSAGES:
            kept += data[start:end]
        at = end
    return data if len(kept) == len(data) else kept


def _leb128(data: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    for byte in data[at : at + 8]:
        value |= (byte & 127) << shift
        shift += 7
        at += 1
        if byte < 128:
            break
    return value, at


def _without_user_data(data: bytes) -> bytes:
    if b"\x00\x00\x01\xb2" not in data:
        return data
    return _WORDS.sub(
        lambda found: found[0] if _NEEDED_WORDS.fullmatch(found[1]) else b"", data
    )


def _jpeg(data: bytes) -> bytes:
    """Return one picture of a film, or two halves of it, without words."""
    at, kept = data.find(b"\xff\xd8"), []
    while 0 <= at < len(data):
        found = _JPEG_MARK.match(data, at)
        if found is None:
            break
        mark, behind = found[1][0], found.end()
        if mark in (_JPEG_START, _JPEG_END):
            kept.append(b"\xff" + found[1])
            at = behind if mark == _JPEG_START else data.find(b"\xff\xd8", behind)
            continue
        end = behind + int.from_bytes(data[behind : behind + 2], "big")
        if mark == _JPEG_SCAN:
            following = _JPEG_MARK.search(data, end)
            end = following.start() if following else len(data)
        part = data[behind:end]
        if mark in _JPEG_WORDS:
            part = _needed_of(part)
        if part:
            kept.append(b"\xff" + found[1] + part)
        at = end
    return b"".join(kept)


def _needed_of(part: bytes) -> bytes:
    """Return of words what tells a player how to show the picture, as short as it is.

    :param part: begins with its length; a preview or more words may hang at its end.
    """
    if part[2:7] == b"JFIF\x00":
        return b"\x00\x10" + part[2:14].ljust(14, b"\x00")
    if part[2:7] == b"Adobe":
        return b"\x00\x0e" + part[2:14].ljust(12, b"\x00")
    if part[2:6] == b"AVI1":
        # Behind the mark stands which half of a picture comes first.
        return b"\x00\x10" + part[2:7].ljust(14, b"\x00")
    return b""


def _png(data: bytes) -> bytes:
    kept = (chunk for name, chunk in png.chunks(data) if name in _PNG_KEPT)
    return b"".join((data[:8], *kept))


def _laced(data: bytes) -> list[bytes]:
    """Return the three headers of Vorbis or Theora as Matroska lays them out."""
    if data[:1] != b"\x02":
        raise NotTaken("damaged")
    at, lengths = 1, []
    for _number_of_header in range(2):
        length = 0
        while data[at] == 255:
            length += 255
            at += 1
        lengths.append(length + data[at])
        at += 1
    first, second = at + lengths[0], at + sum(lengths)
    return [data[at:first], data[first:second], data[second:]]


def _without_comment(mark: bytes) -> Callable[[bytes], bytes]:
    def clean(data: bytes) -> bytes:
        first, _comment, last = _laced(data)
        if mark not in first[:8] or mark not in last[:8]:
            raise NotTaken("damaged")
        kind = b"\x03vorbis" if mark == b"vorbis" else b"\x81theora"
        empty = kind + bytes(8) + (b"\x01" if mark == b"vorbis" else b"")
        return b"\x02" + bytes([len(first), len(empty)]) + first + empty + last

    return clean


def _flac_settings(data: bytes) -> bytes:
    start = 8 if data.startswith(b"fLaC") else 0
    return data[start : start + 34]


def _whole(data: bytes) -> bytes:
    return data


#: What is cleaned of the settings of a film or a sound; those of others are left out.
_SETTINGS: dict[str, Callable[[bytes], bytes]] = {
    "h264": _avc_settings,
    "hevc": _hevc_settings,
    "av1": lambda data: data[:4] + _av1_units(data[4:]),
    "vp9": _whole,
    "mpeg4": _without_user_data,
    "mpeg1video": _without_user_data,
    "mpeg2video": _without_user_data,
    "vorbis": _without_comment(b"vorbis"),
    "theora": _without_comment(b"theora"),
    "flac": _flac_settings,
    "aac": _whole,
    "alac": lambda data: data[:36],
    "opus": _whole,
    "adpcm_ms": _whole,
    "adpcm_ima_wav": _whole,
}

_PACKETS: dict[str, Callable[[bytes], bytes]] = {
    "av1": _av1_units,
    "mpeg4": _without_user_data,
    "mpeg1video": _without_user_data,
    "mpeg2video": _without_user_data,
    "mjpeg": _jpeg,
    "png": _png,
}


def settings(codec: str, data: bytes) -> bytes:
    """Return the settings of a stream without words; none, where none are needed."""
    cleaner = _SETTINGS.get(codec)
    return cleaner(data) if cleaner and data else b""


def cleaner(codec: str, data: bytes) -> Callable[[bytes], bytes] | None:
    """Return what cleans the packets of a stream, by its codec and its settings."""
    if codec == "h264":
        return _nal_packets(_h264_unit, _length_size(codec, data))
    if codec == "hevc":
        return _nal_packets(_hevc_unit, _length_size(codec, data))
    return _PACKETS.get(codec)
