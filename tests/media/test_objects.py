"""Objects of other programs in office documents: the picture stays, the object goes."""

from io import BytesIO
from leap.cop.media.cleaning.kinds import NotTaken
from leap.cop.media.cleaning.program import look_through
from leap.cop.media.cleaning.signatures import OLE
from lxml import etree
from tests.media import sample_odf
from tests.media import sample_ooxml as made
from tests.media.sample_pictures import jpeg
from tests.media.sample_traces import AUTHOR

import pytest
import re
import zipfile


V = "urn:schemas-microsoft-com:vml"
O = "urn:schemas-microsoft-com:office:office"  # noqa: E741 - its name everywhere
XV = "urn:schemas-microsoft-com:office:excel"
XDR = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
VML = f'xmlns:v="{V}" xmlns:o="{O}" xmlns:x="{XV}"'
OBJECT = OLE + AUTHOR.encode("utf-16-le") + bytes(600)
OLE_TYPE = "application/vnd.openxmlformats-officedocument.oleObject"
VML_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
SHEET = "xl/worksheets/sheet1.xml"
SLIDE = "ppt/slides/slide1.xml"


def members(data: bytes) -> dict[str, bytes]:
    """Return what is left of a document; nothing of the object, and nothing dangles."""
    once = look_through(BytesIO(data)).file.getvalue()
    assert look_through(BytesIO(once)).file.getvalue() == once
    with zipfile.ZipFile(BytesIO(once)) as archive:
        left = {name: archive.read(name) for name in archive.namelist()}
    for name, part in left.items():
        assert OLE not in part and AUTHOR.encode("utf-16-le") not in part, name
        assert b"oleObject" not in part and b"OLEObject" not in part, name
    return left


def held(data: bytes) -> dict[str, int]:
    return dict(look_through(BytesIO(data)).holds)


def refused(data: bytes) -> str:
    with pytest.raises(NotTaken) as caught:
        look_through(BytesIO(data))
    return caught.value.code


def with_object(office: made.Office, source: str = "", number="rId7") -> made.Office:
    folder = office.main.partition("/")[0]
    return office.add(
        "oleObject",
        f"{folder}/embeddings/oleObject{len(office.parts)}.bin",
        OBJECT,
        OLE_TYPE,
        source=source or office.main,
        id=number,
    )


def relation_of(left: dict[str, bytes], source: str, number: str) -> str:
    folder, _slash, plain = source.rpartition("/")
    root = etree.fromstring(left[f"{folder}/_rels/{plain}.rels"])
    return next(one.get("Target") for one in root if one.get("Id") == number)


# Texts


def in_text(*, picture=True, shape="_x0000_i1025") -> str:
    """An equation as Word writes it, in a field as older ones have."""
    data = '<v:imagedata r:id="rId9" o:title=""/>' if picture else ""
    return made.field(" EMBED Equation.3 ", "@").replace(
        made.run("@"),
        f'<w:r><w:object w:dxaOrig="4150" w:dyaOrig="310"><v:shape id="{shape}" '
        f'style="width:72pt;height:36pt" o:ole="">{data}</v:shape><o:OLEObject '
        f'Type="Embed" ProgID="Equation.3" ShapeID="_x0000_i1025" '
        'DrawAspect="Content" ObjectID="_1353480673" r:id="rId7"/></w:object></w:r>',
    )


def text(body: str) -> bytes:
    body = f"<w:p>{made.run('Before ')}{body}{made.run(' after')}</w:p>"
    return made.with_picture(with_object(made.document(body, VML))).bytes()


def test_an_object_in_a_text_is_the_picture_that_one_sees():
    data = text(in_text())
    left = members(data)
    xml = left["word/document.xml"].decode()
    assert re.search(
        r'Before </w:t></w:r><w:r/?>?.*<w:pict><v:shape id="_x0000_i1025" '
        r'style="[^"]*"><v:imagedata r:id="rId9"/></v:shape></w:pict>.* after',
        xml,
    )
    assert "EMBED" not in xml and "w:object" not in xml and "o:ole" not in xml
    target = relation_of(left, "word/document.xml", "rId9")
    assert left[f"word/{target}"].startswith(b"\xff\xd8")
    assert held(data) == {"objects": 1}


def test_an_object_beside_a_drawing_is_the_drawing():
    blip = '<a:blip r:embed="rId9"/>'
    data = text(
        f"<w:r><w:object><w:drawing><wp:inline>{blip}</wp:inline></w:drawing>"
        '<w:objectEmbed w:progId="Equation.3" r:id="rId7"/></w:object></w:r>'
    )
    xml = members(data)["word/document.xml"].decode()
    assert "<w:r><w:drawing><wp:inline>" in xml and "w:object" not in xml
    assert held(data) == {"objects": 1}


@pytest.mark.parametrize("body", [in_text(picture=False), in_text(picture=False) * 2])
def test_an_object_without_a_picture_is_not_taken(body):
    assert refused(text(body)) == "embedded"


def test_an_object_is_not_shown_by_the_picture_of_another():
    other = '<v:shape id="a"><v:imagedata r:id="rId9"/></v:shape>'
    body = in_text(picture=False).replace("<o:OLEObject", f"{other}<o:OLEObject")
    assert refused(text(body)) == "embedded"


def test_an_object_that_nothing_shows_is_gone():
    data = with_object(made.document("<w:p/>")).bytes()
    assert not any("embeddings" in name for name in members(data))
    assert held(data) == {}


def test_a_chart_goes_on_without_an_old_table_behind_it():
    office = made.workbook()
    chart = made.chart('<c:externalData r:id="rId7"/>')
    kind = f"{made.OFFICE}.drawingml.chart+xml"
    office.add("chart", "xl/charts/chart1.xml", chart, kind)
    with_object(office, "xl/charts/chart1.xml")
    left = members(office.bytes())["xl/charts/chart1.xml"].decode()
    assert "externalData" not in left and "<c:v>1</c:v>" in left


# Slides


def frame(inside: str) -> str:
    return (
        '<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="5" name="Object 4" '
        'descr="Costs by year"/><p:cNvGraphicFramePr/><p:nvPr/></p:nvGraphicFramePr>'
        '<p:xfrm><a:off x="100" y="200"/><a:ext cx="3000" cy="4000"/></p:xfrm>'
        f'<a:graphic><a:graphicData uri="{made.P}/ole">{inside}</a:graphicData>'
        "</a:graphic></p:graphicFrame>"
    )


def on_slide(picture: str = "", *, old=True) -> str:
    """A table as PowerPoint writes it: for older programs, and for newer ones."""
    mark = 'name="Sheet" r:id="rId7" imgW="1" imgH="2" progId="Excel.Sheet.8"'
    choice = f'<p:oleObj spid="_x0000_s1026" {mark}><p:embed/></p:oleObj>'
    new = f"<p:oleObj {mark}><p:embed/>{picture}</p:oleObj>"
    if not old:
        return frame(new)
    return frame(
        f'<mc:AlternateContent><mc:Choice xmlns:v="{V}" Requires="v">{choice}'
        f"</mc:Choice><mc:Fallback>{new}</mc:Fallback></mc:AlternateContent>"
    )


PICTURE = (
    '<p:pic><p:nvPicPr><p:cNvPr id="0" name=""/><p:cNvPicPr/><p:nvPr/></p:nvPicPr>'
    '<p:blipFill><a:blip r:embed="rId9"/><a:srcRect l="25000"/></p:blipFill><p:spPr/>'
    "</p:pic>"
)


def show(slide: str) -> made.Office:
    return made.with_picture(with_object(made.slides(slide), SLIDE), SLIDE)


def with_old_drawing(office: made.Office, source: str, shape: str, more="") -> None:
    """Add a drawing in the older way; its pictures are numbered by the parts."""
    folder = office.main.partition("/")[0]
    drawing = f"{folder}/drawings/vmlDrawing1.vml"
    xml = (
        f'<xml {VML}><v:shapetype id="_x0000_t75"/><v:shape id="{shape}" '
        f'type="#_x0000_t75"><v:imagedata o:relid="rId1" o:title="{AUTHOR}"/>{more}'
        "</v:shape></xml>"
    )
    office.add("vmlDrawing", drawing, xml, VML_TYPE, source=source, id="rId8")
    name = f"{folder}/media/image1.jpg"
    office.add("image", name, jpeg(), "image/jpeg", source=drawing)


@pytest.mark.parametrize("old", [True, False])
def test_an_object_on_a_slide_is_a_picture_in_its_place(old):
    data = show(on_slide(PICTURE, old=old)).bytes()
    left = members(data)
    root = etree.fromstring(left[SLIDE])
    assert b"graphicFrame" not in left[SLIDE] and b"oleObj" not in left[SLIDE]
    [picture] = root.iter(f"{{{made.P}}}pic")
    assert picture.getparent().tag == f"{{{made.P}}}spTree"
    about = next(picture.iter(f"{{{made.P}}}cNvPr"))
    assert about.attrib == {"id": "5", "name": "Object 4", "descr": "Costs by year"}
    [blip] = picture.iter(f"{{{made.A}}}blip")
    assert blip.get(f"{{{made.R}}}embed") == "rId9"
    assert next(picture.iter(f"{{{made.A}}}srcRect")).get("l") == "25000"
    assert next(picture.iter(f"{{{made.A}}}ext")).attrib == {"cx": "3000", "cy": "4000"}
    assert held(data) == {"objects": 1, "cropped_pictures": 1}


def test_an_object_on_a_slide_of_long_ago_is_the_picture_in_its_drawing():
    office = with_object(made.slides(on_slide()), SLIDE)
    with_old_drawing(office, SLIDE, "_x0000_s1026")
    left = members(office.bytes())
    [blip] = etree.fromstring(left[SLIDE]).iter(f"{{{made.A}}}blip")
    target = relation_of(left, SLIDE, blip.get(f"{{{made.R}}}embed"))
    assert target == "../media/image1.jpg"
    assert not any("vmlDrawing" in name for name in left)
    assert held(office.bytes()) == {"objects": 1}


@pytest.mark.parametrize("shape", ["_x0000_s1027", ""])
def test_an_object_on_a_slide_without_a_picture_is_not_taken(shape):
    office = with_object(made.slides(on_slide()), SLIDE)
    if shape:
        with_old_drawing(office, SLIDE, shape)
    assert refused(office.bytes()) == "embedded"


# Sheets


ANCHOR = (
    '<anchor moveWithCells="1"><from><xdr:col>1</xdr:col><xdr:colOff>0</xdr:colOff>'
    "<xdr:row>2</xdr:row><xdr:rowOff>19050</xdr:rowOff></from><to><xdr:col>4</xdr:col>"
    "<xdr:colOff>9525</xdr:colOff><xdr:row>6</xdr:row><xdr:rowOff>0</xdr:rowOff></to>"
    "</anchor>"
)
AT = "<x:ClientData ObjectType='Pict'><x:Anchor>1, 0, 2, 2, 4, 1, 6, 0</x:Anchor>"


def in_sheet(*, new: bool) -> made.Office:
    mark = 'progId="Word.Document.8" shapeId="1025" r:id="rId7"'
    plain = f"<oleObject {mark}/>"
    if new:
        plain = (
            f'<mc:AlternateContent xmlns:mc="{made.MC}"><mc:Choice Requires="x14" '
            f'xmlns:x14="{made.X14}" xmlns:xdr="{XDR}"><oleObject {mark}><objectPr '
            f'defaultSize="0" altText="Costs" r:id="rId9">{ANCHOR}</objectPr>'
            f"</oleObject></mc:Choice><mc:Fallback>{plain}</mc:Fallback>"
            "</mc:AlternateContent>"
        )
    book = made.workbook(
        sheet=f'<legacyDrawing r:id="rId8"/><oleObjects>{plain}</oleObjects>'
    )
    with_old_drawing(book, SHEET, "_x0000_s1025", f"{AT}</x:ClientData>")
    name = "xl/media/image2.jpg"
    book.add("image", name, jpeg(), "image/jpeg", source=SHEET, id="rId9")
    return with_object(book, SHEET)


@pytest.mark.parametrize("new", [True, False])
def test_an_object_in_a_sheet_is_a_picture_at_its_cells(new):
    data = in_sheet(new=new).bytes()
    left = members(data)
    sheet = left[SHEET].decode()
    number = re.search(r'<sheetData/><drawing r:id="(\w+)"/></worksheet>', sheet)[1]
    drawing = f"xl/{relation_of(left, SHEET, number).removeprefix('../')}"
    assert f'PartName="/{drawing}" ContentType="{made.OFFICE}.drawing+xml"' in (
        left["[Content_Types].xml"].decode()
    )
    [anchor] = etree.fromstring(left[drawing])
    cells = [[one.text for one in corner] for corner in (anchor[0], anchor[1])]
    assert cells == [["1", "0", "2", "19050"], ["4", "9525", "6", "0"]]
    [blip] = anchor.iter(f"{{{made.A}}}blip")
    target = relation_of(left, drawing, blip.get(f"{{{made.R}}}embed"))
    assert left[f"xl/{target.removeprefix('../')}"].startswith(b"\xff\xd8")
    assert ('descr="Costs"' in left[drawing].decode()) is new
    assert not any("vmlDrawing" in name for name in left)
    assert held(data) == {"objects": 1}


def test_a_sheet_with_a_drawing_keeps_it_and_has_the_picture_once():
    book = in_sheet(new=True)
    a14 = f"{made.MS}/drawing/2010/main"
    twin = (
        f'<mc:AlternateContent xmlns:mc="{made.MC}"><mc:Choice xmlns:a14="{a14}" '
        'Requires="a14"><xdr:twoCellAnchor><xdr:sp><xdr:nvSpPr><xdr:cNvPr id="1025" '
        'name="Object 1" hidden="1"><a:extLst><a:ext uri="{1}"><a14:compatExt '
        'spid="_x0000_s1025"/></a:ext></a:extLst></xdr:cNvPr></xdr:nvSpPr></xdr:sp>'
        "</xdr:twoCellAnchor></mc:Choice><mc:Fallback/></mc:AlternateContent>"
    )
    other = "<xdr:twoCellAnchor><xdr:clientData/></xdr:twoCellAnchor>"
    drawing = "xl/drawings/drawing1.xml"
    book.add(
        "drawing",
        drawing,
        f'<xdr:wsDr xmlns:xdr="{XDR}" xmlns:a="{made.A}">{twin}{other}</xdr:wsDr>',
        f"{made.OFFICE}.drawing+xml",
        source=SHEET,
        id="rId5",
    )
    book.parts[SHEET] = book.parts[SHEET].replace(
        b"<legacyDrawing", b'<drawing r:id="rId5"/><legacyDrawing'
    )
    left = members(book.bytes())
    assert b"compatExt" not in left[drawing]
    root = etree.fromstring(left[drawing])
    assert [len(anchor) for anchor in root] == [1, 4]
    assert left[SHEET].count(b"<drawing ") == 1


def test_an_object_in_a_sheet_without_a_picture_is_not_taken():
    book = in_sheet(new=False)
    name = "xl/drawings/vmlDrawing1.vml"
    book.parts[name] = re.sub(rb"<v:imagedata[^>]*>", b"", book.parts[name])
    assert refused(book.bytes()) == "embedded"


# OpenDocument


def in_odf(image: str, data: bytes = OBJECT) -> bytes:
    return sample_odf.odf(
        "<text:p>Read me<draw:frame><draw:object-ole xlink:href='./Object 1'/>"
        f"{image}</draw:frame> and on</text:p>",
        parts={"Object 1": data, "ObjectReplacements/Object 1": jpeg()},
    )


def test_an_object_in_an_open_document_is_its_picture():
    data = in_odf("<draw:image xlink:href='./ObjectReplacements/Object 1'/>")
    left = members(data)
    assert b"object-ole" not in left["content.xml"]
    assert b"Read me" in left["content.xml"] and b" and on" in left["content.xml"]
    assert left["ObjectReplacements/Object 1"].startswith(b"\xff\xd8")
    assert "Object 1" not in left
    assert held(data) == {"objects": 1}


@pytest.mark.parametrize(
    "image", ["", "<draw:image xlink:href='./ObjectReplacements/Object 2'/>"]
)
def test_an_object_in_an_open_document_without_a_picture_is_not_taken(image):
    assert refused(in_odf(image)) == "embedded"


def test_an_object_of_a_kind_that_nobody_knows_is_not_taken():
    image = "<draw:image xlink:href='./ObjectReplacements/Object 1'/>"
    assert refused(in_odf(image, b"\x01\x02\x03\x00" * 99)) == "embedded"
