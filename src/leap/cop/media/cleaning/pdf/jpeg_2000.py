"""JPEG 2000, as pictures stand in PDFs: the pixels, and nothing about their making."""

from collections.abc import Iterator
from leap.cop.media.cleaning.kinds import NotTaken
from leap.cop.media.cleaning.pdf import icc


#: Boxes of a JPEG 2000 that are picture (ISO/IEC 15444-1, annex I), and those that
#: stand in its head.
_BOXES = frozenset((b"jP  ", b"ftyp", b"rreq", b"jp2h", b"jpch", b"jplh", b"jp2c"))
_HEAD_BOXES = frozenset((b"ihdr", b"bpcc", b"colr", b"pclr", b"cmap", b"cdef", b"opct"))


def without_remarks(data: bytes) -> bytes:
    """Return a picture without what tells of its making; no pixel changes.

    :raises NotTaken: `damaged` for a box that is shorter than its head.
    """
    if data.startswith(b"\xff\x4f"):
        return _codes_without_remarks(data)
    kept = ((name, said) for name, said in _boxes(data) if name in _BOXES)
    return b"".join(_box(name, said) for name, said in kept)


def _box(name: bytes, said: bytes) -> bytes:
    if name in (b"jp2h", b"jpch", b"jplh"):
        inside = ((one, more) for one, more in _boxes(said) if one in _HEAD_BOXES)
        said = b"".join(_box(one, more) for one, more in inside)
    elif name == b"colr" and said[:1] == b"\x02":
        said = said[:3] + icc.without_names(said[3:])
    elif name == b"jp2c":
        said = _codes_without_remarks(said)
    return (len(said) + 8).to_bytes(4, "big") + name + said


def _boxes(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 0
    while at + 8 <= len(data):
        head, length = 8, int.from_bytes(data[at : at + 4], "big")
        if length == 1:
            head, length = 16, int.from_bytes(data[at + 8 : at + 16], "big")
        elif length == 0:
            length = len(data) - at
        if length < head:
            raise NotTaken("damaged")
        yield data[at + 4 : at + 8], data[at + head : at + length]
        at += length


def _codes_without_remarks(data: bytes) -> bytes:
    """Drop the comments out of the head of what the pixels are coded in."""
    out, at = bytearray(data[:2]), 2
    while at + 4 <= len(data) and data[at] == 0xFF and data[at + 1] != 0x90:
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        if data[at + 1] != 0x64:
            out += data[at:end]
        at = end
    return bytes(out) + data[at:]
