"""Pictures as cameras and phones make them, with traces inside. No test."""

from io import BytesIO
from PIL import Image
from PIL import PngImagePlugin
from tests.media.sample_traces import AUTHOR
from tests.media.sample_traces import DATE
from tests.media.sample_traces import NAME
from tests.media.sample_traces import PLACE
from tests.media.sample_traces import SERIAL

import piexif
import zlib


def _exif() -> bytes:
    return piexif.dump(
        {
            "0th": {
                piexif.ImageIFD.Artist: AUTHOR.encode(),
                piexif.ImageIFD.Model: SERIAL.encode(),
                piexif.ImageIFD.Orientation: 6,
                piexif.ImageIFD.DateTime: f"{DATE} 10:00:00".encode(),
            },
            "Exif": {piexif.ExifIFD.BodySerialNumber: SERIAL.encode()},
            "GPS": {
                piexif.GPSIFD.GPSLatitudeRef: b"N",
                piexif.GPSIFD.GPSLatitude: ((52, 1), (31, 1), (1234, 100)),
                piexif.GPSIFD.GPSAreaInformation: PLACE.encode(),
            },
            "1st": {piexif.ImageIFD.ImageDescription: NAME.encode()},
            "thumbnail": _plain_jpeg((16, 16)),
        }
    )


def _plain_jpeg(size) -> bytes:
    out = BytesIO()
    Image.new("RGB", size, "teal").save(out, "JPEG")
    return out.getvalue()


XMP = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/'
    f'22-rdf-syntax-ns#"><rdf:Description creator="{AUTHOR}" place="{PLACE}"/>'
    "</rdf:RDF></x:xmpmeta>"
).encode()


def picture() -> Image.Image:
    """Two halves, so that one sees which way is up."""
    image = Image.new("RGB", (60, 40), "white")
    image.paste("red", (0, 0, 30, 40))
    return image


def jpeg(size=None) -> bytes:
    """As a phone makes it: lying on its side, with everything in it."""
    out = BytesIO()
    image = picture() if size is None else Image.new("RGB", size, "teal")
    image.save(out, "JPEG", exif=_exif(), comment=AUTHOR.encode(), quality=90)
    data = out.getvalue()
    segment = b"http://ns.adobe.com/xap/1.0/\x00" + XMP
    iptc = b"Photoshop 3.0\x008BIM\x04\x04\x00\x00\x00\x00" + PLACE.encode()
    extra = b""
    for mark, body in ((b"\xff\xe1", segment), (b"\xff\xed", iptc)):
        extra += mark + (len(body) + 2).to_bytes(2, "big") + body
    # Behind the end of the picture some phones hang a film.
    return data[:2] + extra + data[2:] + f"{AUTHOR} {SERIAL}".encode()


def png() -> bytes:
    out, info = BytesIO(), PngImagePlugin.PngInfo()
    info.add_text("Author", AUTHOR)
    info.add_text("Location", PLACE, zip=True)
    info.add_itxt("XML:com.adobe.xmp", XMP.decode())
    picture().save(out, "PNG", pnginfo=info, exif=_exif())
    return out.getvalue()


def gif(frames=3) -> bytes:
    out = BytesIO()
    colours = ["red", "green", "blue"] * (frames // 3 + 1)
    first, *others = [Image.new("RGB", (20, 20), name) for name in colours[:frames]]
    first.save(
        out,
        "GIF",
        save_all=True,
        append_images=others,
        duration=[80, 90, 100] * (frames // 3 + 1),
        comment=AUTHOR.encode(),
    )
    return out.getvalue()


def webp() -> bytes:
    out = BytesIO()
    picture().save(out, "WEBP", exif=_exif(), xmp=XMP)
    return out.getvalue()


def tiff() -> bytes:
    out = BytesIO()
    picture().save(out, "TIFF", description=NAME, artist=AUTHOR, software=SERIAL)
    return out.getvalue()


def chunk_of_png(name: bytes, body: bytes) -> bytes:
    crc = zlib.crc32(name + body).to_bytes(4, "big")
    return len(body).to_bytes(4, "big") + name + body + crc


def png_header(width: int, height: int, colours: int) -> bytes:
    """Return a PNG that claims a size, and holds next to nothing of it."""
    header = width.to_bytes(4, "big") + height.to_bytes(4, "big")
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        (
            chunk_of_png(b"IHDR", header + bytes((8, colours, 0, 0, 0))),
            chunk_of_png(b"IDAT", zlib.compress(bytes(90_000))),
            chunk_of_png(b"IEND", b""),
        )
    )


def bomb() -> bytes:
    """A small PNG that claims 40,000 by 40,000 pixels."""
    return png_header(40_000, 40_000, colours=2)


def webp_header(width: int, height: int) -> bytes:
    """Return a WebP that claims a size, and holds nothing of it."""
    sizes = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    return _riff(_chunk(b"VP8X", bytes(4) + sizes))


def webp_with_words_in_a_frame() -> bytes:
    """Return a moving WebP; a frame may hold chunks that no decoder knows."""
    out = BytesIO()
    first, other = picture(), Image.new("RGB", (60, 40), "teal")
    first.save(out, "WEBP", save_all=True, append_images=[other], duration=90)
    data = out.getvalue()
    at = data.index(b"ANMF")
    length = int.from_bytes(data[at + 4 : at + 8], "little")
    frame = data[at + 8 : at + 8 + length] + _chunk(b"NOTE", AUTHOR.encode())
    end = at + 8 + length + length % 2
    return _riff(data[12:at] + _chunk(b"ANMF", frame) + data[end:])


def _chunk(name: bytes, body: bytes) -> bytes:
    return name + len(body).to_bytes(4, "little") + body + bytes(len(body) % 2)


def _riff(body: bytes) -> bytes:
    return b"RIFF" + (len(body) + 4).to_bytes(4, "little") + b"WEBP" + body


def gif_with_words_in_its_loop() -> bytes:
    out = BytesIO()
    first, other = picture(), Image.new("RGB", (60, 40), "teal")
    first.save(out, "GIF", save_all=True, append_images=[other], duration=90, loop=3)
    loop, words = b"NETSCAPE2.0\x03\x01\x03\x00", AUTHOR.encode()
    said = loop + bytes((len(words),)) + words
    return out.getvalue().replace(loop, said)
