"""Pictures: the pixels, and nothing else.

What stands around the pixels is taken off first (`picture_parts.py`), then the picture
is decoded: each one, also where its own bytes stay. Where pixels change - it is turned
upright, its colours are brought to those of screens, it is made smaller -, it is made
smaller first, while it is read if possible, so that a phone's largest picture fits into
the memory that there is.
"""

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from io import BytesIO
from leap.cop.media.cleaning import colours
from leap.cop.media.cleaning import heif
from leap.cop.media.cleaning import ifd
from leap.cop.media.cleaning import kinds
from leap.cop.media.cleaning import picture_parts
from leap.cop.media.cleaning.kinds import Clean
from leap.cop.media.cleaning.kinds import Kind
from leap.cop.media.cleaning.kinds import NotTaken
from leap.cop.media.cleaning.picture_parts import Parts
from PIL import Image
from PIL import ImageSequence
from PIL import JpegImagePlugin
from typing import BinaryIO
from typing import NamedTuple

import math


#: More pixels than any camera in a pocket makes; a small file can claim billions.
MAX_PIXELS = 120_000_000

#: Frames of a moving picture, and their pixels together: as they come, and when each
#: has to be written anew.
MAX_FRAMES = 300
MAX_ALL_PIXELS = 150_000_000
MAX_NEW_PIXELS = 30_000_000

#: The longest edge that is kept, in pixels: enough for a poster.
LONGEST_EDGE = 4096

#: Nearly as long: where halving while reading comes out here, it is enough.
NEARLY_LONGEST = 4000

#: What the pixels of one picture may take while it is read, in bytes: of the memory of
#: this program, without the program itself, the file, and what is made of the pixels.
ROOM = 320 * kinds.MEGABYTE

#: The same where a picture is read smaller: less is made of it then.
ROOM_WHEN_SMALLER = 420 * kinds.MEGABYTE

#: What pages show, made when a picture is kept so that reading never writes.
SCALES = {"preview": 400, "large": 1000}

_FORMATS = {
    kinds.JPEG: ("JPEG",),
    kinds.PNG: ("PNG",),
    kinds.GIF: ("GIF",),
    kinds.WEBP: ("WEBP",),
    kinds.TIFF: ("TIFF",),
    kinds.AVIF: ("AVIF",),
}
_SAVED = {kinds.PNG: "PNG", kinds.GIF: "GIF", kinds.WEBP: "WEBP", kinds.TIFF: "TIFF"}

#: How a picture is turned upright, by which way is up as EXIF counts.
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}

#: Rows that are made smaller at a time, and how far resampling looks beyond them.
_ROWS = 256
_REACH = 3


class _Writing(NamedTuple):
    """How pixels are written."""

    kind: Kind
    #: Of JPEG: whether colours have the full size (0), half (1), a quarter (2).
    subsampling: int = 0
    #: Of WebP: whether each pixel stays what it is.
    is_lossless: bool = False
    #: Of PNG: chunks that say what its colours mean.
    colours: bytes = b""


class _Read(NamedTuple):
    """A picture that is read, and is to be written anew."""

    image: Image.Image
    parts: Parts
    writing: _Writing


def clean(file: BinaryIO, kind: Kind) -> Clean:
    """Return a picture without anything but its pixels, and its scales.

    :raises NotTaken: for what is damaged, or more than can be read here.
    """
    try:
        return _clean(file, kind)
    except (NotTaken, MemoryError):
        raise
    except Image.DecompressionBombError as error:
        raise NotTaken("pixels", MAX_PIXELS // 1_000_000) from error
    except Exception as error:
        # Pillow's parsers raise whatever comes over them.
        raise NotTaken("damaged") from error


def _clean(file: BinaryIO, kind: Kind) -> Clean:
    # Whatever it was read from is gone when it is written: both take memory.
    found = _from_heic(file) if kind == kinds.HEIC else _looked_at(file, kind)
    return found if isinstance(found, Clean) else _finished(*found)


def _looked_at(file: BinaryIO, kind: Kind) -> Clean | _Read:
    """Return a picture as it is kept, or what is needed to write it anew."""
    file.seek(0)
    if kind in picture_parts.WITHOUT:
        parts = picture_parts.taken_apart(file.read(), kind)
    else:
        parts = Parts(file.read())
    if kind == kinds.WEBP:
        _check_webp(parts.data)
    with Image.open(BytesIO(parts.data), formats=_FORMATS[kind]) as image:
        if kind in _FROM:
            return _FROM[kind](image)
        _check_pixels(image.size)
        if not parts.is_whole:
            _check_cut(image, parts.data)
        frames = getattr(image, "n_frames", 1)
        if frames > 1:
            return _moving(image, frames, parts, kind)
        if _stays_as_it_is(image, parts):
            return _as_it_was(image, parts, kind)
        return _read(image, parts, _writing(image, parts, kind))


def _stays_as_it_is(image: Image.Image, parts: Parts) -> bool:
    """Return whether no pixel changes: none is turned, made smaller or toned."""
    return (
        parts.orientation == 1
        and max(image.size) <= LONGEST_EDGE
        and image.mode != "CMYK"
        and not colours.changes(parts.profile, image.mode)
    )


def _as_it_was(image: Image.Image, parts: Parts, kind: Kind) -> Clean:
    """Keep a picture's own bytes; they are what was decoded."""
    _check_room(image, kind)
    writing = _writing(image, parts, kind)
    image.load()
    return Clean(kind, BytesIO(parts.data), image.size, _scales(image, writing))


def _writing(image: Image.Image, parts: Parts, kind: Kind) -> _Writing:
    """Return how a picture is written anew, so that it loses least."""
    if kind == kinds.JPEG:
        return _Writing(kind, max(0, JpegImagePlugin.get_sampling(image)))
    if kind == kinds.WEBP:
        return _Writing(kind, is_lossless=picture_parts.is_lossless_webp(parts.data))
    toned = colours.changes(parts.profile, image.mode)
    return _Writing(kind, colours=b"" if toned else parts.colours)


def _read(image: Image.Image, parts: Parts, writing: _Writing) -> _Read:
    """Return a picture that is read as small as is enough."""
    if image.format == "JPEG":
        _read_smaller(image)
    else:
        _check_room(image, writing.kind)
    image.load()
    small = _within(image, LONGEST_EDGE)
    # What it is read from holds more than its pixels.
    small = small.copy() if small is image else small
    return _Read(small, parts._replace(data=b""), writing)


def _finished(image: Image.Image, parts: Parts, writing: _Writing) -> Clean:
    """Return a picture of the size that is kept, upright and in colours of screens."""
    image = colours.in_srgb(_upright(image, parts.orientation), parts.profile)
    image = _bare(image)
    data = _saved(image, writing)
    if len(data) > kinds.LIMITS["picture"] and image.mode in ("L", "RGB"):
        # A photograph as PNG grows beyond what is taken.
        writing = _Writing(kinds.JPEG)
        data = _saved(image, writing)
    return Clean(writing.kind, BytesIO(data), image.size, _scales(image, writing))


def _upright(image: Image.Image, orientation: int) -> Image.Image:
    turn = _TURNS.get(orientation)
    return image if turn is None else image.transpose(turn)


# How much memory a picture takes

#: Bytes of one pixel in Pillow's memory, where it is not four.
_BYTES = {"1": 1, "L": 1, "P": 1, "I;16": 2, "I;16B": 2, "I;16L": 2}

#: Bytes of one pixel at the worst moment of decoders that hold it several times.
_WEBP_BYTES = 13
_LOSSLESS_WEBP_BYTES = 17
_AVIF_BYTES = 10
_HEIC_BYTES = 6

_BITS_PER_SAMPLE = 0x0102
_ROWS_PER_STRIP = 0x0116

_JPEG_END = b"\xff\xd9"
#: Two rows of the largest blocks that a JPEG is made of.
_LAST_ROWS = 32

#: By what a JPEG can be made smaller while it is read.
_REDUCTIONS = (1, 2, 4, 8)


def _check_pixels(size: tuple[int, int], each: float = 1, room: int = ROOM) -> None:
    """Check that a picture fits.

    :param each: bytes that one of its pixels takes.
    :raises NotTaken: when it does not; says how many million pixels would.
    """
    most = min(MAX_PIXELS, room / each)
    if size[0] * size[1] > most:
        raise NotTaken("pixels", int(most / 1_000_000))


def _check_cut(image: Image.Image, data: bytes) -> None:
    """Check that a JPEG without an end lacks no more than its last rows.

    Decoders fill what is missing with grey, and say nothing.

    :raises NotTaken: when more is missing, or nobody can tell.
    """
    _check_room(image, kinds.JPEG)
    with (
        Image.open(BytesIO(data[: -len(_JPEG_END)]), formats=("JPEG",)) as cut,
        suppress(OSError),
    ):
        cut.load()
    # What was not read is black. (Where Plone has made Pillow lenient it is grey, but
    # that is in Plone's process.)
    there = cut.im.getbbox()
    if there is None or there[3] < image.height - _LAST_ROWS:
        raise NotTaken("damaged")


def _check_webp(data: bytes) -> None:
    """Check a WebP before it is opened: its decoder claims memory then."""
    is_lossless = picture_parts.is_lossless_webp(data)
    each = _LOSSLESS_WEBP_BYTES if is_lossless else _WEBP_BYTES
    _check_pixels(picture_parts.webp_size(data), each)


def _check_room(image: Image.Image, kind: Kind) -> None:
    if kind in (kinds.WEBP, kinds.AVIF):
        # These were asked before.
        return
    each = _jpeg_bytes(image, 1) if kind == kinds.JPEG else _BYTES.get(image.mode, 4)
    _check_pixels(image.size, each)


def _tiff_bytes(image: Image.Image) -> float:
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


def _read_smaller(image: Image.Image) -> None:
    """Set how much smaller a JPEG is read: so that it is enough, and has room.

    :raises NotTaken: when there is no room however small it is read.
    """
    edge, pixels = max(image.size), image.width * image.height
    enough = max(by for by in _REDUCTIONS if by == 1 or edge >= by * NEARLY_LONGEST)
    for by in _REDUCTIONS:
        if by >= enough and pixels * _jpeg_bytes(image, by) <= ROOM_WHEN_SMALLER:
            break
    else:
        _check_pixels(image.size, _jpeg_bytes(image, by), ROOM_WHEN_SMALLER)
    if by > 1:
        image.draft(None, (image.width // by, image.height // by))


def _within(image: Image.Image, edge: int) -> Image.Image:
    """Return an image that fits, the same one if it does already."""
    if max(image.size) <= edge:
        return image
    return _smaller(image.size, partial(_rows_of, image), edge)


def _rows_of(image: Image.Image, first: int, last: int) -> Image.Image:
    return image.crop((0, first, image.width, last))


def _smaller(
    size: tuple[int, int], rows: Callable[[int, int], Image.Image], edge: int
) -> Image.Image:
    """Return a smaller image of what is given by rows: the whole is not copied.

    :param size: width and height of the whole.
    :param rows: gives those from one to another.
    :param edge: the longest edge that is wanted.
    """
    width, height = size
    share = max(size) / edge
    across, down = (max(1, round(length / share)) for length in size)
    step = height / down
    beyond = math.ceil(_REACH * max(1, step)) + 1
    out = None
    for top in range(0, down, _ROWS):
        bottom = min(top + _ROWS, down)
        first = max(0, math.floor(top * step) - beyond)
        last = min(height, math.ceil(bottom * step) + beyond)
        part = _mixable(rows(first, last))
        box = (0, top * step - first, width, min(bottom * step - first, part.height))
        small = part.resize((across, bottom - top), Image.Resampling.LANCZOS, box)
        out = out or Image.new(small.mode, (across, down))
        out.paste(small, (0, top))
    return out


def _mixable(image: Image.Image) -> Image.Image:
    """Return an image whose neighbouring pixels can be mixed."""
    if "transparency" in image.info:
        return image.convert("RGBA")
    plain = {"P": "RGB", "PA": "RGBA", "1": "L"}.get(image.mode)
    return image.convert(plain) if plain else image


# Writing


def _bare(image: Image.Image) -> Image.Image:
    """Take off everything that a writer would write besides the pixels."""
    kept = image.info.get("transparency")
    image.info = {} if kept is None else {"transparency": kept}
    return image


def _saved(image: Image.Image, writing: _Writing) -> bytes:
    out = BytesIO()
    kind = writing.kind
    if kind == kinds.JPEG:
        if image.mode not in ("L", "RGB"):
            image = image.convert("RGB")
        image.save(
            out,
            "JPEG",
            quality=95,
            subsampling=writing.subsampling,
            optimize=True,
            progressive=True,
        )
    elif kind == kinds.WEBP:
        image.save(out, "WEBP", **_as_webp(writing))
    else:
        image.save(out, _SAVED[kind], **_AS_PNG if kind == kinds.PNG else {})
    if kind == kinds.PNG and writing.colours:
        return picture_parts.png_in_colours(out.getvalue(), writing.colours)
    return out.getvalue()


#: A large photograph has to be packed in a few seconds.
_AS_PNG = {"compress_level": 4}


def _as_webp(writing: _Writing) -> dict[str, object]:
    if writing.is_lossless:
        # How hard it tries, not how much is lost.
        return {"lossless": True, "quality": 50, "method": 2}
    return {"quality": 95}


def _scales(
    image: Image.Image, writing: _Writing
) -> tuple[tuple[str, bytes, tuple[int, int]], ...]:
    """Return the smaller ones; of a moving picture the first frame alone."""
    if writing.kind == kinds.GIF:
        writing = _Writing(kinds.PNG)
    scales = []
    # The larger one first, and the smaller one out of it.
    for name, edge in sorted(SCALES.items(), key=lambda scale: -scale[1]):
        image = _bare(_within(image, edge))
        scales.append((name, _saved(image, writing), image.size))
    return tuple(reversed(scales))


# Those that become another kind


def _from_tiff(image: Image.Image) -> _Read:
    """Return a picture that a browser shows; several pages are a document."""
    _check_pixels(image.size, _tiff_bytes(image))
    if getattr(image, "n_frames", 1) > 1:
        raise NotTaken("pages", 1)
    image.load()
    # It stands upright when it is loaded.
    parts = Parts(b"", profile=image.info.get("icc_profile") or b"")
    small = _of_whole_numbers(_within(image, LONGEST_EDGE))
    return _Read(small, parts, _Writing(kinds.PNG))


def _of_whole_numbers(image: Image.Image) -> Image.Image:
    """Return an image in numbers that a PNG can hold, the same one if it is.

    What was measured and not seen - heights, temperatures - is shown from its lowest
    number to its highest.
    """
    if image.mode not in ("I", "F"):
        return image
    low, high = image.getextrema()
    if image.mode == "I" and low >= 0 and high < 1 << 16:
        return image.convert("I;16")
    if image.mode == "F" and low >= 0 and high <= 1:
        low, high = 0, 1
    share = 255 / ((high - low) or 1)
    return image.point(lambda number: number * share - low * share).convert("L")


def _from_avif(image: Image.Image) -> _Read:
    _check_pixels(image.size, _AVIF_BYTES)
    image.seek(0)
    parts = Parts(
        b"",
        orientation=image.getexif().get(ifd.ORIENTATION, 1),
        profile=image.info.get("icc_profile") or b"",
    )
    kind = kinds.PNG if image.has_transparency_data else kinds.JPEG
    return _read(image, parts, _Writing(kind))


_FROM = {kinds.TIFF: _from_tiff, kinds.AVIF: _from_avif}


def _from_heic(file: BinaryIO) -> _Read:
    try:
        found = heif.opened(file)
    except heif.NotHere as error:
        raise NotTaken("heic") from error
    _check_pixels(found.size, _HEIC_BYTES)
    if max(found.size) > LONGEST_EDGE:
        image = _smaller(found.size, found.rows, LONGEST_EDGE)
    else:
        image = found.rows(0, found.size[1])
    if image.mode.startswith("I;16"):
        image = colours.of_eight_bits(image)
    has_alpha = image.mode in ("RGBA", "LA")
    writing = _Writing(
        kinds.PNG if has_alpha else kinds.JPEG, 2 if found.is_subsampled else 0
    )
    return _Read(image, Parts(b"", profile=found.profile), writing)


# Those that move


def _moving(image: Image.Image, frames: int, parts: Parts, kind: Kind) -> Clean:
    if frames > MAX_FRAMES:
        raise NotTaken("frames", MAX_FRAMES)
    pixels = image.width * image.height * frames
    stays = _stays_as_it_is(image, parts)
    most = MAX_ALL_PIXELS if stays else MAX_NEW_PIXELS
    if pixels > most:
        raise NotTaken("moving", most // 1_000_000)
    writing = _writing(image, parts, kind)
    if not stays:
        return _moving_anew(image, parts, writing)
    for frame in ImageSequence.Iterator(image):
        # Each frame has to be there, not only the first.
        frame.load()
    image.seek(0)
    scales = _scales(image.convert("RGBA"), writing)
    return Clean(kind, BytesIO(parts.data), image.size, scales)


def _moving_anew(image: Image.Image, parts: Parts, writing: _Writing) -> Clean:
    loop = image.info.get("loop", 0)
    shown, times = [], []
    for frame in ImageSequence.Iterator(image):
        times.append(int(frame.info.get("duration", 100) or 100))
        plain = _within(frame.convert("RGBA"), LONGEST_EDGE)
        plain = colours.in_srgb(_upright(plain, parts.orientation), parts.profile)
        plain.info = {}
        shown.append(plain)
    out = BytesIO()
    first, *others = shown
    how = {"disposal": 2} if writing.kind == kinds.GIF else _as_webp(writing)
    first.save(
        out,
        _SAVED[writing.kind],
        save_all=True,
        append_images=others,
        duration=times,
        loop=loop if isinstance(loop, int) else 0,
        **how,
    )
    return Clean(writing.kind, out, first.size, _scales(first, writing))


# Those that stand in a document

#: For those that hold a JPEG as it is, and say themselves what its colours mean.
jpeg_without_segments = picture_parts.jpeg_without_segments


def clean_inside(data: bytes, kind: Kind) -> bytes:
    """Return a picture out of a document, in the format that the document expects.

    :raises NotTaken: for what cannot be cleaned.
    """
    if kind in picture_parts.WITHOUT:
        return picture_parts.taken_apart(data, kind).data
    if kind != kinds.TIFF:
        raise NotTaken("embedded")
    try:
        with Image.open(BytesIO(data), formats=_FORMATS[kind]) as image:
            _check_pixels(image.size, _tiff_bytes(image))
            if getattr(image, "n_frames", 1) > 1:
                raise NotTaken("embedded")
            image.load()
            plain = colours.in_srgb(image, image.info.get("icc_profile") or b"")
            return _saved(_bare(plain), _Writing(kind))
    except (NotTaken, MemoryError):
        raise
    except Exception as error:
        raise NotTaken("damaged") from error
