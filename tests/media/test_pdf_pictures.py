"""What cameras and programs write into the pictures of a PDF goes, wherever it is."""

from io import BytesIO
from leap.cop.media.cleaning.kinds import NotTaken
from leap.cop.media.cleaning.pdf import contents
from leap.cop.media.cleaning.pdf import jbig2
from leap.cop.media.cleaning.pictures.jpeg import without_segments
from leap.cop.media.cleaning.program import look_through
from pikepdf import Array
from pikepdf import Name
from tests.media import sample_pdfs as pdfs
from tests.media.sample_pictures import jpeg
from tests.media.sample_traces import AUTHOR

import base64
import pikepdf
import pytest
import struct
import zlib


SAID = AUTHOR.encode()
HEAD = b"/W 60 /H 40 /BPC 8 /CS /RGB"
CLEAN = without_segments(jpeg())


def inline(data: bytes, said: bytes) -> bytes:
    return b"q\nBI %s ID %s\nEI\nQ (Read me) Tj" % (said, data)


def picture_in(drawn: bytes) -> bytes:
    """Return the picture that stands in what is drawn, as another parser reads it."""
    with pikepdf.new() as document:
        page = document.add_blank_page()
        page.Contents = document.make_stream(drawn)
        [image] = [
            one.iimage
            for one in pikepdf.parse_content_stream(page)
            if isinstance(one, pikepdf.ContentStreamInlineImage)
        ]
        filters = [str(name) for name in Array(image.filters)]
        data = image._data._inline_image_raw_bytes()
    if filters[0] in ("/ASCIIHexDecode", "/AHx"):
        return bytes.fromhex(data.decode("ascii").strip().rstrip(">"))
    return data


def test_a_jpeg_between_the_lines_has_no_segments():
    told = inline(jpeg(), HEAD + b" /F /DCT")
    assert SAID in told
    left = contents.without_remarks(told)
    assert SAID not in left and b"(Read me) Tj" in left
    assert picture_in(left) == CLEAN
    assert contents.without_remarks(left) == left


@pytest.mark.parametrize(
    "packed, how",
    [
        (base64.a85encode(jpeg()) + b"~>", b"[/A85 /DCT]"),
        (jpeg().hex().encode() + b">", b"[/ASCIIHexDecode /DCTDecode]"),
        (zlib.compress(jpeg()), b"[/Fl /DCT] /DP [null << /ColorTransform 1 >>]"),
    ],
)
def test_a_jpeg_that_is_packed_once_more_has_no_segments(packed, how):
    left = contents.without_remarks(inline(packed, HEAD + b" /F " + how))
    assert picture_in(left) == CLEAN
    assert contents.without_remarks(left) == left


def test_a_jpeg_without_segments_stays_as_it_is():
    told = inline(CLEAN, HEAD + b" /F /DCT")
    assert contents.without_remarks(told) == told


def test_nothing_hangs_behind_a_picture_between_the_lines():
    for data, how in ((CLEAN, b"/DCT"), (zlib.compress(bytes(7200)), b"/Fl")):
        left = contents.without_remarks(inline(data + SAID, HEAD + b" /F " + how))
        assert SAID not in left and b"(Read me) Tj" in left


@pytest.mark.parametrize(
    "told",
    [
        b"/Author (%s)",
        b"/Metadata << /Author (%s) >>",
        b"/Intent (%s)",
        b"/D [(%s)]",
        b"/DP << /K 0 /Author (%s) >>",
        b"/DP [<< /K (%s) >>]",
        b"/DP (%s)",
    ],
)
def test_what_is_said_of_a_picture_says_nothing_of_anybody(told):
    left = contents.without_remarks(inline(bytes(7200), HEAD + b" " + told % SAID))
    assert SAID not in left
    assert b"/W 60" in left and bytes(7200) in left
    assert contents.without_remarks(left) == left


def test_colours_of_a_picture_stay():
    told = inline(b"\x00" * 40, b"/W 8 /H 40 /BPC 1 /CS [/I /RGB 1 <000000ffffff>]")
    assert contents.without_remarks(told) == told


def test_a_picture_that_begins_elsewhere_is_not_taken():
    with pytest.raises(NotTaken) as caught:
        contents.without_remarks(b"/W 1 ID " + jpeg() + b"\nEI Q")
    assert caught.value.code == "print_anew"


def test_a_picture_in_a_way_that_nobody_knows_is_not_taken():
    for how in (b"/F /JPX", b"/F [/DCT /A85]", b"/F (DCT)"):
        with pytest.raises(NotTaken):
            contents.without_remarks(inline(jpeg(), HEAD + b" " + how))


def test_pictures_between_the_lines_of_a_whole_file(samples):
    def draw(document, page):
        page.Contents = document.make_stream(inline(jpeg(), HEAD + b" /F /DCT"))

    raw = pdfs.made(draw)
    assert samples.found_in(raw)
    kept = look_through(BytesIO(raw)).file.getvalue()
    assert samples.found_in(kept) == []
    [drawn] = pdfs.pages_of(kept)
    assert picture_in(drawn) == CLEAN


# JBIG2


def segment(number: int, kind: int, data: bytes, *, named=0, long_page=False) -> bytes:
    flags = kind | (0x40 if long_page else 0)
    size = 1 if number <= 256 else 2 if number <= 65536 else 4
    if named < 5:
        names = bytes([named << 5])
    else:
        names = struct.pack(">I", 7 << 29 | named) + bytes((named + 8) // 8)
    page = struct.pack(">I" if long_page else "B", 1)
    head = struct.pack(">IB", number, flags) + names + bytes(size * named) + page
    return head + struct.pack(">I", len(data)) + data


REMARK = segment(1, 62, struct.pack(">I", 0x20000000) + b"Author\0" + SAID + b"\0\0")
PAGE = segment(0, 48, bytes(19))
LETTERS = segment(2, 0, bytes(30), long_page=True)
REGION = segment(300, 6, bytes(40), named=2)
MANY = segment(70_000, 6, bytes(40), named=9)


def test_a_scanned_page_has_no_remarks():
    whole = PAGE + LETTERS + REGION + MANY
    told = PAGE + REMARK + LETTERS + REMARK + REGION + MANY + REMARK
    assert jbig2.without_remarks(told) == whole
    assert jbig2.without_remarks(whole + b"\r\n") == whole
    assert jbig2.without_remarks(b"") == b""


def test_a_scanned_page_that_cannot_be_read_is_not_taken():
    for data in (PAGE + SAID[:9], b"\x97JB2\r\n\x1a\n" + PAGE):
        with pytest.raises(NotTaken):
            jbig2.without_remarks(data)


def test_a_scanned_page_in_a_file_has_no_remarks(samples):
    def draw(document, page):
        shared = document.make_stream(REMARK + LETTERS)
        parameters = pikepdf.Dictionary(JBIG2Globals=shared)
        put = pdfs.picture(
            PAGE + REMARK + REGION,
            "JBIG2Decode",
            BitsPerComponent=1,
            ColorSpace=Name.DeviceGray,
            DecodeParms=Array([parameters]),
        )
        put(document, page)

    raw = pdfs.made(draw)
    assert samples.found_in(raw)
    kept = look_through(BytesIO(raw)).file.getvalue()
    assert samples.found_in(kept) == []
    with pikepdf.open(BytesIO(kept)) as document:
        image = document.pages[0].Resources.XObject.Im0
        assert image.read_raw_bytes() == PAGE + REGION
        assert image.DecodeParms.JBIG2Globals.read_bytes() == LETTERS
