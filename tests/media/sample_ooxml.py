"""Office documents as office programs write them, part by part. No test."""

from io import BytesIO
from tests.media.sample_pictures import jpeg
from tests.media.sample_traces import AUTHOR
from tests.media.sample_traces import NAME

import zipfile


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
X = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
P = "http://schemas.openxmlformats.org/presentationml/2006/main"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
MS = "http://schemas.microsoft.com/office"
W14 = f"{MS}/word/2010/wordml"
X14 = f"{MS}/spreadsheetml/2009/9/main"
P188 = f"{MS}/powerpoint/2018/8/main"
XLTC = f"{MS}/spreadsheetml/2018/threadedcomments"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "application/vnd.openxmlformats-officedocument"
WORD = f"{OFFICE}.wordprocessingml"
SHEET = f"{OFFICE}.spreadsheetml"
SLIDES = f"{OFFICE}.presentationml"

PATH = "C:\\Users\\anneliese\\list.xlsx"
GUID = "{3FCF3C39-0000-4000-8000-5D0F5A3E1B11}"
MONDAY = "2024-05-17T10:00:00Z"
WHO = f'w:author="{AUTHOR}" w:date="{MONDAY}" w:initials="AnVo"'
SPACES = f'xmlns:w="{W}" xmlns:r="{R}" xmlns:wp="{WP}" xmlns:a="{A}" xmlns:mc="{MC}"'


class Office:
    """A document that grows part by part."""

    def __init__(self, main: str, data: str, type_: str) -> None:
        self.main = main
        self.parts: dict[str, bytes] = {}
        self.types: dict[str, str] = {}
        self.relations: dict[str, list[str]] = {}
        self.add("officeDocument", main, data, type_, source="")

    def add(
        self, kind: str, name: str, data: str | bytes, type_: str, *, source=None, id=""
    ) -> "Office":
        self.parts[name] = data.encode() if isinstance(data, str) else data
        self.types[name] = type_
        return self.point(kind, f"/{name}", source=source, id=id)

    def point(self, kind: str, target: str, *, source=None, id="", mode="") -> "Office":
        """Let a part (the main one, if none is said) lead to another."""
        lines = self.relations.setdefault(self.main if source is None else source, [])
        address = kind if "://" in kind else f"{R}/{kind}"
        number = id or f"rId{len(lines) + 1}"
        more = f' TargetMode="{mode}"' if mode else ""
        lines.append(
            f'<Relationship Id="{number}" Type="{address}" Target="{target}"{more}/>'
        )
        return self

    def bytes(self) -> bytes:
        out = BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("[Content_Types].xml", self._types())
            for source, lines in self.relations.items():
                folder, _slash, plain = source.rpartition("/")
                archive.writestr(
                    f"{folder}/_rels/{plain}.rels".lstrip("/"),
                    f'<Relationships xmlns="{PACKAGE}/relationships">{"".join(lines)}'
                    "</Relationships>",
                )
            for name, data in self.parts.items():
                archive.writestr(name, data)
        return out.getvalue()

    def _types(self) -> str:
        parts = "".join(
            f'<Override PartName="/{name}" ContentType="{type_}"/>'
            for name, type_ in self.types.items()
        )
        return (
            f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f"{parts}</Types>"
        )


def document(body: str, more: str = "", *, template: bool = False) -> Office:
    """A document with a body of our own; `more` declares namespaces."""
    kind = "template" if template else "document"
    return Office(
        "word/document.xml",
        f"<w:document {SPACES} {more}><w:body>{body}</w:body></w:document>",
        f"{WORD}.{kind}.main+xml",
    )


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def field(instruction: str, result: str) -> str:
    """A field over several runs, as Word writes it; its instruction is in two."""
    half = len(instruction) // 2

    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    said = "".join(
        f'<w:r><w:instrText xml:space="preserve">{part}</w:instrText></w:r>'
        for part in (instruction[:half], instruction[half:])
    )
    return f"{mark('begin')}{said}{mark('separate')}{run(result)}{mark('end')}"


def picture(attributes: str) -> str:
    return (
        f'<w:p><w:r><w:drawing><wp:inline><wp:docPr id="1" {attributes}/></wp:inline>'
        "</w:drawing></w:r></w:p>"
    )


def workbook(rows: str = "", more: str = "", *, sheet: str = "") -> Office:
    """A workbook with one sheet; `more` stands in the workbook behind its sheets."""
    book = Office(
        "xl/workbook.xml",
        f'<workbook xmlns="{X}" xmlns:r="{R}"><fileVersion appName="xl" lastEdited="7" '
        'rupBuild="23801"/><sheets><sheet name="One" sheetId="1" r:id="rId1"/>'
        f"</sheets>{more}</workbook>",
        f"{SHEET}.sheet.main+xml",
    )
    return book.add(
        "worksheet",
        "xl/worksheets/sheet1.xml",
        f'<worksheet xmlns="{X}" xmlns:r="{R}"><sheetData>{rows}</sheetData>{sheet}'
        "</worksheet>",
        f"{SHEET}.worksheet+xml",
    )


def _table(number: int, columns: str) -> str:
    ref = f"{columns[0]}1:{columns[-1]}3"
    listed = "".join(
        f'<tableColumn id="{at}" name="col{column}"/>'
        for at, column in enumerate(columns, 1)
    )
    return (
        f'<table xmlns="{X}" id="{number}" name="Table{number}" '
        f'displayName="Table{number}" ref="{ref}"><autoFilter ref="{ref}"/>'
        f'<tableColumns count="{len(columns)}">{listed}</tableColumns></table>'
    )


def full_workbook() -> Office:
    """Two tables, a pivot table with its slicer, names, and a chart."""
    rows = ""
    for row, values in enumerate((("colA", "colB", "colD"), (1, 2, 5), (3, 4, 6)), 1):
        cells = ""
        for column, value in zip(("A", "B", "D"), values, strict=True):
            where = f"{column}{row}"
            cells += (
                f'<c r="{where}" t="inlineStr"><is><t>{value}</t></is></c>'
                if row == 1
                else f'<c r="{where}"><v>{value}</v></c>'
            )
        rows += f'<row r="{row}">{cells}</row>'
    rows += (
        '<row r="5"><c r="A5"><f>SUM(Table1[colA])</f><v>4</v></c>'
        '<c r="B5"><f>SUM(Table2[colD])+Rate</f><v>18</v></c></row>'
    )
    names = (
        '<definedNames><definedName name="Rate">One!$B$2+5</definedName></definedNames>'
        '<pivotCaches><pivotCache cacheId="1" r:id="rId2"/></pivotCaches>'
        '<extLst><ext uri="{BBE1A952-AA13-448e-AADC-164F8A28A991}" '
        f'xmlns:x14="{X14}">'
        '<x14:slicerCaches><x14:slicerCache r:id="rId3"/></x14:slicerCaches></ext>'
        "</extLst>"
    )
    sheet = (
        '<drawing r:id="rId4"/>'
        '<tableParts count="2"><tablePart r:id="rId1"/><tablePart r:id="rId2"/>'
        f'</tableParts><extLst><ext uri="{{A8765BA9-456A-4dab-B4F3-ACF838C121DE}}" '
        f'xmlns:x14="{X14}"><x14:slicerList><x14:slicer r:id="rId5"/></x14:slicerList>'
        "</ext></extLst>"
    )
    book = workbook(rows, names, sheet=sheet)
    one = "xl/worksheets/sheet1.xml"
    table = f"{SHEET}.table+xml"
    book.add("table", "xl/tables/table1.xml", _table(1, "AB"), table, source=one)
    book.add("table", "xl/tables/table2.xml", _table(2, "D"), table, source=one)
    _add_pivot(book, one)
    _add_chart(book, one)
    book.add(
        f"{MS}/2007/relationships/slicer",
        "xl/slicers/slicer1.xml",
        f'<slicers xmlns="{X14}"><slicer name="colA" cache="Slicer_colA" '
        'caption="colA" rowHeight="241300"/></slicers>',
        "application/vnd.ms-excel.slicer+xml",
        source=one,
    )
    return book


def _add_pivot(book: Office, sheet: str) -> None:
    cache = "xl/pivotCache/pivotCacheDefinition1.xml"
    book.add(
        "pivotCacheDefinition",
        cache,
        f'<pivotCacheDefinition xmlns="{X}" xmlns:r="{R}" r:id="rId1" '
        f'refreshedBy="{AUTHOR}" refreshedDate="45429.4" recordCount="2">'
        '<cacheSource type="worksheet"><worksheetSource name="Table1"/></cacheSource>'
        '<cacheFields count="2"><cacheField name="colA"><sharedItems '
        'containsSemiMixedTypes="0" containsString="0" containsNumber="1" minValue="1" '
        'maxValue="3" count="2"><n v="1"/><n v="3"/></sharedItems></cacheField>'
        '<cacheField name="colB"><sharedItems containsSemiMixedTypes="0" '
        'containsString="0" containsNumber="1" minValue="2" maxValue="4"/></cacheField>'
        "</cacheFields></pivotCacheDefinition>",
        f"{SHEET}.pivotCacheDefinition+xml",
    )
    book.add(
        "pivotCacheRecords",
        "xl/pivotCache/pivotCacheRecords1.xml",
        f'<pivotCacheRecords xmlns="{X}" count="2"><r><x v="0"/><n v="2"/></r>'
        '<r><x v="1"/><n v="4"/></r></pivotCacheRecords>',
        f"{SHEET}.pivotCacheRecords+xml",
        source=cache,
    )
    book.add(
        f"{MS}/2007/relationships/slicerCache",
        "xl/slicerCaches/slicerCache1.xml",
        f'<slicerCacheDefinition xmlns="{X14}" name="Slicer_colA" sourceName="colA">'
        '<pivotTables><pivotTable tabId="1" name="PivotTable1"/></pivotTables>'
        '<data><tabular pivotCacheId="1"><items count="2"><i x="0" s="1"/>'
        '<i x="1" s="1"/></items></tabular></data></slicerCacheDefinition>',
        "application/vnd.ms-excel.slicerCache+xml",
    )
    pivot = "xl/pivotTables/pivotTable1.xml"
    book.add(
        "pivotTable",
        pivot,
        f'<pivotTableDefinition xmlns="{X}" name="PivotTable1" cacheId="1" '
        'dataCaption="Values"><location ref="G1:H4" firstHeaderRow="1" '
        'firstDataRow="1" firstDataCol="1"/><pivotFields count="2"><pivotField '
        'axis="axisRow" showAll="0"><items count="3"><item x="0"/><item x="1"/>'
        '<item t="default"/></items></pivotField><pivotField dataField="1" '
        'showAll="0"/></pivotFields><rowFields count="1"><field x="0"/></rowFields>'
        '<rowItems count="3"><i><x/></i><i><x v="1"/></i><i t="grand"><x/></i>'
        '</rowItems><colItems count="1"><i/></colItems><dataFields count="1">'
        '<dataField name="Sum of colB" fld="1"/></dataFields></pivotTableDefinition>',
        f"{SHEET}.pivotTable+xml",
        source=sheet,
    )
    book.point("pivotCacheDefinition", f"/{cache}", source=pivot)


def _add_chart(book: Office, sheet: str) -> None:
    drawing = "xl/drawings/drawing1.xml"
    xdr = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
    book.add(
        "drawing",
        drawing,
        f'<xdr:wsDr xmlns:xdr="{xdr}" xmlns:a="{A}" xmlns:r="{R}" xmlns:c="{C}">'
        "<xdr:twoCellAnchor><xdr:from><xdr:col>5</xdr:col><xdr:colOff>0</xdr:colOff>"
        "<xdr:row>6</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:to><xdr:col>9"
        "</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>15</xdr:row><xdr:rowOff>0"
        '</xdr:rowOff></xdr:to><xdr:graphicFrame macro="Maria"><xdr:nvGraphicFramePr>'
        '<xdr:cNvPr id="2" name="Chart 1"/><xdr:cNvGraphicFramePr/>'
        '</xdr:nvGraphicFramePr><xdr:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/>'
        f'</xdr:xfrm><a:graphic><a:graphicData uri="{C}"><c:chart r:id="rId1"/>'
        "</a:graphicData></a:graphic></xdr:graphicFrame><xdr:clientData/>"
        "</xdr:twoCellAnchor></xdr:wsDr>",
        f"{OFFICE}.drawing+xml",
        source=sheet,
    )
    book.add(
        "chart",
        "xl/charts/chart1.xml",
        chart(),
        f"{OFFICE}.drawingml.chart+xml",
        source=drawing,
    )


def chart(more: str = "") -> str:
    return (
        f'<c:chartSpace xmlns:c="{C}" xmlns:a="{A}" xmlns:r="{R}"><c:pivotSource>'
        f'<c:name>[{NAME}.xlsx]One!PivotTable1</c:name><c:fmtId val="0"/>'
        "</c:pivotSource><c:chart><c:plotArea><c:layout/><c:barChart><c:barDir "
        'val="col"/><c:ser><c:idx val="0"/><c:order val="0"/><c:val><c:numRef>'
        '<c:f>One!$A$2:$A$3</c:f><c:numCache><c:pt idx="0"><c:v>1</c:v></c:pt>'
        "</c:numCache></c:numRef></c:val></c:ser></c:barChart></c:plotArea></c:chart>"
        f"{more}</c:chartSpace>"
    )


def slides(slide: str = "", attributes: str = "") -> Office:
    """A show of one slide, with a page of notes."""
    show = Office(
        "ppt/presentation.xml",
        f'<p:presentation xmlns:p="{P}" xmlns:r="{R}"><p:sldIdLst><p:sldId id="256" '
        'r:id="rId1"/></p:sldIdLst></p:presentation>',
        f"{SLIDES}.presentation.main+xml",
    )
    return show.add(
        "slide",
        "ppt/slides/slide1.xml",
        f'<p:sld xmlns:p="{P}" xmlns:a="{A}" xmlns:r="{R}" xmlns:mc="{MC}" '
        f"{attributes}><p:cSld><p:spTree>{slide}</p:spTree></p:cSld></p:sld>",
        f"{SLIDES}.slide+xml",
    )


def notes(show: Office, words: str) -> Office:
    return show.add(
        "notesSlide",
        "ppt/notesSlides/notesSlide1.xml",
        f'<p:notes xmlns:p="{P}" xmlns:a="{A}"><p:cSld><p:spTree><p:sp><p:nvSpPr>'
        '<p:nvPr><p:ph type="body"/></p:nvPr></p:nvSpPr><p:txBody><a:p><a:r><a:t>'
        f"{words}</a:t></a:r></a:p></p:txBody></p:sp><p:sp><p:nvSpPr><p:nvPr><p:ph "
        'type="sldNum"/></p:nvPr></p:nvSpPr><p:txBody><a:p><a:fld><a:t>1</a:t></a:fld>'
        "</a:p></p:txBody></p:sp></p:spTree></p:cSld></p:notes>",
        f"{SLIDES}.notesSlide+xml",
        source="ppt/slides/slide1.xml",
    )


def with_picture(office: Office, source: str | None = None) -> Office:
    name = f"{office.main.partition('/')[0]}/media/{NAME}"
    return office.add("image", name, jpeg(), "image/jpeg", source=source, id="rId9")
