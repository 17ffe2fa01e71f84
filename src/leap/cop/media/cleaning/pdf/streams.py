"""Streams of a PDF: bounded before anything unpacks them, and without remarks inside.

A few kilobytes can claim gigabytes, and whoever opens the file would have to unpack
them. So each stream that stays is measured first, and then loses what programs and
cameras say about themselves in it: behind its end, in pictures, colour profiles, fonts
and comments.
"""

from io import BytesIO
from leap.cop.media.cleaning.kinds import MEGABYTE
from leap.cop.media.cleaning.kinds import NotTaken
from leap.cop.media.cleaning.pdf import fonts
from leap.cop.media.cleaning.pdf import icc
from leap.cop.media.cleaning.pdf import jpeg_2000
from leap.cop.media.cleaning.pdf.table import TABLE
from leap.cop.media.cleaning.pictures import parts as picture_parts
from leap.cop.media.cleaning.pictures import room
from leap.cop.media.cleaning.table import named
from pikepdf import Array
from pikepdf import DataDecodingError
from pikepdf import Dictionary
from pikepdf import Name
from pikepdf import Object
from pikepdf import Page
from pikepdf import PdfError
from pikepdf import Stream
from pikepdf import Token
from pikepdf import TokenFilter
from pikepdf import TokenType
from PIL import Image
from typing import Any

import pikepdf
import re
import zlib


#: The keys of a stream's packing.
PACKING = ("/Length", "/Filter", "/DecodeParms")

#: What a stream may unpack to, in bytes; a picture may be as large as any other.
MAX_STREAM = 64 * MEGABYTE
MAX_PICTURE = 3 * room.MAX_PIXELS

#: All of them together: a hundred pages that were scanned in colour need as much.
MAX_ALL = 3_000 * MEGABYTE

_FLATE = "/FlateDecode"
_PACKED = frozenset(
    (
        _FLATE,
        "/LZWDecode",
        "/ASCII85Decode",
        "/ASCIIHexDecode",
        "/RunLengthDecode",
    )
)
_PICTURES = ("/DCTDecode", "/JPXDecode", "/CCITTFaxDecode", "/JBIG2Decode")

#: Filters have short names, which only inline pictures should use.
_SHORT = {
    "/Fl": _FLATE,
    "/LZW": "/LZWDecode",
    "/A85": "/ASCII85Decode",
    "/AHx": "/ASCIIHexDecode",
    "/RL": "/RunLengthDecode",
    "/DCT": "/DCTDecode",
    "/CCF": "/CCITTFaxDecode",
}

_ALL = pikepdf.StreamDecodeLevel.specialized

_CHUNK = 1 << 20
_PIECE, _SHORT_PIECE = 1 << 16, 64


class Streams:
    """The streams of one document, measured together."""

    def __init__(self) -> None:
        self._unpacked = 0
        self._settled: set[tuple[int, int]] = set()

    def settle(self, stream: Stream, kind: str) -> None:
        """Measure a stream, and drop what it says besides its content.

        :param kind: its type, out of the table.
        :raises NotTaken: `heavy` or `pixels` for one that is too large, `damaged` for
            one that is packed in a way nobody knows.
        """
        if stream.objgen in self._settled:
            return
        self._settled.add(stream.objgen)
        filters = [_SHORT.get(str(name), str(name)) for name in _list_of(stream)]
        is_image = kind == "XObject" and stream.get("/Subtype") == Name.Image
        if is_image:
            _check_image(stream)
        self._settle_parameters(stream)
        if filters and filters[-1] in _PICTURES:
            self._settle_picture(stream, filters)
            return
        self._unpack(stream, filters, MAX_PICTURE if is_image else MAX_STREAM)
        drawn = kind == "Pattern" or (kind == "XObject" and not is_image)
        if drawn or kind in _WITHOUT:
            _rewrite(stream, "Content" if drawn else kind)

    def _settle_parameters(self, stream: Stream) -> None:
        """Leave of how a stream is packed what is needed to unpack it."""
        said = stream.get("/DecodeParms")
        for one in said if isinstance(said, Array) else [said]:
            if not isinstance(one, Dictionary):
                continue
            for name in set(one.keys()) - _PARAMETERS:
                del one[name]
            shared = one.get("/JBIG2Globals")
            if isinstance(shared, Stream):
                for name in set(shared.keys()) - set(PACKING):
                    del shared[name]
                self.settle(shared, "Data")

    def _count(self, size: int) -> None:
        self._unpacked += size
        if self._unpacked > MAX_ALL:
            raise NotTaken("heavy")

    def _unpack(self, stream: Stream, filters: list[str], bound: int) -> None:
        """Measure a stream; cut off what hangs behind it."""
        if not _PACKED.issuperset(filters):
            raise NotTaken("damaged")
        if filters == [_FLATE]:
            data = stream.read_raw_bytes()
            size, used = _measure(data, bound)
            if data[used:].strip():
                stream.write(
                    data[:used],
                    filter=Name.FlateDecode,
                    decode_parms=_first(stream.get("/DecodeParms")),
                )
        else:
            # Packed otherwise, or not at all. Rare, and unpacked once: what that takes
            # is bounded with this program.
            data = stream.read_bytes(_ALL)
            size = len(data)
            _pack(stream, data)
        if size > bound:
            raise NotTaken("heavy")
        self._count(size)

    def _settle_picture(self, stream: Stream, filters: list[str]) -> None:
        """Drop what cameras and programs write into a picture."""
        *before, last = filters
        parameters = stream.get("/DecodeParms")
        if isinstance(parameters, Array):
            parameters = parameters[-1] if len(parameters) == len(filters) else None
        data = self._picture(stream.read_raw_bytes(), before)
        if last == "/DCTDecode":
            data = picture_parts.jpeg_without_segments(data)
        elif last == "/JPXDecode":
            data = jpeg_2000.without_remarks(data)
        if last in ("/DCTDecode", "/JPXDecode"):
            _check_pixels(data)
        if isinstance(parameters, Dictionary):
            stream.write(data, filter=Name(last), decode_parms=parameters)
        else:
            stream.write(data, filter=Name(last))

    def _picture(self, data: bytes, filters: list[str]) -> bytes:
        """Unpack what is packed once more around a picture."""
        if not filters:
            return data
        if not _PACKED.issuperset(filters):
            raise NotTaken("damaged")
        if filters[0] == _FLATE:
            self._count(_measure(data, MAX_STREAM)[0])
        with pikepdf.new() as aside:
            packed = Stream(aside, data)
            packed["/Filter"] = Array([Name(name) for name in filters])
            data = packed.read_bytes(_ALL)
        if len(data) > MAX_STREAM:
            raise NotTaken("heavy")
        return data


def _pack(stream: Stream, data: bytes) -> None:
    """Write a stream as the next cleaning would find it."""
    stream.write(zlib.compress(data), filter=Name.FlateDecode)


def _list_of(stream: Stream) -> list:
    value = stream.get("/Filter")
    if value is None:
        return []
    return list(value) if isinstance(value, Array) else [value]


def _first(value: Object | None) -> Object | None:
    if isinstance(value, Array):
        value = value[0] if len(value) else None
    return value if isinstance(value, Dictionary) else None


#: What is needed to unpack: of each filter its parameters.
_PARAMETERS = frozenset(
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


def _measure(data: bytes, bound: int) -> tuple[int, int]:
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


def _check_image(stream: Stream) -> None:
    """Refuse a picture that claims more than anybody could show."""
    width, height = (_whole(stream.get(name)) for name in ("/Width", "/Height"))
    bits = _whole(stream.get("/BitsPerComponent")) or 1
    if width * height * bits > room.MAX_PIXELS * 8:
        raise NotTaken("pixels", room.MAX_PIXELS // 1_000_000)


def _whole(value: Any) -> int:
    return value if isinstance(value, int) else 0


def _check_pixels(data: bytes) -> None:
    """Refuse a picture whose own head claims too much, whatever is said around it."""
    limit = room.MAX_PIXELS
    try:
        with Image.open(BytesIO(data), formats=("JPEG", "JPEG2000")) as image:
            pixels = image.width * image.height
    except Image.DecompressionBombError as error:
        raise NotTaken("pixels", limit // 1_000_000) from error
    except MemoryError:
        raise
    except Exception:
        # What cannot be opened here is not shown elsewhere either.
        return
    if pixels > limit:
        raise NotTaken("pixels", limit // 1_000_000)


# Remarks that programs write among what is drawn


class _Remarks(TokenFilter):
    """Pass everything on but comments."""

    def handle_token(self, token: Token) -> Token | None:
        return None if token.type_ == TokenType.comment else token


#: Strings, where a percent sign is one.
_STRINGS = re.compile(rb"\((?:[^()\\]|\\.)*+\)", re.DOTALL)
_INLINE = re.compile(rb"\sID\s")


def _may_have_remarks(data: bytes) -> bool:
    if b"%" not in data:
        return False
    if _INLINE.search(data):
        return True
    before = None
    while before != data:
        before, data = data, _STRINGS.sub(b"", data)
    return b"%" in data


#: What is said of a piece of a page where it is drawn: a dictionary, up to one in it.
_SAID = rb"<<(?:[^<>()]++|\((?:[^()\\]|\\.)*+\)|<[^<>]*+>%b)*+>>"
_PROPERTIES = re.compile(
    rb"(" + _SAID % (b"|" + _SAID % b"") + rb")(\s*(?:BDC|DP)\b)", re.DOTALL
)
_KEPT_PROPERTIES = frozenset(
    f"/{key}"
    for line in named(TABLE, "kept")
    if line.startswith("Properties:")
    for key in re.findall(r"\w+", line)
)


def _properties(found: re.Match[bytes]) -> bytes:
    """Return what is said of a piece of a page as the table has it."""
    try:
        said = Object.parse(found[1])
    except PdfError:
        return b"<< >>" + found[2]
    others = set(said.keys()) - _KEPT_PROPERTIES
    for name in others:
        del said[name]
    return said.unparse() + found[2] if others else found[0]


def content_without_remarks(data: bytes) -> bytes:
    """Return what is drawn, without what is only said between."""
    data = _PROPERTIES.sub(_properties, data)
    if not _may_have_remarks(data):
        return data
    with pikepdf.new() as aside:
        page = Dictionary(Type=Name.Page, Contents=Stream(aside, data))
        return Page(aside.make_indirect(page)).get_filtered_contents(_Remarks())


#: A string, which stays, or a comment.
_REMARK_OF_MAP = re.compile(rb"(\((?:[^()\\]|\\.)*+\))|%[^\r\n]*", re.DOTALL)


def _map_without_remarks(data: bytes) -> bytes:
    """Return a map of letters, without the comments between its lines."""
    return _REMARK_OF_MAP.sub(lambda found: found[1] or b"", data)


_WITHOUT = {
    "Content": content_without_remarks,
    "CMap": _map_without_remarks,
    "Profile": icc.without_names,
    "FontFile": fonts.without_remarks,
}


def _rewrite(stream: Stream, kind: str) -> None:
    data, whole = _read(stream)
    kept = _WITHOUT[kind](data)
    if kept != data or not whole:
        _pack(stream, kept)
    if kind == "FontFile" and "/Length1" in stream and len(kept) != len(data):
        stream["/Length1"] = len(kept)


def _read(stream: Stream) -> tuple[bytes, bool]:
    """Return what a stream says, and whether that is all of it.

    Of a damaged one viewers show what comes before the damage.
    """
    try:
        return stream.read_bytes(_ALL), True
    except DataDecodingError:
        if _list_of(stream) != [Name.FlateDecode] or "/DecodeParms" in stream:
            raise
    unpacking, kept = zlib.decompressobj(), bytearray()
    data = stream.read_raw_bytes()
    try:
        for at in range(0, len(data), _SHORT_PIECE):
            kept += unpacking.decompress(data[at : at + _SHORT_PIECE])
    except zlib.error as error:
        if not kept:
            raise NotTaken("damaged") from error
    return bytes(kept), False


def unpacked(stream: Stream, bound: int) -> bytes:
    """Return what a stream says.

    :raises NotTaken: `heavy` if it is more than a bound, in bytes.
    """
    if [str(name) for name in _list_of(stream)] == [_FLATE]:
        _measure(stream.read_raw_bytes(), bound)
    data = stream.read_bytes(_ALL)
    if len(data) > bound:
        raise NotTaken("heavy")
    return data
