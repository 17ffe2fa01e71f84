"""Pictures: the pixels, and nothing else.

EXIF, GPS, XMP, IPTC, comments, previews and whatever a camera hangs behind the picture
are left behind, because only the pixels are written again. Orientation is applied, a
colour profile is too: profiles can name a device.
"""

from io import BytesIO
from leap.cop.media.cleaning import kinds
from leap.cop.media.cleaning.kinds import Clean
from leap.cop.media.cleaning.kinds import Kind
from leap.cop.media.cleaning.kinds import NotTaken
from PIL import Image
from PIL import ImageCms
from PIL import ImageOps
from PIL import ImageSequence
from typing import BinaryIO


#: More pixels than any camera in a pocket makes; a small file can claim billions.
MAX_PIXELS = 120_000_000

#: Frames of a moving picture, and their pixels together.
MAX_FRAMES = 300
MAX_ALL_PIXELS = 150_000_000

#: The longest edge that is kept, in pixels: enough for a poster.
LONGEST_EDGE = 4096

#: What pages show, made when a picture is kept so that reading never writes.
SCALES = {"preview": 400, "large": 1000}

_FORMATS = {
    kinds.JPEG: ("JPEG", "MPO"),
    kinds.PNG: ("PNG",),
    kinds.GIF: ("GIF",),
    kinds.WEBP: ("WEBP",),
    kinds.TIFF: ("TIFF",),
}
_SAVED = {kinds.PNG: "PNG", kinds.GIF: "GIF", kinds.WEBP: "WEBP", kinds.TIFF: "TIFF"}


def clean(file: BinaryIO, kind: Kind) -> Clean:
    """Give a picture without anything but its pixels, and its scales."""
    try:
        return _clean(file, kind)
    except NotTaken:
        raise
    except Image.DecompressionBombError as error:
        raise NotTaken("pixels", MAX_PIXELS // 1_000_000) from error
    except MemoryError:
        raise
    except Exception as error:
        # Pillow's parsers raise whatever comes over them.
        raise NotTaken("damaged") from error


def _clean(file: BinaryIO, kind: Kind) -> Clean:
    file.seek(0)
    with Image.open(file, formats=_FORMATS[kind]) as image:
        _check_pixels(image)
        if kind == kinds.TIFF:
            return _from_tiff(image)
        frames = getattr(image, "n_frames", 1)
        if frames > 1 and image.format in ("GIF", "WEBP", "PNG"):
            return _moving(image, kind, frames)
        image.load()
        return _still(image, kind)


def _check_pixels(image: Image.Image) -> None:
    if image.width * image.height > MAX_PIXELS:
        raise NotTaken("pixels", MAX_PIXELS // 1_000_000)


def _from_tiff(image: Image.Image) -> Clean:
    """Give a picture that a browser shows; several pages are a document."""
    if getattr(image, "n_frames", 1) > 1:
        raise NotTaken("pages", 1)
    image.load()
    return _still(image, kinds.PNG)


def _still(image: Image.Image, kind: Kind) -> Clean:
    is_untouched = image.format == "JPEG" and kind == kinds.JPEG
    upright = ImageOps.exif_transpose(image)
    plain = _plain(upright)
    small = _within(plain, LONGEST_EDGE)
    oriented = image.getexif().get(0x0112, 1) not in (0, 1)
    if is_untouched and not oriented and plain is upright and small is plain:
        data = _jpeg_as_it_was(image)
    else:
        data = _saved(small, kind)
    return Clean(kind, BytesIO(data), small.size, _scales(small, kind))


def _plain(image: Image.Image) -> Image.Image:
    """Give an image in colours that need no profile; the same one if it has none."""
    profile = image.info.get("icc_profile")
    if profile:
        image = _in_srgb(image, profile)
    if image.mode in ("CMYK", "YCbCr", "LAB", "HSV"):
        image = image.convert("RGB")
    return image


def _in_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    try:
        source = image
        if image.mode in ("P", "PA"):
            source = image.convert("RGBA" if "transparency" in image.info else "RGB")
        mode = "RGB" if source.mode == "CMYK" else source.mode
        if mode not in ("RGB", "RGBA"):
            return image.copy()
        turned = ImageCms.profileToProfile(
            source,
            ImageCms.ImageCmsProfile(BytesIO(profile)),
            ImageCms.createProfile("sRGB"),
            outputMode=mode,
        )
        return turned or image.copy()
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return image.copy()


def _within(image: Image.Image, edge: int) -> Image.Image:
    """Give an image that fits, the same one if it does already."""
    if max(image.size) <= edge:
        return image
    if image.mode in ("P", "1"):
        image = image.convert("RGBA" if "transparency" in image.info else "RGB")
    share = edge / max(image.size)
    size = (max(1, round(image.width * share)), max(1, round(image.height * share)))
    return image.resize(size, Image.Resampling.LANCZOS)


def _bare(image: Image.Image) -> Image.Image:
    """Take off everything that a writer would write besides the pixels."""
    kept = image.info.get("transparency")
    bare = image.copy()
    bare.info = {} if kept is None else {"transparency": kept}
    return bare


def _jpeg_as_it_was(image: Image.Image) -> bytes:
    """Write a JPEG with its own tables: no quality is lost that was not lost before."""
    image.info = {}
    out = BytesIO()
    image.save(out, "JPEG", quality="keep", subsampling="keep", optimize=True)
    return out.getvalue()


def _saved(image: Image.Image, kind: Kind) -> bytes:
    out = BytesIO()
    bare = _bare(image)
    if kind == kinds.JPEG:
        if bare.mode not in ("L", "RGB"):
            bare = bare.convert("RGB")
        bare.save(out, "JPEG", quality=92, optimize=True, progressive=True)
    elif kind == kinds.WEBP:
        bare.save(out, "WEBP", quality=90, exif=b"", xmp=b"", icc_profile=b"")
    else:
        bare.save(out, _SAVED[kind])
    return out.getvalue()


def _scales(
    image: Image.Image, kind: Kind
) -> tuple[tuple[str, bytes, tuple[int, int]], ...]:
    """Give the smaller ones; of a moving picture the first frame alone."""
    still = kinds.PNG if kind == kinds.GIF else kind
    scales = []
    for name, edge in SCALES.items():
        small = _within(image, edge)
        scales.append((name, _saved(small, still), small.size))
    return tuple(scales)


def _moving(image: Image.Image, kind: Kind, frames: int) -> Clean:
    if frames > MAX_FRAMES or image.width * image.height * frames > MAX_ALL_PIXELS:
        raise NotTaken("pixels", MAX_ALL_PIXELS // 1_000_000)
    loop = image.info.get("loop", 0)
    shown, times = [], []
    for frame in ImageSequence.Iterator(image):
        times.append(int(frame.info.get("duration", 100) or 100))
        upright = frame.convert("RGBA")
        upright.info = {}
        shown.append(_within(upright, LONGEST_EDGE))
    out = BytesIO()
    first, *others = shown
    first.save(
        out,
        _SAVED[kind],
        save_all=True,
        append_images=others,
        duration=times,
        loop=loop if isinstance(loop, int) else 0,
        **({"disposal": 2} if kind == kinds.GIF else {}),
    )
    return Clean(kind, out, first.size, _scales(first, kind))


# Pictures inside of documents keep their format, and their pixels as they are


def jpeg_without_segments(data: bytes) -> bytes:
    """Give a JPEG without the segments that tell of its making; no pixel changes.

    Kept are JFIF and Adobe (a decoder needs its colour mark), and what is picture.

    :raises NotTaken: for something that is no JPEG.
    """
    if not data.startswith(b"\xff\xd8"):
        raise NotTaken("damaged")
    out, at = bytearray(b"\xff\xd8"), 2
    while at + 4 <= len(data):
        if data[at] != 0xFF:
            raise NotTaken("damaged")
        mark = data[at + 1]
        if mark == 0xFF:
            at += 1
            continue
        length = int.from_bytes(data[at + 2 : at + 4], "big")
        if length < 2:
            raise NotTaken("damaged")
        segment = data[at : at + 2 + length]
        if mark == 0xE0 and segment[4:8] == b"JFIF":
            # Without the small preview that JFIF allows behind its 16 bytes.
            out += b"\xff\xe0\x00\x10" + segment[4:16] + b"\x00\x00"
        elif _is_picture(mark, segment):
            out += segment
        at += 2 + length
        if mark == 0xDA:
            # What a camera hangs behind the end of the picture stays behind.
            end = data.rfind(b"\xff\xd9", at)
            first_end = _end_of_scans(data, at)
            out += data[at : first_end if first_end else end + 2]
            return bytes(out)
    raise NotTaken("damaged")


def _is_picture(mark: int, segment: bytes) -> bool:
    """Tell whether a segment is needed to show the picture."""
    if mark == 0xEE:
        return segment[4:9] == b"Adobe"
    return not (0xE0 <= mark <= 0xEF or mark == 0xFE)


def _end_of_scans(data: bytes, at: int) -> int:
    """Give where the picture ends: the first end mark outside of a segment."""
    while True:
        at = data.find(b"\xff", at)
        if at < 0 or at + 1 >= len(data):
            return len(data)
        mark = data[at + 1]
        if mark == 0xD9:
            return at + 2
        if mark in (0x00, 0xFF) or 0xD0 <= mark <= 0xD7:
            at += 1 if mark == 0xFF else 2
            continue
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")


_PNG_KEPT = frozenset(
    (
        b"IHDR",
        b"PLTE",
        b"tRNS",
        b"IDAT",
        b"IEND",
        b"gAMA",
        b"cHRM",
        b"sRGB",
        b"bKGD",
        b"pHYs",
        b"sBIT",
        b"acTL",
        b"fcTL",
        b"fdAT",
    )
)


def png_without_chunks(data: bytes) -> bytes:
    """Give a PNG without texts, dates, EXIF and profile; no pixel changes."""
    if not data.startswith(b"\x89PNG\r\n\x1a\n"):
        raise NotTaken("damaged")
    out, at = bytearray(data[:8]), 8
    while at + 12 <= len(data):
        length = int.from_bytes(data[at : at + 4], "big")
        name = data[at + 4 : at + 8]
        if name in _PNG_KEPT:
            out += data[at : at + 12 + length]
        at += 12 + length
        if name == b"IEND":
            return bytes(out)
    raise NotTaken("damaged")


def clean_inside(data: bytes, kind: Kind) -> bytes:
    """Give a picture out of a document, in the format that the document expects."""
    if kind == kinds.JPEG:
        return jpeg_without_segments(data)
    if kind == kinds.PNG:
        return png_without_chunks(data)
    try:
        with Image.open(BytesIO(data), formats=_FORMATS[kind]) as image:
            _check_pixels(image)
            if getattr(image, "n_frames", 1) > 1:
                if kind == kinds.TIFF:
                    raise NotTaken("embedded")
                return _moving(image, kind, image.n_frames).file.getvalue()
            image.load()
            return _saved(_plain(ImageOps.exif_transpose(image)), kind)
    except NotTaken:
        raise
    except Exception as error:
        raise NotTaken("damaged") from error
