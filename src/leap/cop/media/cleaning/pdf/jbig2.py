"""JBIG2, as scanned pages stand in PDFs: the pixels, and no remarks between them.

Such a picture is a row of segments (ITU-T T.88, 7.2), each with a head that says what
it is and how long.
"""

from leap.cop.media.cleaning.kinds import NotTaken


#: Segments that are picture: letters and their places, halftones, regions, tables, and
#: where a page begins and ends.
_KEPT = frozenset(
    (0, 4, 6, 7, 16, 20, 22, 23, 36, 38, 39, 40, 42, 43, 48, 49, 50, 51, 53, 54)
)
#: What programs remark, and for which of them the picture is made.
_SAID = frozenset((52, 62))
_KIND, _LONG_PAGE = 0x3F, 0x40
#: Its length is found by its end alone; no program writes this into a PDF.
_UNKNOWN = 0xFFFFFFFF
#: So many segments are named in one byte, and in the long way.
_FEW = 7


def without_remarks(data: bytes) -> bytes:
    """Return a picture without remarks; no pixel changes.

    :raises NotTaken: for one that cannot be read so far.
    """
    at, kept = 0, []
    try:
        while at < len(data):
            kind, start, end = _segment(data, at)
            if kind in _KEPT:
                kept.append(data[at:end])
            elif kind not in _SAID:
                raise NotTaken("damaged")
            at = max(end, start)
    except IndexError as error:
        if data[at:].strip(b"\0\r\n "):
            raise NotTaken("damaged") from error
    return b"".join(kept)


def _segment(data: bytes, at: int) -> tuple[int, int, int]:
    """Return the kind of a segment, and where its data begin and end."""
    number, flags = _number(data, at, 4), data[at + 4]
    at += 5
    named, size = data[at] >> 5, 1
    if named == _FEW:
        named = _number(data, at, 4) & 0x1FFFFFFF
        size = 4 + (named + 8) // 8
    at += size + named * (1 if number <= 256 else 2 if number <= 65536 else 4)
    at += 4 if flags & _LONG_PAGE else 1
    length = _number(data, at, 4)
    if length == _UNKNOWN:
        raise NotTaken("print_anew")
    return flags & _KIND, at + 4, at + 4 + length


def _number(data: bytes, at: int, size: int) -> int:
    if at + size > len(data):
        raise IndexError
    return int.from_bytes(data[at : at + size], "big")
