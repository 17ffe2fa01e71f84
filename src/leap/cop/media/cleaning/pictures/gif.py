"""GIF: its blocks, without those that tell of its making."""

from leap.cop.media.cleaning.kinds import NotTaken
from leap.cop.media.cleaning.pictures.parts import NEEDED
from leap.cop.media.cleaning.pictures.parts import Parts
from leap.cop.media.cleaning.pictures.parts import TELLS
from leap.cop.media.cleaning.table import named
from leap.cop.media.cleaning.table import Row


#: By the numbers of blocks.
TABLE = (
    Row("GIF: palettes, frames", "kept", NEEDED, ("2C",)),
    Row(
        "GIF: times of frames, how often it is shown",
        "changed",
        "kept without what programs add",
        ("F9", "FF"),
    ),
    Row("GIF: comments, texts, and all else", "dropped", TELLS),
)

_LOOPS = (b"NETSCAPE2.0", b"ANIMEXTS1.0")


def taken_apart(data: bytes) -> Parts:
    """Return the parts of a GIF."""
    return Parts(without_blocks(data))


def without_blocks(data: bytes) -> bytes:
    """Return a GIF without comments and what programs put in; no pixel changes."""
    at = 13 + (3 << ((data[10] & 7) + 1) if data[10] & 0x80 else 0)
    kept = [data[:at]]
    while at < len(data) and data[at] != 0x3B:
        start = at
        if data[at] == 0x21:
            at = _end_of_blocks(data, at + 2)
            kept.append(_extension(data[start:at]))
        elif data[at] == 0x2C:
            flags = data[at + 9]
            at += 10 + (3 << ((flags & 7) + 1) if flags & 0x80 else 0)
            at = _end_of_blocks(data, at + 1)
            kept.append(data[start:at])
        else:
            raise NotTaken("damaged")
    return b"".join((*kept, b"\x3b"))


def _extension(block: bytes) -> bytes:
    """Return what is kept of one extension: the numbers of a frame, or of a loop."""
    if f"{block[1]:02X}" not in named(TABLE, "changed"):
        return b""
    if block[1] == 0xF9:
        return b"\x21\xf9\x04" + block[3:7] + b"\0"
    if block[3:14] in _LOOPS and block[14:16] == b"\x03\x01":
        return b"\x21\xff\x0bNETSCAPE2.0\x03\x01" + block[16:18] + b"\0"
    return b""


def _end_of_blocks(data: bytes, at: int) -> int:
    while at < len(data) and data[at]:
        at += data[at] + 1
    return at + 1
