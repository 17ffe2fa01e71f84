"""Pictures: the pixels, and nothing else.

EXIF, GPS, XMP, IPTC, comments, previews and whatever a camera hangs behind the picture
are left behind: what is kept is a closed list of what a decoder needs. Orientation is
applied, a colour profile is too (profiles can name a device): then the pixels are
written again. Each picture is decoded before and after.
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
            _check_frames(image, frames)
            if _stays_as_it_is(image):
                return _as_it_was(file, kind, _first_frame(image))
            return _moving(image, kind)
        image.load()
        if _stays_as_it_is(image):
            return _as_it_was(file, kind, image)
        return _still(image, kind)


def _stays_as_it_is(image: Image.Image) -> bool:
    """Tell whether no pixel changes: none is turned, made smaller or toned."""
    return (
        image.format != "MPO"
        and image.getexif().get(0x0112, 1) in (0, 1)
        and not image.info.get("icc_profile")
        and image.mode != "CMYK"
        and max(image.size) <= LONGEST_EDGE
    )


def _first_frame(image: Image.Image) -> Image.Image:
    for frame in ImageSequence.Iterator(image):
        # Each frame has to be there, not only the first.
        frame.load()
    image.seek(0)
    return image.convert("RGBA")


def _as_it_was(file: BinaryIO, kind: Kind, image: Image.Image) -> Clean:
    """Keep a picture's own bytes, without what is no picture."""
    file.seek(0)
    data = _WITHOUT[kind](file.read())
    size, scales = image.size, _scales(image, kind)
    with Image.open(BytesIO(data), formats=_FORMATS[kind]) as kept:
        kept.load()
    return Clean(kind, BytesIO(data), size, scales)


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
    small = _within(_plain(ImageOps.exif_transpose(image)), LONGEST_EDGE)
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


def _check_frames(image: Image.Image, frames: int) -> None:
    if frames > MAX_FRAMES or image.width * image.height * frames > MAX_ALL_PIXELS:
        raise NotTaken("pixels", MAX_ALL_PIXELS // 1_000_000)


def _moving(image: Image.Image, kind: Kind) -> Clean:
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


# Where nothing of a picture changes, its own bytes stay, without what is no picture:
# no quality is lost, and cleaning what is clean gives the same bytes again


#: Frames, tables, scans: what a decoder needs. Neither APP segments nor comments.
_JPEG_KEPT = frozenset((*range(0xC0, 0xD0), 0xDA, 0xDB, 0xDC, 0xDD, 0xDE, 0xDF))


def jpeg_without_segments(data: bytes) -> bytes:
    """Give a JPEG without the segments that tell of its making; no pixel changes.

    Kept are JFIF and Adobe (a decoder needs its colour mark), and what is picture.
    What a camera hangs behind the end of the picture stays behind.

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
        if mark == 0xD9:
            break
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        out += _jpeg_segment(mark, data[at:end])
        at = end
        if mark == 0xDA:
            end = _end_of_scan(data, at)
            out += data[at:end]
            at = end
    return bytes(out) + b"\xff\xd9"


def _jpeg_segment(mark: int, segment: bytes) -> bytes:
    """Give what is kept of one segment."""
    if mark == 0xE0 and segment[4:8] == b"JFIF":
        # Without the small preview that JFIF allows behind its 16 bytes.
        return b"\xff\xe0\x00\x10" + segment[4:16] + b"\x00\x00"
    if mark == 0xEE and segment[4:9] == b"Adobe":
        return b"\xff\xee\x00\x0e" + segment[4:16]
    return segment if mark in _JPEG_KEPT else b""


def _end_of_scan(data: bytes, at: int) -> int:
    """Give where a scan ends: at the next mark that does not belong into it."""
    while True:
        at = data.find(b"\xff", at)
        if at < 0 or at + 1 >= len(data):
            return len(data)
        mark = data[at + 1]
        if mark != 0x00 and not 0xD0 <= mark <= 0xD7:
            return at
        at += 2


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


_WEBP_KEPT = frozenset((b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF"))
#: In the flags of VP8X: profile, EXIF, XMP.
_WEBP_TOLD = 0x20 | 0x08 | 0x04


def webp_without_chunks(data: bytes) -> bytes:
    """Give a WebP without EXIF, XMP and profile; no pixel changes."""
    out, at = bytearray(), 12
    while at + 8 <= len(data):
        name = data[at : at + 4]
        length = int.from_bytes(data[at + 4 : at + 8], "little")
        chunk = bytearray(data[at : at + 8 + length + length % 2])
        if name == b"VP8X":
            chunk[8] &= ~_WEBP_TOLD & 0xFF
        if name in _WEBP_KEPT:
            out += chunk
        at += 8 + length + length % 2
    return b"RIFF" + (len(out) + 4).to_bytes(4, "little") + b"WEBP" + bytes(out)


def gif_without_blocks(data: bytes) -> bytes:
    """Give a GIF without comments and what programs put in; no pixel changes."""
    at = 13 + (3 << ((data[10] & 7) + 1) if data[10] & 0x80 else 0)
    out = bytearray(data[:at])
    while at < len(data) and data[at] != 0x3B:
        start = at
        if data[at] == 0x21:
            kept = data[at + 1] == 0xF9 or data[at + 3 : at + 14] == b"NETSCAPE2.0"
            at = _end_of_gif_blocks(data, at + 2)
        elif data[at] == 0x2C:
            kept, flags = True, data[at + 9]
            at += 10 + (3 << ((flags & 7) + 1) if flags & 0x80 else 0)
            at = _end_of_gif_blocks(data, at + 1)
        else:
            raise NotTaken("damaged")
        if kept:
            out += data[start:at]
    return bytes(out) + b"\x3b"


def _end_of_gif_blocks(data: bytes, at: int) -> int:
    while at < len(data) and data[at]:
        at += data[at] + 1
    return at + 1


_WITHOUT = {
    kinds.JPEG: jpeg_without_segments,
    kinds.PNG: png_without_chunks,
    kinds.GIF: gif_without_blocks,
    kinds.WEBP: webp_without_chunks,
}


def clean_inside(data: bytes, kind: Kind) -> bytes:
    """Give a picture out of a document, in the format that the document expects."""
    if kind in _WITHOUT:
        try:
            return _WITHOUT[kind](data)
        except IndexError as error:
            raise NotTaken("damaged") from error
    try:
        with Image.open(BytesIO(data), formats=_FORMATS[kind]) as image:
            _check_pixels(image)
            if getattr(image, "n_frames", 1) > 1:
                raise NotTaken("embedded")
            image.load()
            return _saved(_plain(ImageOps.exif_transpose(image)), kind)
    except NotTaken:
        raise
    except Exception as error:
        raise NotTaken("damaged") from error
