"""A picture file, taken apart: what the modules of each kind of picture share.

What is kept is a closed list of what a decoder needs; the bytes of the pixels
themselves stay as they were.
"""

from io import BytesIO
from leap.cop.media.cleaning.pictures import ifd
from typing import NamedTuple


#: Why something is kept, changed or dropped, in the tables of each kind.
NEEDED = "without it there is no picture"
TELLS = "tells who made it, where, when and with what"
COLOURS = "applied to the pixels and left out: a profile can name a device"
TURN = "the picture is turned upright; the rest tells how it was made"


class Parts(NamedTuple):
    """A picture file, taken apart."""

    #: The picture, and nothing else.
    data: bytes
    #: Which way is up, as EXIF counts: 1 to 8.
    orientation: int = 1
    #: What its colours mean: a profile of the ICC, or nothing.
    profile: bytes = b""
    #: The same in short: chunks of a PNG that a new one needs as well.
    colours: bytes = b""
    #: Whether it has an end, where its kind has one.
    is_whole: bool = True


def orientation(exif: bytes) -> int:
    """Return which way is up: 1 when nothing is said, or nothing that can be read."""
    body = exif[6:] if exif.startswith(b"Exif\0\0") else exif
    said = ifd.tags(BytesIO(body)).get(ifd.ORIENTATION, 1)
    return said if 1 <= said <= 8 else 1
