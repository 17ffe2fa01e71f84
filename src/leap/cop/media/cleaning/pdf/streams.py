"""Streams of a PDF: bounded before anything unpacks them, and without remarks inside.

A few kilobytes can claim gigabytes, and whoever opens the file would have to unpack
them. So each stream that stays is measured first, and then loses what programs and
cameras say about themselves in it: behind its end, in pictures, colour profiles, fonts
and comments.
"""

from leap.cop.media.cleaning.kinds import MEGABYTE
from leap.cop.media.cleaning.kinds import NotTaken
from leap.cop.media.cleaning.pdf import contents
from leap.cop.media.cleaning.pdf import fonts
from leap.cop.media.cleaning.pdf import icc
from leap.cop.media.cleaning.pdf import jbig2
from leap.cop.media.cleaning.pdf import jpeg_2000
from leap.cop.media.cleaning.pdf.packing import ALL
from leap.cop.media.cleaning.pdf.packing import check_pixels
from leap.cop.media.cleaning.pdf.packing import FLATE
from leap.cop.media.cleaning.pdf.packing import MAX_PICTURE
from leap.cop.media.cleaning.pdf.packing import MAX_STREAM
from leap.cop.media.cleaning.pdf.packing import measure
from leap.cop.media.cleaning.pdf.packing import PACKED
from leap.cop.media.cleaning.pdf.packing import PARAMETERS
from leap.cop.media.cleaning.pdf.packing import SHORT
from leap.cop.media.cleaning.pdf.packing import without
from leap.cop.media.cleaning.pictures import jpeg
from leap.cop.media.cleaning.pictures import room
from pikepdf import Array
from pikepdf import DataDecodingError
from pikepdf import Dictionary
from pikepdf import Name
from pikepdf import Object
from pikepdf import Stream
from typing import Any

import re
import zlib


#: The keys of a stream's packing.
PACKING = ("/Length", "/Filter", "/DecodeParms")

#: All of them together: a hundred pages that were scanned in colour need as much.
MAX_ALL = 3_000 * MEGABYTE

_PICTURES = ("/DCTDecode", "/JPXDecode", "/CCITTFaxDecode", "/JBIG2Decode")

_SHORT_PIECE = 64


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
        filters = [SHORT.get(str(name), str(name)) for name in _list_of(stream)]
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
            for name in set(one.keys()) - PARAMETERS:
                del one[name]
            shared = one.get("/JBIG2Globals")
            if isinstance(shared, Stream):
                for name in set(shared.keys()) - set(PACKING):
                    del shared[name]
                self.settle(shared, "Shared")

    def _count(self, size: int) -> None:
        self._unpacked += size
        if self._unpacked > MAX_ALL:
            raise NotTaken("heavy")

    def _unpack(self, stream: Stream, filters: list[str], bound: int) -> None:
        """Measure a stream; cut off what hangs behind it."""
        if not PACKED.issuperset(filters):
            raise NotTaken("damaged")
        if filters == [FLATE]:
            data = stream.read_raw_bytes()
            size, used = measure(data, bound)
            if data[used:].strip():
                stream.write(
                    data[:used],
                    filter=Name.FlateDecode,
                    decode_parms=_first(stream.get("/DecodeParms")),
                )
        else:
            # Packed otherwise, or not at all. Rare, and unpacked once: what that takes
            # is bounded with this program.
            data = stream.read_bytes(ALL)
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
        data = stream.read_raw_bytes()
        if before[:1] == [FLATE]:
            self._count(measure(data, MAX_STREAM)[0])
        data = without(before, data)
        if last == "/DCTDecode":
            data = jpeg.without_segments(data)
        elif last == "/JPXDecode":
            data = jpeg_2000.without_remarks(data)
        elif last == "/JBIG2Decode":
            data = jbig2.without_remarks(data)
        if last in ("/DCTDecode", "/JPXDecode"):
            check_pixels(data)
        if isinstance(parameters, Dictionary):
            stream.write(data, filter=Name(last), decode_parms=parameters)
        else:
            stream.write(data, filter=Name(last))


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


def _check_image(stream: Stream) -> None:
    """Refuse a picture that claims more than anybody could show."""
    width, height = (_whole(stream.get(name)) for name in ("/Width", "/Height"))
    bits = _whole(stream.get("/BitsPerComponent")) or 1
    if width * height * bits > room.MAX_PIXELS * 8:
        raise NotTaken("pixels", room.MAX_PIXELS // 1_000_000)


def _whole(value: Any) -> int:
    return value if isinstance(value, int) else 0


#: A string, which stays, or a comment.
_REMARK_OF_MAP = re.compile(rb"(\((?:[^()\\]|\\.)*+\))|%[^\r\n]*", re.DOTALL)


def _map_without_remarks(data: bytes) -> bytes:
    """Return a map of letters, without the comments between its lines."""
    return _REMARK_OF_MAP.sub(lambda found: found[1] or b"", data)


_WITHOUT = {
    "Content": contents.without_remarks,
    "CMap": _map_without_remarks,
    "Profile": icc.without_names,
    "Shared": jbig2.without_remarks,
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
        return stream.read_bytes(ALL), True
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
    if [str(name) for name in _list_of(stream)] == [FLATE]:
        measure(stream.read_raw_bytes(), bound)
    data = stream.read_bytes(ALL)
    if len(data) > bound:
        raise NotTaken("heavy")
    return data
