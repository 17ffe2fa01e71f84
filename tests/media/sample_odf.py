"""OpenDocument files with whatever programs put into them. No test."""

from leap.cop.media.cleaning.odf.names import NAMESPACES
from tests.media.sample_documents import OPENDOCUMENT
from tests.media.sample_documents import zipped
from tests.media.sample_pictures import jpeg
from tests.media.sample_traces import AUTHOR
from tests.media.sample_traces import NAME
from tests.media.sample_traces import PLACE

import struct


DECLARED = " ".join(
    f'xmlns:{prefix}="{name}"'
    for prefix, name in NAMESPACES.items()
    if prefix not in ("xml", "math")
)
UNKNOWN = 'xmlns:odd="urn:somebody:else"'
OFFICEOOO = 'xmlns:officeooo="http://openoffice.org/2009/office"'
WHO = (
    f"<dc:creator>{AUTHOR}</dc:creator><dc:date>2024-05-17T10:00:00</dc:date>"
    f"<meta:creator-initials>AnVo</meta:creator-initials>"
    f"<loext:sender-initials>{AUTHOR}</loext:sender-initials>"
    f"<meta:date-string>2024-05-17</meta:date-string>"
)
META = f"<office:document-meta {DECLARED}>{WHO}</office:document-meta>"


def content(body: str, kind: str = "text", styles: str = "") -> str:
    """Return a content.xml with a body."""
    return (
        f"<?xml version='1.0'?><office:document-content {DECLARED} {UNKNOWN} "
        f"{OFFICEOOO} office:version='1.2'><office:scripts><office:script "
        f"script:language='ooo:Basic'>{AUTHOR}</office:script></office:scripts>"
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:{kind}>{body}</office:{kind}></office:body>"
        "</office:document-content>"
    )


def odf(body: str, kind: str = "text", *, styles: str = "", **parts) -> bytes:
    """Return a file with a body, and more parts; their names are given whole."""
    more = parts.pop("parts", {})
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{name}" '
        f'manifest:media-type="{media}"/>'
        for name, media in {
            "/": f"{OPENDOCUMENT}{kind}",
            "content.xml": "text/xml",
            "meta.xml": "text/xml",
            "Object 1/": f"{OPENDOCUMENT}chart",
            **dict.fromkeys(more, ""),
        }.items()
    )
    return zipped(
        {
            "mimetype": f"{OPENDOCUMENT}{kind}",
            "content.xml": content(body, kind, styles),
            "meta.xml": META,
            **more,
            "META-INF/manifest.xml": (
                f'<manifest:manifest xmlns:manifest="{NAMESPACES["manifest"]}">'
                f"{entries}</manifest:manifest>"
            ),
        }
    )


#: Each of these is dropped or changed, and the words around it stay.
PERSONAL = (
    f"<text:author-name>{AUTHOR}</text:author-name>",
    f"<text:author-initials>{AUTHOR}</text:author-initials>",
    f"<text:sender-street>{PLACE}</text:sender-street>",
    f"<text:file-name>{NAME}</text:file-name>",
    f"<text:template-name>{NAME}</text:template-name>",
    f"<text:printed-by>{AUTHOR}</text:printed-by>",
    f"<text:initial-creator>{AUTHOR}</text:initial-creator>",
    "<text:creation-date text:date-value='2024-05-17'>2024-05-17</text:creation-date>",
    "<text:modification-time>2024-05-17</text:modification-time>",
    "<text:date text:date-value='2024-05-17T10:00:01'>2024-05-17</text:date>",
    f"<text:script script:language='x'>{AUTHOR}</text:script>",
    f"<office:event-listeners><script:event-listener xlink:href='{NAME}'/>"
    "</office:event-listeners>",
    f"<odd:thing who='{AUTHOR}'>{AUTHOR}</odd:thing>",
    f"<text:unheard-of>{AUTHOR}</text:unheard-of>",
    f"<office:annotation>{WHO}<text:p>A remark</text:p></office:annotation>",
    f"<text:span officeooo:rsid='{AUTHOR}' odd:by='{AUTHOR}'>x</text:span>",
    f"<text:bookmark text:name='x' xhtml:about='{AUTHOR}'/>",
    f"<draw:frame draw:name='{NAME}'><draw:image xlink:href='Pictures/1.jpg'/>"
    "</draw:frame>",
    f"<draw:frame><draw:image xlink:href='file:///home/anneliese/{NAME}'/>"
    f"<svg:desc>C:\\Users\\anneliese\\{NAME}</svg:desc></draw:frame>",
    f"<draw:frame><draw:image xlink:href='../{NAME}'/></draw:frame>",
    f"<draw:floating-frame xlink:href='file:///{NAME}'/>",
    f"<text:dde-connection-decls><text:dde-connection-decl office:dde-topic='{NAME}'/>"
    "</text:dde-connection-decls>",
    f"<text:bibliography-mark text:author='Somebody' text:url='file:///home/{NAME}'>x"
    "</text:bibliography-mark>",
    f"<field:fieldmark-start text:name='x'><field:param field:name='code' "
    f"field:value='{NAME}'/></field:fieldmark-start>",
)

#: Each of these becomes the words that it showed.
SHOWN = (
    "text:title",
    "text:subject",
    "text:keywords",
    "text:description",
    "text:user-defined",
    "text:database-display",
    "text:dde-connection",
    "text:execute-macro",
    "text:meta",
    "text:meta-field",
)

SETTINGS = (
    f"<office:document-settings {DECLARED}><office:settings>"
    '<config:config-item-set config:name="ooo:view-settings">'
    '<config:config-item config:name="ViewId" config:type="string">view2'
    '</config:config-item><config:config-item-map-indexed config:name="Views">'
    "<config:config-item-map-entry>"
    '<config:config-item-map-named config:name="Tables">'
    '<config:config-item-map-entry config:name="One">'
    '<config:config-item config:name="HorizontalSplitMode" config:type="short">2'
    "</config:config-item></config:config-item-map-entry>"
    "</config:config-item-map-named></config:config-item-map-entry>"
    "</config:config-item-map-indexed></config:config-item-set>"
    '<config:config-item-set config:name="ooo:configuration-settings">'
    f'<config:config-item config:name="PrinterName" config:type="string">{PLACE}'
    "</config:config-item>"
    f'<config:config-item config:name="AddFrameOffsets" config:type="string">{AUTHOR}'
    "</config:config-item>"
    '<config:config-item config:name="Rsid" config:type="int">1234567'
    "</config:config-item>"
    '<config:config-item config:name="AddParaTableSpacing" config:type="boolean">true'
    "</config:config-item></config:config-item-set>"
    "</office:settings></office:document-settings>"
)


def svm(*, kind: int = 102, behind: bytes = AUTHOR.encode()) -> bytes:
    """Return a picture of LibreOffice: a line, a remark, and a picture inside."""
    remark = AUTHOR.encode()
    line = _action(kind, struct.pack("<4i", 0, 0, 9, 9))
    inner = _picture((_action(512, remark), line), b"")
    return (
        _picture((line, _action(512, remark), _action(147, inner + bytes(20)))) + behind
    )


def _action(kind: int, data: bytes) -> bytes:
    return struct.pack("<HHI", kind, 1, len(data)) + data


def _picture(actions: tuple[bytes, ...], more: bytes = b"\0") -> bytes:
    head = bytes(37) + struct.pack("<2iI", 9, 9, len(actions)) + more
    return b"VCLMTF" + struct.pack("<HI", 1, len(head)) + head + b"".join(actions)


CHART = content("<chart:chart chart:class='chart:bar' xlink:href='..'/>", "chart")


def with_object(picture: bytes, **parts) -> bytes:
    """Return a text with a chart inside, and the picture that stands for it."""
    return odf(
        "<text:p>Read me<draw:frame draw:name='Object1'>"
        "<draw:object xlink:href='./Object 1'/>"
        "<draw:image xlink:href='./ObjectReplacements/Object%201'/></draw:frame>"
        "</text:p>",
        parts={
            "Object 1/content.xml": CHART,
            "Object 1/styles.xml": "",
            "Object 1/meta.xml": META,
            "Object 1/Configurations2/accelerator/current.xml": "",
            "ObjectReplacements/Object 1": picture,
            "Pictures/left-over.jpg": jpeg(),
            "layout-cache": AUTHOR,
            **parts,
        },
    )
