"""Drawings of Windows (EMF, WMF) inside of documents: what is drawn, record by record.

Programs and people remark something between the records, and behind the last of them.
The remarks are blanked and keep their lengths: the heads count records and bytes.
"""

from leap.cop.media.cleaning.kinds import NotTaken

import struct


EMF = b" EMF"
_PLACED_WMF = b"\xd7\xcd\xc6\x9a"
WMF = (_PLACED_WMF, b"\x01\x00\x09\x00", b"\x02\x00\x09\x00")

#: Bytes of a head.
_SHORTEST = 18
_COMMENT, _END = 70, 14
#: Newer ways to draw, which stand in remarks: programs show these instead.
_DRAWS = (b"EMF+", b"GDIC")
_DRAWS_IN_WMF = b"WMFC"
_ESCAPE, _REMARK = 0x0626, b"\x0f"


def clean(data: bytes) -> bytes | None:
    """Return a drawing without remarks; None if it is none.

    :raises NotTaken: for one that is damaged.
    """
    try:
        if len(data) > 48 and data[40:44] == EMF:
            return _emf(data)
        if data.startswith(WMF):
            return _wmf(data)
    except struct.error as error:
        raise NotTaken("damaged") from error
    return None


def _until(out: bytearray, at: int) -> bytes:
    """Return what comes before the end, or the damage: programs show as much."""
    if at < _SHORTEST:
        raise NotTaken("damaged")
    return bytes(out[:at])


def _emf(data: bytes) -> bytes:
    out = bytearray(_without_description(data))
    at = 0
    while at + 8 <= len(out):
        kind, length = struct.unpack_from("<II", out, at)
        end = at + length
        if length < 8 or end > len(out):
            break
        if kind == _COMMENT and bytes(out[at + 12 : at + 16]) not in _DRAWS:
            out[at + 12 : end] = bytes(max(0, length - 12))
        at = end
        if kind == _END:
            break
    return _until(out, at)


def _without_description(data: bytes) -> bytes:
    """Blank the description in the header: program, and name of the drawing."""
    size, start = struct.unpack_from("<II", data, 60)
    end = start + 2 * size
    if size and end > len(data):
        raise NotTaken("damaged")
    return data[:start] + bytes(end - start) + data[end:] if size else data


def _wmf(data: bytes) -> bytes:
    out = bytearray(data)
    at = (22 if data.startswith(_PLACED_WMF) else 0) + 18
    while at + 6 <= len(out):
        words, kind = struct.unpack_from("<IH", out, at)
        end = at + 2 * words
        if words < 3 or end > len(out):
            break
        is_remark = kind == _ESCAPE and out[at + 6 : at + 7] == _REMARK
        if is_remark and out[at + 10 : at + 14] != _DRAWS_IN_WMF:
            out[at + 10 : end] = bytes(max(0, end - at - 10))
        at = end
        if not kind:
            break
    return _until(out, at)
