"""How streams of a PDF are packed: measured before anything unpacks them."""

from io import BytesIO
from leap.cop.media.cleaning.kinds import MEGABYTE
from leap.cop.media.cleaning.kinds import NotTaken
from leap.cop.media.cleaning.pictures import room
from leap.cop.media.cleaning.pictures.unreadable import UNREADABLE
from pikepdf import Array
from pikepdf import Name
from pikepdf import Stream
from PIL import Image

import pikepdf
import zlib


#: What a stream may unpack to, in bytes; a picture may be as large as any other.
MAX_STREAM = 64 * MEGABYTE
MAX_PICTURE = 3 * room.MAX_PIXELS

FLATE = "/FlateDecode"
PACKED = frozenset(
    (
        FLATE,
        "/LZWDecode",
        "/ASCII85Decode",
        "/ASCIIHexDecode",
        "/RunLengthDecode",
    )
)
#: Filters have short names, which only inline pictures should use.
SHORT = {
    "/Fl": FLATE,
    "/LZW": "/LZWDecode",
    "/A85": "/ASCII85Decode",
    "/AHx": "/ASCIIHexDecode",
    "/RL": "/RunLengthDecode",
    "/DCT": "/DCTDecode",
    "/CCF": "/CCITTFaxDecode",
}

ALL = pikepdf.StreamDecodeLevel.specialized

#: What is needed to unpack: of each filter its parameters.
PARAMETERS = frozenset(
    (
        "/Predictor",
        "/Colors",
        "/BitsPerComponent",
        "/Columns",
        "/EarlyChange",
        "/K",
        "/EndOfLine",
        "/Rows",
        "/EncodedByteAlign",
        "/EndOfBlock",
        "/BlackIs1",
        "/DamagedRowsBeforeError",
        "/ColorTransform",
        "/JBIG2Globals",
    )
)


_CHUNK = 1 << 20
_PIECE = 1 << 16


def measure(data: bytes, bound: int) -> tuple[int, int]:
    """Return what packed data unpack to, and how many bytes of them are needed.

    What is damaged is measured as far as it goes: viewers show as much.
    """
    unpacking, size = zlib.decompressobj(), 0
    try:
        for at in range(0, len(data), _PIECE):
            piece = data[at : at + _PIECE]
            while piece and not unpacking.eof:
                size += len(unpacking.decompress(piece, _CHUNK))
                piece = unpacking.unconsumed_tail
                if size > bound:
                    raise NotTaken("heavy")
            if unpacking.eof:
                return size, min(at + _PIECE, len(data)) - len(unpacking.unused_data)
    except zlib.error:
        pass
    return size, len(data)


def without(filters: list[str], data: bytes) -> bytes:
    """Return what is packed, without how.

    :raises NotTaken: `heavy` for what is too much, `damaged` for a way nobody knows.
    """
    if not filters:
        return data
    if not PACKED.issuperset(filters):
        raise NotTaken("damaged")
    if filters[0] == FLATE:
        measure(data, MAX_STREAM)
    with pikepdf.new() as aside:
        packed = Stream(aside, data)
        packed["/Filter"] = Array([Name(name) for name in filters])
        data = packed.read_bytes(ALL)
    if len(data) > MAX_STREAM:
        raise NotTaken("heavy")
    return data


def check_pixels(data: bytes) -> None:
    """Refuse a picture whose own head claims too much, whatever is said around it."""
    limit = room.MAX_PIXELS
    try:
        with Image.open(BytesIO(data), formats=("JPEG", "JPEG2000")) as image:
            pixels = image.width * image.height
    except Image.DecompressionBombError as error:
        raise NotTaken("pixels", limit // 1_000_000) from error
    except UNREADABLE:
        # What cannot be opened here is not shown elsewhere either.
        return
    if pixels > limit:
        raise NotTaken("pixels", limit // 1_000_000)
