"""PDFs: what is known to be content stays, and nothing else does."""

from io import BytesIO
from leap.cop.media.cleaning import table
from leap.cop.media.cleaning.kinds import HOLDS
from leap.cop.media.cleaning.kinds import NotTaken
from leap.cop.media.cleaning.pdf import clean as document
from leap.cop.media.cleaning.pdf import contents
from leap.cop.media.cleaning.pdf import fonts
from leap.cop.media.cleaning.pdf import icc
from leap.cop.media.cleaning.pdf import jpeg_2000
from leap.cop.media.cleaning.pdf import streams
from leap.cop.media.cleaning.pdf import walk
from leap.cop.media.cleaning.pdf.table import TABLE
from leap.cop.media.cleaning.program import look_through
from leap.cop.media.cleaning.run import cleaned
from leap.cop.media.messages import refusal
from pikepdf import Array
from pikepdf import Dictionary
from pikepdf import Name
from PIL import Image
from PIL import ImageCms
from tests.media import sample_pdfs as pdfs
from tests.media.sample_pictures import jpeg
from tests.media.sample_traces import AUTHOR

import pikepdf
import pytest
import zlib


def clean(data: bytes) -> bytes:
    found = look_through(BytesIO(data)).file
    with pikepdf.open(found) as kept:
        assert kept.check_pdf_syntax() == []
    return found.getvalue()


def refused(data: bytes, how=look_through) -> str:
    with pytest.raises(NotTaken) as caught:
        how(BytesIO(data))
    assert refusal(caught.value, "File")
    return caught.value.code


def plain(data: bytes) -> bytes:
    """Return a PDF with all its objects to be read."""
    with pikepdf.open(BytesIO(data)) as kept:
        out = BytesIO()
        kept.save(
            out,
            qdf=True,
            fix_metadata_version=False,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            stream_decode_level=pikepdf.StreamDecodeLevel.specialized,
        )
        return out.getvalue()


# The table, and the walk by it


def test_the_table_names_every_type_that_it_speaks_of():
    types, several = walk._types()
    leaves = {"plain", "text", "dest", "address", "turn"}
    for keys in types.values():
        for said in keys.values():
            for one in said.lstrip("[{").split("|"):
                assert one.lstrip("@[") in {*types, *several, *leaves}
    assert "becomes part of the page" in table.as_markdown(TABLE)


def test_what_nobody_knows_is_dropped_from_every_object(samples):
    """Somebody's name is under thirty keys of each object, known ones and others."""
    sent = pdfs.planted(pdfs.rich())
    assert plain(sent).count(AUTHOR.encode()) > 1_000
    kept = clean(sent)
    assert samples.found_in(kept) == []
    for name in pdfs.PLANTED:
        assert f"/{name}.More".encode() not in plain(kept)


def test_what_is_content_stays_as_it_was(samples):
    """A planted document and one without end as the same bytes."""
    assert clean(pdfs.planted(pdfs.rich())) == clean(pdfs.rich())


def test_cleaning_twice_changes_nothing():
    once = clean(pdfs.rich())
    assert clean(once) == once


def test_resources_are_called_as_anybody_likes():
    with pikepdf.open(BytesIO(clean(pdfs.rich()))) as kept:
        resources = kept.pages[0].Resources
        assert resources.Font.Info.BaseFont == Name.Helvetica
        assert resources.Font.Metadata.FontDescriptor.FontName == Name.ABCDEF_Hand
        assert resources.Font.Metadata.Encoding.Differences[1] == Name.A
        assert b"begincmap" in resources.Font.Metadata.ToUnicode.read_bytes()
        assert resources.ColorSpace.Author[3].C1 == [1, 0, 0, 0]
        assert resources.Shading.AF.Function.FunctionType == 2
        assert resources.Pattern.Private.Shading.ShadingType == 2
        assert resources.ExtGState.EF.SMask.G.Group.CS[0] == Name.ICCBased
        assert resources.XObject.Thumb.Resources.Font.F1.Subtype == Name.TrueType


def test_a_screen_reader_finds_its_way(samples):
    with pikepdf.open(BytesIO(clean(pdfs.made(pdfs.structure)))) as kept:
        root = kept.Root.StructTreeRoot
        heading, figure = root.K
        assert (Name.H1, Name.Figure) == (heading.S, figure.S)
        assert str(figure.Alt) == "Mothers and/or children in 2024"
        assert figure.A.Placement == Name.Block and root == figure.P
        assert list(root.ParentTree.Nums[1]) == [heading, figure]
        assert root.RoleMap.Chapter == Name.Sect
        assert kept.Root.MarkInfo.Marked


def test_links_and_bookmarks_lead_to_places_not_to_names(samples):
    kept = clean(pdfs.rich())
    assert samples.found_in(kept) == []
    with pikepdf.open(BytesIO(kept)) as document:
        page = document.pages[0].obj
        address, place, launch, file = page.Annots
        assert str(address.A.URI) == "https://www.example.org/"
        assert list(place.Dest) == [page, Name.FitH, 100]
        assert "/A" not in launch and "/URI" not in file.A
        first = document.Root.Outlines.First
        assert list(first.Dest) == [page, Name.Fit]
        assert list(first.Next.A.D) == [page, Name.FitH, 100]
        assert str(first.Next.Title) == "Second"
        assert "/Names" not in document.Root and "/Dests" not in document.Root


def test_layers_stay_and_hidden_ones_are_named():
    found = look_through(BytesIO(pdfs.made(pdfs.layers)))
    assert found.holds == (("layers", 1),)
    assert "layers" in HOLDS
    assert look_through(BytesIO(pdfs.made())).holds == ()
    with pikepdf.open(found.file) as kept:
        view = kept.Root.OCProperties.D
        assert [str(one.Name) for one in view.OFF] == ["Houses"]
        assert str(view.Order[1][0]) == "More"
        assert kept.pages[0].Resources.Properties.L1.Usage.View.ViewState == Name.ON
        assert AUTHOR.encode() not in plain(clean(pdfs.made(pdfs.layers)))


# What only points at something must not bring it back


def test_a_note_does_not_come_back_by_the_structure(samples):
    def put(document, page):
        pdfs.structure(document, page)
        pdfs.note("Text", T=AUTHOR, Contents=f"A remark of {AUTHOR}")(document, page)
        pdfs.note("Link", Dest=Array([page, Name.Fit]))(document, page)
        remark, link = page.Annots
        for one in (remark, link):
            entry = Dictionary(Type=Name.OBJR, Obj=one, Pg=page)
            element = Dictionary(Type=Name.StructElem, S=Name.Annot, K=entry)
            document.Root.StructTreeRoot.K.append(document.make_indirect(element))

    kept = clean(pdfs.made(put))
    assert samples.found_in(kept) == []
    with pikepdf.open(BytesIO(kept)) as document:
        *_others, of_link = document.Root.StructTreeRoot.K
        assert of_link.K[0].Obj == document.pages[0].Annots[0]
        assert len(document.Root.StructTreeRoot.K) == 3


def test_a_page_that_was_taken_out_does_not_come_back(samples):
    """Neither by a link, nor by a bookmark, nor by its structure."""

    def put(document, page):
        pdfs.structure(document, page)
        gone = document.pages[1].obj
        gone.Contents = document.make_stream(f"({AUTHOR}) Tj".encode())
        pdfs.note("Link", Dest=Array([gone, Name.Fit]))(document, page)
        pdfs.bookmarks(document, gone)
        root = document.Root.StructTreeRoot
        for more in (
            Dictionary(Pg=gone, K=0, ActualText=AUTHOR),
            Dictionary(Pg=gone, Alt=AUTHOR),
            Dictionary(Title=AUTHOR, K=Dictionary(S=Name.P, Pg=gone, K=1, Alt=AUTHOR)),
            Dictionary(K=Dictionary(MCID=1, Pg=gone), Alt=AUTHOR),
        ):
            more.S, more.P = Name.P, root
            root.K.append(document.make_indirect(more))
        root.ParentTree.Nums[1] = Array([*root.K])
        del document.pages[1]

    kept = clean(pdfs.made(put, pages=2))
    assert samples.found_in(kept) == []
    with pikepdf.open(BytesIO(kept)) as document:
        assert len(document.Root.StructTreeRoot.K) == 2
        assert "/Dest" not in document.Root.Outlines.First


def test_what_is_drawn_on_no_page_goes(samples):
    """Pages often share one list of pictures, whatever each of them shows."""

    def put(document, page):
        pdfs.picture(jpeg(), "DCTDecode")(document, page)
        shared = page.Resources
        shared.XObject.Gone = pdfs.look(document, f"({AUTHOR}) Tj".encode())
        shared.XObject.Form = pdfs.look(document, b"/Im0 Do")
        page.Contents = document.make_stream(b"/Form Do")
        for other in document.pages:
            other.obj.Resources = shared

    kept = clean(pdfs.made(put, pages=2))
    assert samples.found_in(kept) == []
    with pikepdf.open(BytesIO(kept)) as document:
        assert set(document.pages[0].Resources.XObject.keys()) == {"/Form", "/Im0"}


def test_an_object_that_is_two_things_keeps_what_both_may_have(samples):
    def put(document, page):
        both = document.make_indirect(
            Dictionary(Type=Name.Font, Subtype=Name.Type1, Lang=AUTHOR, Alt=AUTHOR)
        )
        page.Resources.Font.F2 = both
        page.Resources.Properties = Dictionary(P0=both)

    assert samples.found_in(clean(pdfs.made(put))) == []


def test_lists_in_lists_without_end_end():
    def put(document, page):
        ring = document.make_indirect(Array([Name.a]))
        ring.append(ring)
        page.Resources.ProcSet = ring
        laugh = document.make_indirect(Array([Name.ha]))
        for _each in range(60):
            laugh = document.make_indirect(Array([laugh] * 10))
        page.Resources.ColorSpace = Dictionary(C0=laugh)
        page.MediaBox = page.CropBox = page.MediaBox

    assert pdfs.pages_of(clean(pdfs.made(put)))


# What was filled in or marked becomes part of the page


def test_the_picture_of_a_field_is_kept_in_every_script():
    drawn = b"/Helv 12 Tf <0102> Tj % \xc8\x98tefan"
    kept = clean(pdfs.made(pdfs.field("Ștefan Țăran", drawn)))
    assert b"<0102> Tj" in pdfs.pages_of(kept)[0]
    with pikepdf.open(BytesIO(kept)) as document:
        assert "/AcroForm" not in document.Root
        assert "/Annots" not in document.pages[0]


@pytest.mark.parametrize("name", ["Ștefan Țăran", "Стефан", "مريم", "Τάσος"])
@pytest.mark.parametrize("looks", [None, b"q Q"], ids=["none", "empty"])
def test_no_letter_becomes_a_question_mark(name, looks):
    assert refused(pdfs.made(pdfs.field(name, looks))) == "print_anew"


@pytest.mark.parametrize("looks", [None, b"q Q"], ids=["none", "empty"])
@pytest.mark.parametrize(
    "more",
    [
        {},
        {"Ff": 1 << 12},
        {"Ff": 1 << 24, "MaxLen": 20},
        {"FT": Name.Ch},
        {"FT": Name.Ch, "Opt": Array([Array(["Zoë", "Zoë"])])},
        {"MK": Dictionary(BG=[1, 1, 0.8], BC=[0, 0, 1])},
    ],
)
def test_a_field_without_a_picture_gets_one(looks, more):
    kept = clean(pdfs.made(pdfs.field("Zoë", looks, **more)))
    drawn = pdfs.pages_of(kept)[0]
    letters = "Zoë".encode("cp1252")
    if "MaxLen" in more:
        assert all(f"<{letter:02x}> Tj".encode() in drawn for letter in letters)
    else:
        assert f"<{letters.hex()}> Tj".encode() in drawn
    assert (b" re f" in drawn) == ("MK" in more)


def test_a_tick_stays_a_tick():
    ticked = pdfs.field(None, FT=Name.Btn, AS=Name.Yes)
    assert b"(4) Tj" in pdfs.pages_of(clean(pdfs.made(ticked)))[0]
    empty = pdfs.field(None, FT=Name.Btn, AS=Name.Off)
    assert b"(4) Tj" not in pdfs.pages_of(clean(pdfs.made(empty)))[0]


def test_a_tick_that_has_no_picture_of_its_own_is_drawn():
    """Its pictures are of other states, or do not say how large they are."""

    def put(document, page):
        other = pdfs.look(document, b"(Other) Tj")
        looks = Dictionary(N=Dictionary(Other=other))
        pdfs.field(Name.Yes, FT=Name.Btn, AP=looks)(document, page)

    def without_box(document, page):
        ticked = pdfs.look(document, b"(Ticked) Tj")
        del ticked.BBox
        looks = Dictionary(N=Dictionary(Yes=ticked))
        pdfs.field(Name.Yes, FT=Name.Btn, AP=looks)(document, page)

    drawn = pdfs.pages_of(clean(pdfs.made(put)))[0]
    assert b"(4) Tj" in drawn and b"(Other)" not in drawn
    assert b"(Ticked) Tj" in pdfs.pages_of(clean(pdfs.made(without_box)))[0]


QUAD = [20, 60, 120, 60, 20, 40, 120, 40]
MARKS = {
    "Highlight": ({"QuadPoints": QUAD}, b"20 60 m 120 60 l 120 40 l 20 40 l h f"),
    "Underline": ({"QuadPoints": QUAD}, b"20 41.6 m 120 41.6 l S"),
    "StrikeOut": ({}, b"20 49 m 120 49 l S"),
    "Squiggly": ({"QuadPoints": QUAD}, b"20 40 m 22 42 l 24 40 l"),
    "Ink": ({"InkList": [[1, 2, 3, 4, 5, 6]]}, b"1 2 m 3 4 l 5 6 l S"),
    "Line": ({"L": [1, 2, 30, 2]}, b"1 2 m 30 2 l S"),
    "Square": ({"IC": [1, 0, 0]}, b"20.5 40.5 99 19 re B"),
    "Circle": ({}, b"119.5 50 m 119.5 55.2469 97.3389 59.5 70 59.5 c"),
    "Polygon": ({"Vertices": [1, 2, 3, 4, 5, 0]}, b"1 2 m 3 4 l 5 0 l h S"),
    "PolyLine": ({"Vertices": [1, 2, 3, 4, 5, 0]}, b"1 2 m 3 4 l 5 0 l S"),
    "FreeText": ({"DA": "/Helv 9 Tf 0 g"}, b"<5a6fe9> Tj"),
}
SAID = {"FreeText": "Zoé"}


@pytest.mark.parametrize("kind", MARKS)
def test_a_mark_without_a_picture_is_drawn(samples, kind):
    said, drawn = MARKS[kind]
    words = SAID.get(kind, f"A remark of {AUTHOR}")
    mark = pdfs.note(kind, T=AUTHOR, Contents=words, C=Array([1, 0, 0]), **said)
    kept = clean(pdfs.made(mark))
    assert drawn in pdfs.pages_of(kept)[0]
    assert samples.found_in(kept) == []
    assert clean(kept) == kept


def test_a_highlight_lets_the_words_through():
    kept = clean(pdfs.made(pdfs.note("Highlight", CA=0.5)))
    with pikepdf.open(BytesIO(kept)) as document:
        (form,) = document.pages[0].Resources.XObject.values()
        look = form.Resources.ExtGState.Look
        assert Name.Multiply == look.BM and float(look.ca) == 0.5


@pytest.mark.parametrize(
    "mark",
    [
        pdfs.note("Stamp", Name=Name.Approved),
        pdfs.note("FreeText", Contents="Ștefan"),
        pdfs.note("Line", L=Array([1, 2, 3, 4]), Cap=True, Contents="2 m"),
        pdfs.note("Movie"),
        pdfs.note("RichMedia"),
        pdfs.note("Screen"),
        pdfs.note("Sound"),
    ],
)
def test_what_cannot_be_drawn_is_not_lost_in_silence(mark):
    assert refused(pdfs.made(mark)) == "print_anew"


@pytest.mark.parametrize("flags", [2, 32, 34])
def test_what_is_hidden_is_not_drawn(samples, flags):
    def put(document, page):
        looks = pdfs.look(document, f"({AUTHOR}) Tj".encode())
        pdfs.note("Stamp", AP=Dictionary(N=looks), F=flags)(document, page)

    assert samples.found_in(clean(pdfs.made(put))) == []


def test_a_stamp_is_drawn_as_on_the_screen_and_on_its_layer():
    def put(document, page):
        pdfs.layers(document, page)
        looks = pdfs.look(document, b"(Seen) Tj")
        layer = document.Root.OCProperties.OCGs[1]
        pdfs.note("Stamp", AP=Dictionary(N=looks), F=0, OC=layer)(document, page)

    kept = clean(pdfs.made(put))
    with pikepdf.open(BytesIO(kept)) as document:
        (form,) = document.pages[0].Resources.XObject.values()
        assert form.read_bytes() == b"(Seen) Tj"
        assert str(form.OC.Name) == "Houses"


def test_a_signature_stays_as_a_picture(samples):
    signature = Dictionary(Type=Name.Sig, Name=AUTHOR, Contents=AUTHOR, M="D:2024")
    kept = clean(pdfs.made(pdfs.field(signature, b"(Signed) Tj", FT=Name.Sig)))
    assert b"(Signed) Tj" in pdfs.pages_of(kept)[0]
    assert samples.found_in(kept) == []


def test_forms_that_are_programs_are_not_taken():
    def xfa(document, page):
        document.Root.AcroForm = Dictionary(XFA=document.make_stream(b"<xdp/>"))

    def with_fields(document, page):
        pdfs.field("Zoë")(document, page)
        document.Root.AcroForm.XFA = document.make_stream(b"<xdp/>")

    def rendered(document, page):
        with_fields(document, page)
        document.Root.NeedsRendering = True

    assert refused(pdfs.made(xfa)) == "print_anew"
    assert refused(pdfs.made(rendered)) == "print_anew"
    assert b"<5a6feb> Tj" in pdfs.pages_of(clean(pdfs.made(with_fields)))[0]


def test_a_folder_of_files_is_not_taken():
    def put(document, page):
        document.Root.Collection = Dictionary(Type=Name.Collection)

    assert refused(pdfs.made(put)) == "portfolio"


# Locks


def test_a_lock_that_opens_without_a_password_is_taken_off():
    lock = pikepdf.Encryption(owner="secret", user="", allow=pikepdf.Permissions())
    kept = clean(pdfs.made(encryption=lock))
    assert b"Read me 0" in pdfs.pages_of(kept)[0]
    with pikepdf.open(BytesIO(kept)) as document:
        assert not document.is_encrypted


# Streams


@pytest.mark.parametrize(
    "put",
    [
        lambda document, page: page.__setattr__(
            "Contents",
            pikepdf.Stream(document, pdfs.inflated(100), Filter=Name.FlateDecode),
        ),
        pdfs.picture(pdfs.inflated(100), "FlateDecode", "DCTDecode"),
        pdfs.picture(zlib.compress(pdfs.inflated(100)), "FlateDecode", "FlateDecode"),
    ],
    ids=["content", "picture", "twice"],
)
def test_what_unpacks_without_end_is_heavy(put, monkeypatch):
    monkeypatch.setattr(streams, "MAX_PICTURE", 64 << 20)
    sent = pdfs.made(put)
    assert len(sent) < 200_000
    assert refused(sent) == "heavy"


def test_together_they_are_bounded_too(monkeypatch):
    monkeypatch.setattr(streams, "MAX_ALL", 5 << 20)
    page = pdfs.picture(pdfs.inflated(3), "FlateDecode")

    def put(document, first):
        for one in document.pages:
            page(document, one.obj)

    assert clean(pdfs.made(put, pages=1))
    assert refused(pdfs.made(put, pages=2)) == "heavy"


def test_a_bomb_is_heavy_in_a_process_of_its_own():
    """Six hundred megabytes in a kilobyte or two, packed in several ways."""
    packed = zlib.compress(zlib.compress(pdfs.inflated(600), 9), 9)
    assert len(packed) < 10_000

    def put(document, page):
        page.Contents = pikepdf.Stream(document, packed, Filter=[Name.FlateDecode] * 3)

    assert refused(pdfs.made(put), cleaned) == "heavy"


def test_a_part_that_is_too_large_to_read_is_not_left_out_in_silence():
    """A list of twenty million numbers, in forty kilobytes."""
    sent = pdfs.with_huge_list()
    assert len(sent) < 100_000
    assert refused(sent, cleaned) == "heavy"


def test_a_picture_that_claims_too_much_is_not_taken():
    wide = {"Width": 60_000, "Height": 60_000}
    assert refused(pdfs.made(pdfs.picture(jpeg(), "DCTDecode", **wide))) == "pixels"
    fax = pdfs.picture(b"x", "CCITTFaxDecode", **wide, DecodeParms=Dictionary(K=-1))
    assert refused(pdfs.made(fax)) == "pixels"
    data = bytearray(jpeg())
    at = data.rindex(b"\xff\xc0") + 5
    data[at : at + 4] = b"\xff\xff\xff\xff"
    lies = pdfs.picture(bytes(data), "DCTDecode")
    assert refused(pdfs.made(lies)) == "pixels"


def test_too_many_pages_or_objects(monkeypatch):
    monkeypatch.setattr(document, "MAX_PAGES", 2)
    assert refused(pdfs.made(pages=3)) == "pages"
    monkeypatch.setattr(walk, "MAX_OBJECTS", 5)
    assert refused(pdfs.made(pages=2)) == "heavy"


def test_what_hangs_behind_a_stream_goes(samples):
    def put(document, page):
        data = zlib.compress(b"(Read me) Tj") + AUTHOR.encode()
        page.Contents = pikepdf.Stream(document, data, Filter=Name.FlateDecode)

    sent = pdfs.made(put, compress_streams=False)
    assert AUTHOR.encode() in sent
    kept = clean(sent)
    assert samples.found_in(kept) == [] and AUTHOR.encode() not in kept
    with pikepdf.open(BytesIO(kept)) as document:
        for found in document.objects:
            if isinstance(found, pikepdf.Stream):
                assert AUTHOR.encode() not in found.read_raw_bytes()
    assert b"(Read me) Tj" in pdfs.pages_of(kept)[0]


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        (b"% by Marie\n(Read) Tj", b"\n(Read) Tj"),
        (b"(50 % (of) them) Tj", None),
        (b"(50 \\) % them) Tj %Marie", b"(50 \\) % them) Tj "),
        (b"<25> Tj (%) Tj", None),
        (b"BI /W 1 /H 1 /BPC 8 /CS /G ID %( EI (Read) Tj", None),
        (
            b"BI /W 1 /H 1 /BPC 8 /CS /G ID % EI %Marie\n1 w",
            b"BI /W 1 /H 1 /BPC 8 /CS /G ID % EI \n1 w",
        ),
    ],
)
def test_remarks_in_what_is_drawn_go(said, kept):
    assert contents.without_remarks(said) == (said if kept is None else kept)


def test_a_colour_profile_names_no_device_and_its_colours_stay():
    srgb = ImageCms.createProfile("sRGB")
    data = ImageCms.ImageCmsProfile(srgb).tobytes()
    assert b"s\0R\0G\0B" in data and b"lcms" in data
    kept = icc.without_names(data)
    assert b"s\0R\0G\0B" not in kept and b"lcms" not in kept
    assert icc.without_names(kept) == kept
    ramp = Image.linear_gradient("L").convert("RGB")
    ramp.putpixel((3, 3), (200, 30, 90))
    lab = ImageCms.createProfile("LAB")
    before, after = (
        ImageCms.profileToProfile(
            ramp, ImageCms.ImageCmsProfile(BytesIO(one)), lab, outputMode="LAB"
        )
        for one in (data, kept)
    )
    assert before.tobytes() == after.tobytes()
    assert icc.without_names(b"no profile") == b""


def test_a_jpeg_2000_keeps_its_pixels_only():
    out = BytesIO()
    picture = Image.radial_gradient("L").convert("RGB")
    picture.save(out, "JPEG2000", comment="by Marie", irreversible=False)
    told = out.getvalue()
    told += (20).to_bytes(4, "big") + b"xml " + b"<by>Marie</>"
    assert told.count(b"Marie") == 2
    kept = jpeg_2000.without_remarks(told)
    assert b"Marie" not in kept
    assert jpeg_2000.without_remarks(kept) == kept
    with Image.open(BytesIO(kept)) as after:
        assert after.tobytes() == picture.tobytes()


def test_embedded_fonts_lose_remarks_and_keep_their_letters():
    font = (
        b"%!PS-AdobeFont-1.0: Hand 1\n%%Creator: Marie\n/Notice (by X) def\neexec\xff%a"
    )
    kept = fonts.without_remarks(font)
    assert len(kept) == len(font)
    assert kept.startswith(b"%!PS-AdobeFont-1.0: Hand 1\n%      ")
    assert b"Marie" not in kept and kept.endswith(b"/Notice (by X) def\neexec\xff%a")


def test_a_font_keeps_the_tables_that_are_drawn_with():
    def entry(name, start, data):
        return name + bytes(4) + start.to_bytes(4, "big") + len(data).to_bytes(4, "big")

    tables = (
        (b"glyf", 60, b"letters!"),
        (b"name", 68, b"by Marie"),
        (b"loca", 76, b"1"),
    )
    font = b"\0\1\0\0" + (3).to_bytes(2, "big") + bytes(6)
    font += b"".join(entry(*one) for one in tables)
    font += b"".join(data for _name, _start, data in tables)
    kept = fonts.without_remarks(font)
    assert b"Marie" not in kept and kept[4:12].hex() == "0002002000010000"
    start = int.from_bytes(kept[20:24], "big")
    assert kept[start : start + 8] == b"letters!"
    assert fonts.without_remarks(kept) == kept


@pytest.mark.parametrize(
    "said,kept",
    [
        (b"/Span <</ActualText (a) /Author (Maria)>> BDC EMC", b"/ActualText (a)"),
        (b"/P <</MCID 0 /X <</Who (Maria)>> >> BDC EMC", b"/MCID 0"),
        (b"/Foo <</Metadata (Maria)>>DP", b"DP"),
    ],
)
def test_what_is_said_where_it_is_drawn_is_what_the_table_has(said, kept):
    left = contents.without_remarks(said)
    assert b"Maria" not in left
    assert kept in left
    assert contents.without_remarks(left) == left


def test_known_words_where_it_is_drawn_stay_as_they_are():
    said = b"/Artifact <</Attached [/Top] /Type /Pagination>> BDC (a) Tj EMC"
    assert contents.without_remarks(said) == said


def test_a_map_of_letters_has_no_remarks_wherever_they_stand():
    said = b"%!PS\r%% Maria\r  % Maria\n/Registry (100% %x) def % Maria\nbegincmap"

    def put(document, page):
        page.Resources.Font.F1.ToUnicode = document.make_stream(said)

    with pikepdf.open(BytesIO(clean(pdfs.made(put)))) as kept:
        left = kept.pages[0].Resources.Font.F1.ToUnicode.read_bytes()
    assert b"Maria" not in left
    assert b"(100% %x)" in left and b"begincmap" in left
