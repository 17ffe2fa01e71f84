"""What is left of a file: its content, and nothing of who made it, where and when."""

from contextlib import suppress
from io import BytesIO
from leap.cop.media.cleaning import kinds
from leap.cop.media.cleaning.kinds import NotTaken
from leap.cop.media.cleaning.pictures import clean as pictures
from leap.cop.media.cleaning.program import look_through
from leap.cop.media.cleaning.run import cleaned
from PIL import Image

import av
import pikepdf
import pytest
import zipfile
import zlib


NAMES = [
    "jpeg",
    "png",
    "gif",
    "webp",
    "tiff",
    "pdf",
    "docx",
    "pptx",
    "xlsx",
    "odt",
    "odp",
    "ods",
    "mp4",
    "mov",
    "webm",
    "mkv",
    "mp3",
    "m4a",
    "ogg",
    "flac",
    "wav",
    "svg",
    "html",
    "txt",
    "csv",
]

PICTURES = ("jpeg", "png", "gif", "webp", "tiff")
PLAIN = ("txt", "csv")


def clean(data: bytes):
    found = cleaned(BytesIO(data))
    found.file.seek(0)
    return found, found.file.read()


def refused(data: bytes) -> str:
    with pytest.raises(NotTaken) as caught:
        cleaned(BytesIO(data))
    return caught.value.code


@pytest.mark.parametrize("name", NAMES)
def test_nothing_of_who_made_it_is_left(samples, name):
    raw = samples.make(name)
    if name not in PLAIN:
        assert samples.found_in(raw), "the sample itself has no canary"
    result, kept = clean(raw)
    assert samples.found_in(kept) == []
    assert (result.kind.filename, result.kind.mimetype) == samples.kept_as(name)


@pytest.mark.parametrize("name", NAMES)
def test_cleaning_twice_changes_nothing(samples, name):
    once, kept = clean(samples.make(name))
    again, kept_again = clean(kept)
    assert again.kind == once.kind
    assert kept_again == kept


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_no_quality_is_lost_where_nothing_changes(kind):
    out = BytesIO()
    noise = Image.effect_noise((120, 90), 90).convert("RGB")
    noise.save(out, kind, comment=b"Anneliese Vogelsang")
    raw = out.getvalue()
    _result, kept = clean(raw)
    assert list(Image.open(BytesIO(kept)).convert("RGB").getdata()) == list(
        Image.open(BytesIO(raw)).convert("RGB").getdata()
    )
    assert b"Vogelsang" not in kept
    assert clean(kept)[1] == kept


def test_a_comment_between_two_scans_goes(samples):
    out = BytesIO()
    Image.effect_noise((120, 90), 90).save(out, "JPEG", progressive=True)
    raw = out.getvalue()
    said = b"Anneliese Vogelsang"
    second = raw.find(b"\xff\xda", raw.find(b"\xff\xda") + 2)
    comment = b"\xff\xfe" + (len(said) + 2).to_bytes(2, "big") + said
    _result, kept = clean(raw[:second] + comment + raw[second:])
    assert said not in kept
    assert Image.open(BytesIO(kept)).size == (120, 90)


@pytest.mark.parametrize("name", [name for name in NAMES if name not in PLAIN])
def test_half_a_file_is_damaged_and_no_more(samples, name):
    raw = samples.make(name)
    with suppress(NotTaken):
        cleaned(BytesIO(raw[: len(raw) // 2]))


@pytest.mark.parametrize("name", PICTURES)
def test_scales_are_made_and_clean(samples, name):
    result, _kept = clean(samples.make(name))
    assert [scale[0] for scale in result.scales] == list(pictures.SCALES)
    for _name, data, size in result.scales:
        assert samples.found_in(data) == []
        assert Image.open(BytesIO(data)).size == size


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_what_lists_show_is_light(kind):
    out = BytesIO()
    Image.effect_noise((1200, 800), 90).convert("RGB").save(out, kind)
    result, _kept = clean(out.getvalue())
    data = {name: data for name, data, _size in result.scales}[pictures.IN_LISTS]
    assert len(data) <= pictures.LIGHT
    assert 100 < Image.open(BytesIO(data)).width <= 400


def test_a_picture_stands_upright(samples):
    result, kept = clean(samples.make("jpeg"))
    image = Image.open(BytesIO(kept))
    assert result.size == image.size == (40, 60)
    assert "exif" not in image.info
    red, white = image.getpixel((20, 5)), image.getpixel((20, 55))
    assert red[1] < 60 < white[1]


def test_a_moving_picture_still_moves(samples):
    _result, kept = clean(samples.gif())
    image = Image.open(BytesIO(kept))
    assert image.n_frames == 3
    assert "comment" not in image.info


def test_a_very_large_picture_becomes_smaller(samples):
    result, _kept = clean(samples.jpeg(size=(pictures.LONGEST_EDGE + 500, 40)))
    assert max(result.size) == pictures.LONGEST_EDGE


def test_what_a_document_says_is_still_there(samples):
    _result, kept = clean(samples.docx())
    archive = zipfile.ZipFile(BytesIO(kept))
    assert archive.testzip() is None
    body = archive.read("word/document.xml")
    assert b"Read me" in body and b"added words" in body and b"A table" in body
    assert b"A remark" in archive.read("word/comments.xml")
    rels = archive.read("word/_rels/document.xml.rels")
    assert b"https://www.example.org/" in rels
    assert b"people" not in rels and b"attachedTemplate" not in rels
    assert not [name for name in archive.namelist() if name.startswith("docProps")]
    assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_what_a_pdf_says_is_still_there(samples):
    _result, kept = clean(samples.make("pdf"))
    with pikepdf.open(BytesIO(kept)) as document:
        page = document.pages[0]
        assert b"Read me" in page.Contents.read_bytes()
        links = [note.A.URI for note in page.Annots if "/A" in note]
        assert [str(link) for link in links] == ["https://www.example.org/"]
        assert "/OpenAction" not in document.Root
        assert "/Names" not in document.Root or "/EmbeddedFiles" not in (
            document.Root.Names
        )
        picture = page.Resources.XObject.Im0.read_raw_bytes()
        assert Image.open(BytesIO(picture)).size == (60, 40)


def test_an_opendocument_begins_with_its_kind(samples):
    _result, kept = clean(samples.make("odt"))
    archive = zipfile.ZipFile(BytesIO(kept))
    first = archive.infolist()[0]
    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
    assert b"A remark" in archive.read("content.xml")
    assert b"meta.xml" not in archive.read("META-INF/manifest.xml")


@pytest.mark.parametrize("name", ["mp4", "mov", "webm", "mkv", "mp3", "m4a", "ogg"])
def test_film_and_sound_still_play(samples, name):
    _result, kept = clean(samples.make(name))
    with av.open(BytesIO(kept)) as played:
        for stream in played.streams:
            assert stream.type in ("audio", "video")
        frames = sum(1 for _frame in played.decode(played.streams[0]))
        assert frames >= 5
        tags = {key.lower() for key in played.metadata}
    assert not tags & {"title", "artist", "comment", "location", "creation_time"}


def test_a_drawing_calls_nobody(samples):
    _result, kept = clean(samples.make("svg"))
    for word in (b"script", b"onload", b"spy.example", b"metadata", b"sodipodi"):
        assert word not in kept
    assert b"circle" in kept and b"Read me" in kept


def test_a_page_calls_nobody(samples):
    _result, kept = clean(samples.make("html"))
    for word in (b"script", b"onload", b"spy.example"):
        assert word not in kept
    assert b"Read me" in kept and b"https://www.example.org/" in kept


def test_a_picture_of_many_pixels_is_not_opened(samples):
    assert refused(samples.bomb()) == "pixels"


def test_what_is_not_taken(samples):
    assert refused(b"") == "empty"
    assert refused(b"MZ\x90\x00\x03" + bytes(300)) == "unknown"
    assert refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)) == "old_office"
    assert refused(b"{\\rtf1 Hello}") == "old_office"
    assert refused(samples.zipped({"a.txt": "x"})) == "unknown"
    assert refused(samples.encrypted_pdf()) == "encrypted"
    assert refused(b"\xff\xd8\xff\xe0 not a picture") == "damaged"
    assert refused(b"%PDF-1.7 not a document") == "damaged"
    assert refused(b"PK\x03\x04 not an archive") == "damaged"


def test_macros_are_not_taken(samples):
    macro = {"word/vbaProject.bin": b"x"}
    assert refused(samples.docx(**macro)) == "macros"
    assert refused(samples.opendocument(**{"Basic/script.xml": "<x/>"})) == "macros"


def test_what_stands_in_a_document_and_cannot_be_cleaned_is_not_taken(samples):
    office = "http://schemas.openxmlformats.org"
    rels = (
        f'<Relationships xmlns="{office}/package/2006/relationships"><Relationship '
        f'Id="rId1" Type="{office}/officeDocument/2006/relationships/oleObject" '
        'Target="embeddings/oleObject1.bin"/></Relationships>'
    )
    inside = {
        "word/embeddings/oleObject1.bin": b"\xd0\xcf\x11\xe0" + bytes(90),
        "word/_rels/document.xml.rels": rels,
    }
    assert refused(samples.docx(**inside)) == "embedded"


def test_entities_and_ways_out_are_not_followed(samples):
    evil = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'
    assert refused(samples.docx(**{"word/document.xml": evil})) == "damaged"
    assert refused(samples.docx(**{"../out.xml": "<x/>"})) == "damaged"


def test_a_document_that_unpacks_without_end_is_not_taken(samples, monkeypatch):
    from leap.cop.media.cleaning import archives

    monkeypatch.setattr(archives, "MAX_UNPACKED", 10_000)
    with pytest.raises(NotTaken) as caught:
        look_through(BytesIO(samples.docx(**{"word/big.xml": " " * 20_000})))
    assert caught.value.code == "large"


def test_sizes_are_bounded(samples, monkeypatch):
    monkeypatch.setitem(kinds.LIMITS, "picture", 100)
    with pytest.raises(NotTaken) as caught:
        look_through(BytesIO(samples.make("jpeg")))
    assert caught.value.code == "large"


def test_only_pictures_where_only_pictures_are_wanted(samples):
    with pytest.raises(NotTaken) as caught:
        cleaned(BytesIO(samples.make("pdf")), families=("picture",))
    assert caught.value.code == "not_a_picture"


def test_the_name_decides_nothing(samples):
    page = b"\n\n  <script>alert(1)</script>"
    assert clean(page)[0].kind == kinds.HTML
    assert not clean(page)[0].kind.inline


def test_what_is_said_in_a_table_is_still_there(samples):
    _result, kept = clean(samples.make("xlsx"))
    comments = zipfile.ZipFile(BytesIO(kept)).read("xl/comments1.xml")
    assert b"A remark" in comments and b"Somebody:" in comments


def test_ways_to_other_files_lead_nowhere(samples):
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    rels = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
        f'relationships"><Relationship Id="rId1" Type="{office}/hyperlink" '
        'Target="file:///C:/Users/anneliese/list.xlsx" TargetMode="External"/>'
        f'<Relationship Id="rId2" Type="{office}/image" '
        'Target="https://spy.example.org/a.png" TargetMode="External"/>'
        "</Relationships>"
    )
    _result, kept = clean(samples.docx(**{"word/_rels/document.xml.rels": rels}))
    left = zipfile.ZipFile(BytesIO(kept)).read("word/_rels/document.xml.rels")
    assert b"anneliese" not in left and b"spy.example.org" not in left


def test_a_picture_that_is_packed_twice_in_a_pdf_is_clean_too(samples):
    out = BytesIO()
    with pikepdf.new() as document:
        page = document.add_blank_page().obj
        picture = document.make_stream(
            zlib.compress(samples.jpeg()),
            Type=pikepdf.Name.XObject,
            Subtype=pikepdf.Name.Image,
            Width=60,
            Height=40,
            ColorSpace=pikepdf.Name.DeviceRGB,
            BitsPerComponent=8,
            Filter=[pikepdf.Name.FlateDecode, pikepdf.Name.DCTDecode],
        )
        page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=picture))
        page.Contents = document.make_stream(b"q 60 0 0 40 0 0 cm /Im0 Do Q")
        document.save(out, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    _result, kept = clean(out.getvalue())
    with pikepdf.open(BytesIO(kept)) as document:
        data = document.pages[0].Resources.XObject.Im0.read_raw_bytes()
    assert samples.found_in(data) == []
    assert Image.open(BytesIO(data)).size == (60, 40)


def test_what_was_filled_into_a_form_stays_on_the_page(samples):
    out = BytesIO()
    with pikepdf.new() as document:
        page = document.add_blank_page(page_size=(200, 200)).obj
        field = document.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.Annot,
                Subtype=pikepdf.Name.Widget,
                FT=pikepdf.Name.Tx,
                T="Anneliese Vogelsang",
                V="Read me",
                DA="/Helv 12 Tf 0 g",
                Rect=[10, 10, 150, 40],
                F=4,
            )
        )
        page.Annots = pikepdf.Array([field])
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font,
            Subtype=pikepdf.Name.Type1,
            BaseFont=pikepdf.Name.Helvetica,
        )
        document.Root.AcroForm = pikepdf.Dictionary(
            Fields=[field],
            NeedAppearances=True,
            DR=pikepdf.Dictionary(Font=pikepdf.Dictionary(Helv=font)),
        )
        document.save(out)
    _result, kept = clean(out.getvalue())
    assert samples.found_in(kept) == []
    with pikepdf.open(BytesIO(kept)) as document:
        drawn = [
            found.read_bytes()
            for found in document.objects
            if isinstance(found, pikepdf.Stream)
        ]
        assert "/AcroForm" not in document.Root
    letters = b"Read me".hex().encode()
    assert any(b"<" + letters + b"> Tj" in stream for stream in drawn)


@pytest.mark.parametrize("name", ["docx", "odt"])
def test_what_a_reader_of_zip_files_lets_through_is_damage(samples, name):
    """Each byte at the beginning is tried: names, lengths, and what is packed."""
    raw = samples.make(name)
    for at in range(4, 160):
        for byte in (0x00, 0xFF):
            broken = raw[:at] + bytes([byte]) + raw[at + 1 :]
            with suppress(NotTaken):
                look_through(BytesIO(broken))


def test_a_tiff_without_a_size_is_damaged(samples):
    raw = samples.make("tiff")
    broken = raw.replace(b"\x00\x01\x04\x00", b"\xfe\xff\x04\x00", 1)
    broken = broken.replace(b"\x00\x01\x03\x00", b"\xfe\xff\x03\x00", 1)
    assert broken != raw
    with pytest.raises(NotTaken) as caught:
        look_through(BytesIO(broken))
    assert caught.value.code == "damaged"


def test_a_mistake_of_ours_in_a_picture_ends_the_program(samples, monkeypatch):
    """It is an answer as well, and stands in the log with its place."""

    def mistake(*_args):
        raise AttributeError("no such thing")

    monkeypatch.setattr(pictures, "_clean", mistake)
    with pytest.raises(AttributeError):
        look_through(BytesIO(samples.jpeg()))
