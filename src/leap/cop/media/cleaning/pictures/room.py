"""How much memory a picture takes while it is read, asked before that.

Measured, not guessed: a program that has 512 MB reads what is let through here.
"""

from contextlib import suppress
from io import BytesIO
from leap.cop.media.cleaning import kinds
from leap.cop.media.cleaning.kinds import Kind
from leap.cop.media.cleaning.kinds import NotTaken
from leap.cop.media.cleaning.pictures import ifd
from leap.cop.media.cleaning.pictures import webp
from PIL import Image


#: More pixels than any camera in a pocket makes; a small file can claim billions.
MAX_PIXELS = 120_000_000

#: Nearly as long: where halving while reading comes out here, it is enough.
NEARLY_LONGEST = 4000

#: What the pixels of one picture may take while it is read, in bytes: of the memory of
#: this program, without the program itself, the file, and what is made of the pixels.
ROOM = 320 * kinds.MEGABYTE

#: The same where a picture is read smaller: less is made of it then.
ROOM_WHEN_SMALLER = 420 * kinds.MEGABYTE

#: Bytes of one pixel in Pillow's memory, where it is not four.
_BYTES = {"1": 1, "L": 1, "P": 1, "I;16": 2, "I;16B": 2, "I;16L": 2}

#: Bytes of one pixel at the worst moment of decoders that hold it several times.
_WEBP_BYTES = 13
_LOSSLESS_WEBP_BYTES = 17
AVIF_BYTES = 10
HEIC_BYTES = 6

_BITS_PER_SAMPLE = 0x0102
_ROWS_PER_STRIP = 0x0116

_JPEG_END = b"\xff\xd9"
#: Two rows of the largest blocks that a JPEG is made of.
_LAST_ROWS = 32

#: By what a JPEG can be made smaller while it is read.
_REDUCTIONS = (1, 2, 4, 8)


def check_pixels(size: tuple[int, int], each: float = 1, room: int = ROOM) -> None:
    """Check that a picture fits.

    :param each: bytes that one of its pixels takes.
    :raises NotTaken: when it does not; says how many million pixels would.
    """
    most = min(MAX_PIXELS, room / each)
    if size[0] * size[1] > most:
        raise NotTaken("pixels", int(most / 1_000_000))


def check_cut(image: Image.Image, data: bytes) -> None:
    """Check that a JPEG without an end lacks no more than its last rows.

    Decoders fill what is missing with grey, and say nothing.

    :raises NotTaken: when more is missing, or nobody can tell.
    """
    check_room(image, kinds.JPEG)
    with (
        Image.open(BytesIO(data[: -len(_JPEG_END)]), formats=("JPEG",)) as cut,
        suppress(OSError),
    ):
        cut.load()
    # What was not read is black. (Where Plone has made Pillow lenient it is grey, but
    # that is in Plone's process.)
    try:
        there = cut.im.getbbox()
    except AssertionError:
        # Not one row was begun.
        there = None
    if there is None or there[3] < image.height - _LAST_ROWS:
        raise NotTaken("damaged")


def check_webp(data: bytes) -> None:
    """Check a WebP before it is opened: its decoder claims memory then."""
    is_lossless = webp.is_lossless(data)
    each = _LOSSLESS_WEBP_BYTES if is_lossless else _WEBP_BYTES
    check_pixels(webp.size(data), each)


def check_room(image: Image.Image, kind: Kind) -> None:
    if kind in (kinds.WEBP, kinds.AVIF):
        # These were asked before.
        return
    each = _jpeg_bytes(image, 1) if kind == kinds.JPEG else _BYTES.get(image.mode, 4)
    check_pixels(image.size, each)


def tiff_bytes(image: Image.Image) -> float:
    """Return the bytes that each pixel of a TIFF takes while it is read.

    It is turned upright as a whole, and unpacked by strips, which may be one.
    """
    tags = image.tag_v2
    each = _BYTES.get(image.mode, 4)
    bits = sum(tags.get(_BITS_PER_SAMPLE, (1,)))
    rows = min(tags.get(_ROWS_PER_STRIP, image.height), image.height)
    is_turned = tags.get(ifd.ORIENTATION, 1) != 1
    return each * (2 if is_turned else 1) + bits / 8 * rows / image.height


def _jpeg_bytes(image: Image.Image, reduction: int) -> float:
    """Return the bytes that each pixel of a JPEG takes when it is read smaller.

    What comes in several scans is held as a whole until the last of them is there.
    """
    held = 0.0
    if image.info.get("progressive"):
        layers = [(across, down) for _id, across, down, _table in image.layer]
        most = max(across for across, _ in layers) * max(down for _, down in layers)
        held = 2 * sum(across * down for across, down in layers) / most
    return held + _BYTES.get(image.mode, 4) / reduction**2


def read_smaller(image: Image.Image) -> None:
    """Set how much smaller a JPEG is read: so that it is enough, and has room.

    :raises NotTaken: when there is no room however small it is read.
    """
    edge, pixels = max(image.size), image.width * image.height
    enough = max(by for by in _REDUCTIONS if by == 1 or edge >= by * NEARLY_LONGEST)
    for by in _REDUCTIONS:
        if by >= enough and pixels * _jpeg_bytes(image, by) <= ROOM_WHEN_SMALLER:
            break
    else:
        check_pixels(image.size, _jpeg_bytes(image, by), ROOM_WHEN_SMALLER)
    if by > 1:
        image.draft(None, (image.width // by, image.height // by))
