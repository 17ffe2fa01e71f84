"""Files as cameras, phones and office programs make them, with canaries inside.

Made in the test, so that no binary lies in the repository; `canaries` are what stands
in their metadata and must be nowhere in what is kept.
"""

from fractions import Fraction
from io import BytesIO
from PIL import Image
from PIL import PngImagePlugin

import av
import base64
import piexif
import pikepdf
import pytest
import zipfile
import zlib


AUTHOR = "Anneliese Vogelsang"
SERIAL = "SN-4711-KAMERA"
PLACE = "Kinderheim-Lindenallee"
DATE = "2024:05:17"
NAME = "IMG_anneliese_20240517.jpg"

CANARIES = (AUTHOR, SERIAL, PLACE, DATE, NAME, "anneliese", "2024-05-17")

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "application/vnd.openxmlformats-officedocument."
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
DOC_RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


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


def bomb() -> bytes:
    """A small PNG that claims 40,000 by 40,000 pixels."""
    header = (40_000).to_bytes(4, "big") * 2 + b"\x08\x02\x00\x00\x00"
    chunks = b""
    for name, body in (
        (b"IHDR", header),
        (b"IDAT", zlib.compress(bytes(90_000))),
        (b"IEND", b""),
    ):
        crc = zlib.crc32(name + body).to_bytes(4, "big")
        chunks += len(body).to_bytes(4, "big") + name + body + crc
    return b"\x89PNG\r\n\x1a\n" + chunks


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


def film(kind: str, video: str | None = "libx264", audio: str | None = "aac") -> bytes:
    """A very short film, or a recording, with titles, places and dates."""
    out = BytesIO()
    options = {"movflags": "use_metadata_tags"} if kind in ("mp4", "mov") else {}
    with av.open(out, "w", format=kind, options=options) as made:
        made.metadata.update(
            {
                "title": NAME,
                "artist": AUTHOR,
                "comment": PLACE,
                "location": "+52.5200+013.4050/",
                "com.apple.quicktime.location.ISO6709": "+52.5200+013.4050/",
                "com.apple.quicktime.model": SERIAL,
                "creation_time": "2024-05-17T10:00:00Z",
            }
        )
        # A container wants to know all its streams before the first of them begins.
        seen = made.add_stream(video, rate=10) if video else None
        heard = made.add_stream(audio, rate=48000) if audio else None
        if seen is not None:
            seen.width, seen.height, seen.pix_fmt = 64, 48, "yuv420p"
            seen.metadata["handler_name"] = AUTHOR
            for number in range(5):
                frame = av.VideoFrame(64, 48, "yuv420p")
                frame.pts, frame.time_base = number, Fraction(1, 10)
                for plane in frame.planes:
                    plane.update(bytes(plane.buffer_size))
                made.mux(seen.encode(frame))
            made.mux(seen.encode())
        if heard is not None:
            for number in range(10):
                frame = av.AudioFrame(format="s16", layout="mono", samples=1024)
                frame.planes[0].update(bytes(frame.planes[0].buffer_size))
                frame.sample_rate, frame.pts = 48000, number * 1024
                made.mux(heard.encode(frame))
            made.mux(heard.encode())
    return out.getvalue()


SVG = f"""<?xml version="1.0"?>
<!-- made by {AUTHOR} -->
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"
 xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd"
 sodipodi:docname="{NAME}" onload="alert(1)">
<metadata>{AUTHOR}</metadata><script>alert("{AUTHOR}")</script>
<sodipodi:namedview author="{AUTHOR}"/>
<image xlink:href="https://spy.example.org/a.png"/>
<image xlink:href="data:image/jpeg;base64,{base64.b64encode(jpeg()).decode()}"/>
<circle r="4"/><text>Read me</text></svg>""".encode()

HTML = f"""<!DOCTYPE html><html><head><title>{NAME}</title>
<meta name="author" content="{AUTHOR}"><script>x()</script></head>
<body onload="x()"><!-- {AUTHOR} --><p class="{AUTHOR}">Read me</p>
<img src="https://spy.example.org/{NAME}"><a href="javascript:x()">no</a>
<a href="https://www.example.org/">yes</a></body></html>""".encode()

#: Kind by name, what is made, and the neutral name that it is kept under.
SAMPLES = {
    "jpeg": (jpeg, "picture.jpg", "image/jpeg"),
    "png": (png, "picture.png", "image/png"),
    "gif": (gif, "picture.gif", "image/gif"),
    "webp": (webp, "picture.webp", "image/webp"),
    "tiff": (tiff, "picture.png", "image/png"),
    "pdf": (pdf, "document.pdf", "application/pdf"),
    "docx": (docx, "document.docx", f"{OFFICE}wordprocessingml.document"),
    "pptx": (pptx, "slides.pptx", f"{OFFICE}presentationml.presentation"),
    "xlsx": (xlsx, "table.xlsx", f"{OFFICE}spreadsheetml.sheet"),
    "odt": (opendocument, "document.odt", f"{OPENDOCUMENT}text"),
    "odp": (
        lambda: opendocument("presentation"),
        "slides.odp",
        f"{OPENDOCUMENT}presentation",
    ),
    "ods": (
        lambda: opendocument("spreadsheet"),
        "table.ods",
        f"{OPENDOCUMENT}spreadsheet",
    ),
    "mp4": (lambda: film("mp4"), "film.mp4", "video/mp4"),
    "mov": (lambda: film("mov"), "film.mp4", "video/mp4"),
    "webm": (lambda: film("webm", "libvpx", "libopus"), "film.webm", "video/webm"),
    "mkv": (
        lambda: film("matroska", "libx264", "aac"),
        "film.mkv",
        "video/x-matroska",
    ),
    "mp3": (lambda: film("mp3", None, "libmp3lame"), "recording.mp3", "audio/mpeg"),
    "m4a": (lambda: film("ipod", None, "aac"), "recording.m4a", "audio/mp4"),
    "ogg": (lambda: film("ogg", None, "libopus"), "recording.ogg", "audio/ogg"),
    "flac": (lambda: film("flac", None, "flac"), "recording.flac", "audio/flac"),
    "wav": (lambda: film("wav", None, "pcm_s16le"), "recording.wav", "audio/wav"),
    "svg": (lambda: SVG, "drawing.svg", "image/svg+xml"),
    "html": (lambda: HTML, "page.html", "text/html"),
    "txt": (lambda: b"Read me, please.\r\n", "text.txt", "text/plain"),
    "csv": (lambda: b"a,b\r\n1,2\r\n", "text.txt", "text/plain"),
}


class Samples:
    """The samples, for tests."""

    canaries = CANARIES
    names = tuple(SAMPLES)
    jpeg = staticmethod(jpeg)
    gif = staticmethod(gif)
    bomb = staticmethod(bomb)
    docx = staticmethod(docx)
    opendocument = staticmethod(opendocument)
    encrypted_pdf = staticmethod(encrypted_pdf)
    zipped = staticmethod(zipped)

    def make(self, name: str) -> bytes:
        return SAMPLES[name][0]()

    def kept_as(self, name: str) -> tuple[str, str]:
        return SAMPLES[name][1:]

    def found_in(self, data: bytes) -> list[str]:
        """Give the canaries in some bytes: as they are, unzipped, as PDF streams."""
        texts = [data, *_unzipped(data), *_streams(data)]
        found = []
        for canary in CANARIES:
            needles = [canary.encode(code) for code in ("utf-8", "utf-16-le")]
            needles.append(canary.encode("utf-16-be"))
            # PDF writes strings as hexadecimal, too.
            needles += [needle.hex().encode() for needle in needles]
            if any(needle in text for needle in needles for text in texts):
                found.append(canary)
        return found


def _unzipped(data: bytes) -> list[bytes]:
    if not data.startswith(b"PK"):
        return []
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return [
            *archive.namelist().__str__().encode().split(b"\0"),
            *(archive.read(name) for name in archive.namelist()),
        ]


def _streams(data: bytes) -> list[bytes]:
    if not data.startswith(b"%PDF"):
        return []
    with pikepdf.open(BytesIO(data)) as document:
        out = BytesIO()
        document.save(
            out,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            compress_streams=False,
            stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
        )
        return [out.getvalue()]


@pytest.fixture(scope="session")
def samples() -> Samples:
    return Samples()
