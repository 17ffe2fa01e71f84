"""Documents as office programs make them, with traces inside. No test."""

from io import BytesIO
from tests.media.sample_pictures import jpeg
from tests.media.sample_pictures import png
from tests.media.sample_pictures import XMP
from tests.media.sample_recordings import film
from tests.media.sample_traces import AUTHOR
from tests.media.sample_traces import NAME
from tests.media.sample_traces import PLACE
from tests.media.sample_traces import SERIAL

import pikepdf
import zipfile


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "application/vnd.openxmlformats-officedocument."
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
DOC_RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def pdf() -> bytes:
    """With an author, a script, an enclosed file, a note and an earlier revision."""
    document = pikepdf.new()
    page = document.add_blank_page(page_size=(200, 200)).obj
    page.Contents = document.make_stream(b"BT /F1 12 Tf (Read me) Tj ET")
    image = document.make_stream(
        jpeg(),
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=60,
        Height=40,
        ColorSpace=pikepdf.Name.DeviceRGB,
        BitsPerComponent=8,
        Filter=pikepdf.Name.DCTDecode,
    )
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=image))
    page.PieceInfo = pikepdf.Dictionary(Me=pikepdf.Dictionary(Private=AUTHOR))
    page.Metadata = document.make_stream(XMP, Type=pikepdf.Name.Metadata)
    page.Annots = pikepdf.Array(
        [
            pikepdf.Dictionary(
                Type=pikepdf.Name.Annot,
                Subtype=pikepdf.Name.Text,
                Rect=[10, 10, 30, 30],
                T=AUTHOR,
                Contents="A remark",
                M="D:20240517100000",
            ),
            pikepdf.Dictionary(
                Type=pikepdf.Name.Annot,
                Subtype=pikepdf.Name.Link,
                Rect=[10, 40, 30, 60],
                NM=AUTHOR,
                A=pikepdf.Dictionary(
                    S=pikepdf.Name.URI, URI="https://www.example.org/"
                ),
            ),
            pikepdf.Dictionary(
                Type=pikepdf.Name.Annot,
                Subtype=pikepdf.Name.Link,
                Rect=[10, 70, 30, 90],
                A=pikepdf.Dictionary(
                    S=pikepdf.Name.Launch, F=f"C:\\Users\\anneliese\\{NAME}"
                ),
            ),
        ]
    )
    document.Root.OpenAction = pikepdf.Dictionary(
        S=pikepdf.Name.JavaScript, JS=f"app.alert('{AUTHOR}')"
    )
    with document.open_metadata() as metadata:
        metadata["dc:creator"] = [AUTHOR]
        metadata["dc:description"] = PLACE
    document.docinfo["/Author"] = AUTHOR
    document.docinfo["/Producer"] = SERIAL
    document.attachments["x.txt"] = pikepdf.AttachedFileSpec(
        document, AUTHOR.encode(), filename=NAME
    )
    out = BytesIO()
    document.save(out)
    data = out.getvalue()
    # An earlier revision: what was deleted stands in the file still.
    return data + f"\n% {AUTHOR} wrote this before\n".encode()


def encrypted_pdf() -> bytes:
    document = pikepdf.new()
    document.add_blank_page()
    out = BytesIO()
    document.save(out, encryption=pikepdf.Encryption(owner="x", user="y"))
    return out.getvalue()


def zipped(members: dict) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.comment = AUTHOR.encode()
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


CORE = f"""<?xml version="1.0"?>
<cp:coreProperties
 xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>{AUTHOR}</dc:creator>
 <cp:lastModifiedBy>{AUTHOR}</cp:lastModifiedBy></cp:coreProperties>"""
APP = f"<Properties><Company>{PLACE}</Company></Properties>"


def _types(main: str, part: str, extra: str = "") -> str:
    return (
        '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/'
        '2006/content-types"><Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package'
        '.relationships+xml"/><Default Extension="jpeg" ContentType="image/jpeg"/>'
        f'<Override PartName="/{part}" ContentType="{OFFICE}{main}"/>'
        '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxml'
        f'formats-package.core-properties+xml"/>{extra}</Types>'
    )


def _root_rels(part: str) -> str:
    return (
        f'<?xml version="1.0"?><Relationships xmlns="{RELS}">'
        f'<Relationship Id="rId1" Type="{DOC_RELS}/officeDocument" Target="{part}"/>'
        '<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/'
        'relationships/metadata/core-properties" Target="docProps/core.xml"/>'
        "</Relationships>"
    )


def _rels(**parts: str) -> str:
    lines = "".join(
        f'<Relationship Id="{kind}" Type="{DOC_RELS}/{kind}" Target="{target}"/>'
        for kind, target in parts.items()
    )
    return f'<Relationships xmlns="{RELS}">{lines}</Relationships>'


def docx(**more) -> bytes:
    """With properties, a comment, a tracked change, a template and a picture."""
    who = f'w:author="{AUTHOR}" w:date="2024-05-17T10:00:00Z" w:initials="AnVo"'
    body = (
        f'<?xml version="1.0"?><w:document xmlns:w="{W}" xmlns:r="{DOC_RELS}" '
        'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessing'
        'Drawing"><w:body><w:p w:rsidR="00AB12CD"><w:r><w:t>Read me</w:t></w:r>'
        f'<w:ins w:id="1" {who}><w:r><w:t>added words</w:t></w:r></w:ins>'
        f'<w:del w:id="2" {who}><w:r><w:delText>gone</w:delText></w:r></w:del>'
        f'<w:r><w:drawing><wp:docPr id="1" name="{NAME}" descr="A table"/></w:drawing>'
        "</w:r></w:p></w:body></w:document>"
    )
    comments = (
        f'<?xml version="1.0"?><w:comments xmlns:w="{W}"><w:comment w:id="0" {who}>'
        "<w:p><w:r><w:t>A remark</w:t></w:r></w:p></w:comment></w:comments>"
    )
    rels = (
        f'<?xml version="1.0"?><Relationships xmlns="{RELS}">'
        f'<Relationship Id="rId1" Type="{DOC_RELS}/image" '
        'Target="media/image1.jpeg"/>'
        f'<Relationship Id="rId2" Type="{DOC_RELS}/comments" Target="comments.xml"/>'
        '<Relationship Id="rId3" Type="http://schemas.microsoft.com/office/2011/'
        'relationships/people" Target="people.xml"/>'
        f'<Relationship Id="rId4" Type="{DOC_RELS}/attachedTemplate" '
        f'Target="file:///C:/Users/anneliese/{NAME}" TargetMode="External"/>'
        f'<Relationship Id="rId5" Type="{DOC_RELS}/hyperlink" '
        'Target="https://www.example.org/" TargetMode="External"/></Relationships>'
    )
    people = (
        '<w15:people xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml">'
        f'<w15:person w15:author="{AUTHOR}"/></w15:people>'
    )
    members = {
        "[Content_Types].xml": _types(
            "wordprocessingml.document.main+xml", "word/document.xml"
        ),
        "_rels/.rels": _root_rels("word/document.xml"),
        "docProps/core.xml": CORE,
        "docProps/app.xml": APP,
        "docProps/thumbnail.jpeg": jpeg(),
        "word/document.xml": body,
        "word/_rels/document.xml.rels": rels,
        "word/comments.xml": comments,
        "word/people.xml": people,
        "word/media/image1.jpeg": jpeg(),
        "word/media/image2.png": png(),
        "customXml/item1.xml": f"<x>{AUTHOR}</x>",
        **more,
    }
    return zipped(members)


def pptx() -> bytes:
    p = "http://schemas.openxmlformats.org/presentationml/2006/main"
    return zipped(
        {
            "[Content_Types].xml": _types(
                "presentationml.presentation.main+xml", "ppt/presentation.xml"
            ),
            "_rels/.rels": _root_rels("ppt/presentation.xml"),
            "docProps/core.xml": CORE,
            "ppt/presentation.xml": f'<p:presentation xmlns:p="{p}"/>',
            "ppt/_rels/presentation.xml.rels": _rels(
                commentAuthors="commentAuthors.xml",
                comments="comments/comment1.xml",
                image="media/image1.jpeg",
                video="media/media1.mp4",
            ),
            "ppt/commentAuthors.xml": (
                f'<p:cmAuthorLst xmlns:p="{p}"><p:cmAuthor id="0" name="{AUTHOR}" '
                'initials="AnVo"/></p:cmAuthorLst>'
            ),
            "ppt/comments/comment1.xml": (
                f'<p:cmLst xmlns:p="{p}"><p:cm authorId="0" dt="2024-05-17T10:00:00">'
                "<p:text>A remark</p:text></p:cm></p:cmLst>"
            ),
            "ppt/media/image1.jpeg": jpeg(),
            "ppt/media/media1.mp4": film("mp4"),
        }
    )


def xlsx() -> bytes:
    s = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    x15 = "http://schemas.microsoft.com/office/spreadsheetml/2010/11/ac"
    return zipped(
        {
            "[Content_Types].xml": _types(
                "spreadsheetml.sheet.main+xml", "xl/workbook.xml"
            ),
            "_rels/.rels": _root_rels("xl/workbook.xml"),
            "docProps/core.xml": CORE,
            "xl/workbook.xml": (
                f'<workbook xmlns="{s}"><fileSharing userName="{AUTHOR}"/>'
                f'<x15ac:absPath xmlns:x15ac="{x15}" url="C:\\Users\\anneliese\\"/>'
                "</workbook>"
            ),
            "xl/_rels/workbook.xml.rels": _rels(comments="comments1.xml"),
            "xl/comments1.xml": (
                f'<comments xmlns="{s}"><authors><author>{AUTHOR}</author></authors>'
                '<commentList><comment ref="A1" authorId="0"><text><r><t>'
                f"{AUTHOR}:</t></r><r><t>A remark</t></r></text></comment>"
                "</commentList></comments>"
            ),
            "xl/printerSettings/printerSettings1.bin": PLACE.encode("utf-16-le"),
        }
    )


OPENDOCUMENT = "application/vnd.oasis.opendocument."


def opendocument(kind: str = "text", **more) -> bytes:
    office = (
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
        'xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" '
        'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" '
        'xmlns:xlink="http://www.w3.org/1999/xlink" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"'
    )
    who = (
        f"<dc:creator>{AUTHOR}</dc:creator><dc:date>2024-05-17T10:00:00</dc:date>"
        "<meta:creator-initials>AnVo</meta:creator-initials>"
    )
    manifest = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    members = {
        "mimetype": f"{OPENDOCUMENT}{kind}",
        "content.xml": (
            f"<office:document-content {office}><office:body><office:text>"
            "<text:tracked-changes><text:changed-region><text:insertion>"
            f"<office:change-info>{who}</office:change-info></text:insertion>"
            "</text:changed-region></text:tracked-changes>"
            f"<text:p>Read me<office:annotation>{who}<text:p>A remark</text:p>"
            f"</office:annotation></text:p><draw:frame draw:name='{NAME}'>"
            "<draw:image xlink:href='Pictures/1.jpg'/></draw:frame>"
            "</office:text></office:body></office:document-content>"
        ),
        "meta.xml": f"<office:document-meta {office}>{who}</office:document-meta>",
        "settings.xml": f"<office:document-settings {office}>{PLACE}"
        "</office:document-settings>",
        "Pictures/1.jpg": jpeg(),
        "Thumbnails/thumbnail.png": png(),
        "META-INF/manifest.xml": (
            f'<manifest:manifest xmlns:manifest="{manifest}">'
            '<manifest:file-entry manifest:full-path="meta.xml"/>'
            '<manifest:file-entry manifest:full-path="content.xml"/>'
            "</manifest:manifest>"
        ),
        **more,
    }
    return zipped(members)
