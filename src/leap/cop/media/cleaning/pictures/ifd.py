"""The first directory of a TIFF, which EXIF is as well: its tags, and no more.

Read by hand and not by a library: what one of them makes of a broken directory is not
worth a picture.
"""

from typing import BinaryIO
from typing import NamedTuple

import struct


ORIENTATION = 0x0112
SUBFILE_TYPE = 0x00FE
SUB_DIRECTORIES = 0x014A
DNG_VERSION = 0xC612

#: More tags than any picture has.
_MOST = 4096

_SHORT = 3


class _Layout(NamedTuple):
    """How a directory is laid out: of a TIFF, or of a large one (BigTIFF)."""

    offset: str
    number: str
    entry: str


_PLAIN = _Layout("I", "H", "HHI4s")
_BIG = _Layout("Q", "Q", "HHQ8s")


def tags(file: BinaryIO) -> dict[int, int]:
    """Return the tags of the first directory, each with its first value as a number.

    :param file: at the first byte of the TIFF, or of the EXIF behind its mark. What
        cannot be read has no tags.
    """
    start = file.tell()
    try:
        return _tags(file, start)
    except (struct.error, OSError, OverflowError, KeyError):
        return {}


def _tags(file: BinaryIO, start: int) -> dict[int, int]:
    order = {b"II": "<", b"MM": ">"}[file.read(2)]
    (mark,) = struct.unpack(f"{order}H", file.read(2))
    layout = _BIG if mark == 43 else _PLAIN
    if layout is _BIG:
        file.read(4)
    (offset,) = _read(file, order + layout.offset)
    file.seek(start + offset)
    (count,) = _read(file, order + layout.number)
    found = {}
    for _number in range(min(count, _MOST)):
        tag, kind, _values, value = _read(file, order + layout.entry)
        found[tag] = _number_in(value, kind, order)
    return found


def _read(file: BinaryIO, layout: str) -> tuple:
    return struct.unpack(layout, file.read(struct.calcsize(layout)))


def _number_in(value: bytes, kind: int, order: str) -> int:
    size = "H" if kind == _SHORT else "I"
    (number,) = struct.unpack_from(order + size, value)
    return number


def is_raw(file: BinaryIO) -> bool:
    """Return whether a TIFF is what a camera's sensor saw, or shows only a part of it.

    Then its first picture is a small preview, and the picture itself stands in a
    directory that no browser and no library of ours can read.
    """
    file.seek(0)
    found = tags(file)
    return (
        DNG_VERSION in found
        or SUB_DIRECTORIES in found
        or bool(found.get(SUBFILE_TYPE, 0) & 1)
    )
