"""What the numbers of a picture mean: a profile is applied, and not needed any more.

A profile that changes nothing that one could see is not applied, so that the picture
keeps its own bytes; what counts is what it does to colours, not what it calls itself.
"""

from functools import lru_cache
from io import BytesIO
from itertools import product
from PIL import Image
from PIL import ImageCms


#: The largest difference of a colour, of 255, that nobody sees.
UNSEEN = 2

_STEPS = (0, 32, 64, 96, 128, 160, 192, 224, 255)

#: Which colours a profile may speak of, in which pictures.
_SPACES = {
    "RGB": "RGB",
    "RGBA": "RGB",
    "P": "RGB",
    "L": "GRAY",
    "LA": "GRAY",
    "1": "GRAY",
    "I;16": "GRAY",
    "I;16B": "GRAY",
    "CMYK": "CMYK",
}


def changes(profile: bytes, mode: str) -> bool:
    """Return whether a profile makes colours of a picture look different.

    :param mode: as Pillow names what the picture's numbers are. A profile that cannot
        be read, or speaks of other colours, changes nothing: no browser applies it.
    """
    if not profile or _space_of(profile) != _SPACES.get(mode):
        return False
    if mode == "CMYK":
        return True
    samples = _greys() if _SPACES[mode] == "GRAY" else _colours()
    try:
        turned = _turn(samples, profile)
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return False
    pairs = zip(samples.convert("RGB").tobytes(), turned.tobytes(), strict=True)
    return any(abs(before - after) > UNSEEN for before, after in pairs)


@lru_cache(maxsize=1)
def _space_of(profile: bytes) -> str:
    try:
        return ImageCms.ImageCmsProfile(BytesIO(profile)).profile.xcolor_space.strip()
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return ""


def _colours() -> Image.Image:
    colours = [bytes(colour) for colour in product(_STEPS, repeat=3)]
    return Image.frombytes("RGB", (len(colours), 1), b"".join(colours))


def _greys() -> Image.Image:
    return Image.frombytes("L", (256, 1), bytes(range(256)))


def _turn(image: Image.Image, profile: bytes) -> Image.Image:
    """Return an image of a profile in the colours of screens, sRGB."""
    mode = "RGBA" if image.mode == "RGBA" else "RGB"
    turned = ImageCms.profileToProfile(
        image,
        ImageCms.ImageCmsProfile(BytesIO(profile)),
        ImageCms.createProfile("sRGB"),
        outputMode=mode,
    )
    if turned is None:  # pragma: no cover - only when it is done in place
        raise ValueError("The colours were not turned.")
    return turned


def in_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    """Return a picture in colours that need no profile; the same one if it has none.

    Grey stays grey, a palette stays a palette.
    """
    if image.mode == "PA":
        image = image.convert("RGBA")
    if changes(profile, image.mode):
        image = _applied(image, profile)
    if image.mode in ("CMYK", "YCbCr", "LAB", "HSV"):
        image = image.convert("RGB")
    return image


def _applied(image: Image.Image, profile: bytes) -> Image.Image:
    if _SPACES[image.mode] == "GRAY":
        return _grey_applied(image, profile)
    if image.mode == "P":
        return _palette_applied(image, profile)
    return _turn(image, profile)


def _grey_applied(image: Image.Image, profile: bytes) -> Image.Image:
    table = list(_turn(_greys(), profile).getchannel("G").tobytes())
    if image.mode == "1":
        return image
    if image.mode == "LA":
        grey, alpha = image.split()
        return Image.merge("LA", (grey.point(table), alpha))
    if image.mode != "L":
        # A table is only applied to greys of 8 bits.
        image = of_eight_bits(image)
    return image.point(table)


def _palette_applied(image: Image.Image, profile: bytes) -> Image.Image:
    palette = bytes(image.getpalette("RGB") or ())
    colours = Image.frombytes("RGB", (len(palette) // 3, 1), palette)
    image = image.copy()
    image.putpalette(_turn(colours, profile).tobytes(), "RGB")
    return image


def of_eight_bits(image: Image.Image) -> Image.Image:
    """Return a picture in greys of 16 bits in greys of 8."""
    numbers = image.convert("I").point(lambda number: number * (1 / 257) + 0.5)
    return numbers.convert("L")
