"""Pictures: the pixels, and nothing else.

What stands around the pixels is taken off first (`pictures/apart.py`), then the picture
is decoded: each one, also where its own bytes stay. Where pixels change - it is turned
upright, its colours are brought to those of screens, it is made smaller -, it is made
smaller first, while it is read if possible, so that a phone's largest picture fits into
the memory that there is.
"""

from io import BytesIO
from leap.cop.media.cleaning import kinds
from leap.cop.media.cleaning.kinds import Clean
from leap.cop.media.cleaning.kinds import Kind
from leap.cop.media.cleaning.kinds import NotTaken
from leap.cop.media.cleaning.pictures import apart
from leap.cop.media.cleaning.pictures import colours
from leap.cop.media.cleaning.pictures import heif
from leap.cop.media.cleaning.pictures import ifd
from leap.cop.media.cleaning.pictures import png
from leap.cop.media.cleaning.pictures import room
from leap.cop.media.cleaning.pictures import sizes
from leap.cop.media.cleaning.pictures import webp
from leap.cop.media.cleaning.pictures.parts import Parts
from leap.cop.media.cleaning.pictures.unreadable import UNREADABLE
from PIL import Image
from PIL import ImageSequence
from PIL import JpegImagePlugin
from typing import BinaryIO
from typing import NamedTuple


#: Frames of a moving picture, and their pixels together: as they come, and when each
#: has to be written anew.
MAX_FRAMES = 300
MAX_ALL_PIXELS = 150_000_000
MAX_NEW_PIXELS = 30_000_000

#: The longest edge that is kept, in pixels: enough for a poster.
LONGEST_EDGE = 4096

#: What pages show, made when a picture is kept so that reading never writes.
SCALES = {"preview": 400, "large": 1000}

#: The one that lists show, twenty on a page, and what it weighs at most, in bytes.
IN_LISTS, LIGHT = "preview", 30_000

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


class _Writing(NamedTuple):
    """How pixels are written."""

    kind: Kind
    #: Of JPEG: whether colours have the full size (0), half (1), a quarter (2).
    subsampling: int = 0
    #: Of JPEG and WebP: where one sees no difference.
    quality: int = 97
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
    except Image.DecompressionBombError as error:
        raise NotTaken("pixels", room.MAX_PIXELS // 1_000_000) from error
    except UNREADABLE as error:
        raise NotTaken("damaged") from error


def _clean(file: BinaryIO, kind: Kind) -> Clean:
    # Whatever it was read from is gone when it is written: both take memory.
    found = _from_heic(file) if kind == kinds.HEIC else _looked_at(file, kind)
    return found if isinstance(found, Clean) else _finished(*found)


def _looked_at(file: BinaryIO, kind: Kind) -> Clean | _Read:
    """Return a picture as it is kept, or what is needed to write it anew."""
    file.seek(0)
    if kind in apart.WITHOUT:
        parts = apart.taken_apart(file.read(), kind)
    else:
        parts = Parts(file.read())
    if kind == kinds.WEBP:
        room.check_webp(parts.data)
    with Image.open(BytesIO(parts.data), formats=_FORMATS[kind]) as image:
        if kind in _FROM:
            return _FROM[kind](image)
        room.check_pixels(image.size)
        if not parts.is_whole:
            room.check_cut(image, parts.data)
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
    room.check_room(image, kind)
    writing = _writing(image, parts, kind)
    image.load()
    return Clean(kind, BytesIO(parts.data), image.size, _scales(image, writing))


def _writing(image: Image.Image, parts: Parts, kind: Kind) -> _Writing:
    """Return how a picture is written anew, so that it loses least."""
    if kind == kinds.JPEG:
        return _Writing(kind, max(0, JpegImagePlugin.get_sampling(image)))
    if kind == kinds.WEBP:
        return _Writing(kind, is_lossless=webp.is_lossless(parts.data))
    toned = colours.changes(parts.profile, image.mode)
    return _Writing(kind, colours=b"" if toned else parts.colours)


def _read(image: Image.Image, parts: Parts, writing: _Writing) -> _Read:
    """Return a picture that is read as small as is enough."""
    if image.format == "JPEG":
        room.read_smaller(image)
    else:
        room.check_room(image, writing.kind)
    image.load()
    small = sizes.within(image, LONGEST_EDGE)
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
            quality=writing.quality,
            subsampling=writing.subsampling,
            optimize=True,
            progressive=True,
        )
    elif kind == kinds.WEBP:
        image.save(out, "WEBP", **_as_webp(writing))
    else:
        image.save(out, _SAVED[kind], **_AS_PNG if kind == kinds.PNG else {})
    if kind == kinds.PNG and writing.colours:
        return png.in_colours(out.getvalue(), writing.colours)
    return out.getvalue()


#: A large photograph has to be packed in a few seconds.
_AS_PNG = {"compress_level": 4}


def _as_webp(writing: _Writing) -> dict[str, object]:
    if writing.is_lossless:
        # How hard it tries, not how much is lost.
        return {"lossless": True, "quality": 50, "method": 2}
    return {"quality": writing.quality}


def _scales(
    image: Image.Image, writing: _Writing
) -> tuple[tuple[str, bytes, tuple[int, int]], ...]:
    """Return the smaller ones; of a moving picture the first frame alone."""
    kind = kinds.PNG if writing.kind == kinds.GIF else writing.kind
    writing = writing._replace(kind=kind, quality=90)
    scales = []
    # The larger one first, and the smaller one out of it.
    for name, edge in sorted(SCALES.items(), key=lambda scale: -scale[1]):
        image = _bare(sizes.within(image, edge))
        if name == IN_LISTS:
            image, data = _light(image, writing)
        else:
            data = _saved(image, writing)
        scales.append((name, data, image.size))
    return tuple(reversed(scales))


def _light(image: Image.Image, writing: _Writing) -> tuple[Image.Image, bytes]:
    """Return a picture that weighs little: packed closer first, then smaller."""
    qualities = [writing.quality]
    if writing.kind == kinds.JPEG or (
        writing.kind == kinds.WEBP and not writing.is_lossless
    ):
        qualities += [75, 60]
    while True:
        for quality in qualities:
            data = _saved(image, writing._replace(quality=quality))
            if len(data) <= LIGHT:
                return image, data
        image = _bare(sizes.within(image, max(image.size) * 3 // 4))


# Those that become another kind


def _from_tiff(image: Image.Image) -> _Read:
    """Return a picture that a browser shows; several pages are a document."""
    room.check_pixels(image.size, room.tiff_bytes(image))
    if getattr(image, "n_frames", 1) > 1:
        raise NotTaken("pages", 1)
    image.load()
    # It stands upright when it is loaded.
    parts = Parts(b"", profile=image.info.get("icc_profile") or b"")
    small = _of_whole_numbers(sizes.within(image, LONGEST_EDGE))
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
    room.check_pixels(image.size, room.AVIF_BYTES)
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
    room.check_pixels(found.size, room.HEIC_BYTES)
    if max(found.size) > LONGEST_EDGE:
        image = sizes.smaller(found.size, found.rows, LONGEST_EDGE)
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
        plain = sizes.within(frame.convert("RGBA"), LONGEST_EDGE)
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


def clean_inside(data: bytes, kind: Kind) -> bytes:
    """Return a picture out of a document, in the format that the document expects.

    :raises NotTaken: for what cannot be cleaned.
    """
    if kind in apart.WITHOUT:
        return apart.taken_apart(data, kind).data
    if kind != kinds.TIFF:
        raise NotTaken("embedded")
    try:
        with Image.open(BytesIO(data), formats=_FORMATS[kind]) as image:
            room.check_pixels(image.size, room.tiff_bytes(image))
            if getattr(image, "n_frames", 1) > 1:
                raise NotTaken("embedded")
            image.load()
            plain = colours.in_srgb(image, image.info.get("icc_profile") or b"")
            return _saved(_bare(plain), _Writing(kind))
    except UNREADABLE as error:
        raise NotTaken("damaged") from error
