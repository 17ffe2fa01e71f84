"""Office documents of our days (docx, pptx, xlsx): the zip is written anew.

Properties, previews, people, settings of printers, data of other programs and ways to
other files are left out; in every part names, initials, dates and the marks of editing
sessions are taken off comments and tracked changes, whose words stay.
"""

from io import BytesIO
from leap.cop.media.cleaning import archives
from leap.cop.media.cleaning import kinds
from leap.cop.media.cleaning.archives import local
from leap.cop.media.cleaning.inside import clean_member
from leap.cop.media.cleaning.inside import tells_of_a_file
from leap.cop.media.cleaning.kinds import Clean
from leap.cop.media.cleaning.kinds import Kind
from leap.cop.media.cleaning.kinds import NotTaken
from typing import BinaryIO

import posixpath
import re


SOMEBODY = "Somebody"

#: Parts that go, with whatever points to them.
_DROPPED = re.compile(
    r"^docProps/|^customXml/|^docMetadata/|^_xmlsignatures/|^package/"
    r"|/printerSettings/|/people\.xml$|/revisions/|/connections\.xml$|/queryTables/"
    r"|/customXml/|/webextensions/|/attachedToolbars|/customizations\.xml$"
    r"|^customUI/|^userCustomization/|/changesInfos/|/revisionInfo\.xml$"
    r"|/tags/|/handoutMasters/printerSettings|/externalLinks/|thumbnail\.[a-z]+$",
    re.I,
)
_MACROS = re.compile(r"vbaProject|vbaData|/activeX/|/macrosheets/|/dialogsheets/", re.I)

#: Attributes that go wherever they stand, by their local name.
_ATTRIBUTES = frozenset(
    (
        "date",
        "dateUtc",
        "dt",
        "dT",
        "lastEdited",
        "refreshedDate",
        "refreshedDateIso",
        "rsidR",
        "rsidRPr",
        "rsidRDefault",
        "rsidP",
        "rsidTr",
        "rsidDel",
        "rsidSect",
        "lastModifiedBy",
        "userDrawn",
        "documentId",
        "userData",
        "webExtensionId",
    )
)

#: Attributes that are needed, and say something neutral.
_NEUTRAL = {
    "author": SOMEBODY,
    "initials": "S",
    "displayName": SOMEBODY,
    "userId": SOMEBODY,
    "userid": SOMEBODY,
    "providerId": "None",
    "refreshedBy": SOMEBODY,
    "userName": SOMEBODY,
    "created": "2000-01-01T00:00:00.000",
    "modified": "2000-01-01T00:00:00.000",
}
#: Where `dT` is needed, or `name` names a person.
_PERSONS = frozenset(("cmAuthor", "author", "person"))

#: Elements that go wherever they stand.
_ELEMENTS = frozenset(
    (
        "rsids",
        "attachedTemplate",
        "mailMerge",
        "docVars",
        "absPath",
        "revisionPtr",
        "fileSharing",
        "externalReferences",
        "dataBinding",
        "custDataLst",
        "docId",
        "creationId",
        "modId",
    )
)

#: Elements whose `name` a program made out of a file's.
_PICTURES = frozenset(("docPr", "cNvPr"))

_LOOKS = ("http://", "https://", "mailto:", "#")


def clean(file: BinaryIO, kind: Kind) -> Clean:
    """Give an office document without those who made it."""
    members = archives.read_zip(file)
    if any(_MACROS.search(name) for name in members):
        raise NotTaken("macros")
    gone = {name for name in members if _DROPPED.search(name)}
    kept: dict[str, bytes] = {}
    for name, data in members.items():
        if name in gone:
            continue
        if name == "[Content_Types].xml":
            kept[name] = _content_types(data, gone)
        elif name.endswith(".rels"):
            kept[name] = _relations(name, data, gone)
        elif name.endswith((".xml", ".vml")):
            kept[name] = _part(name, data)
        elif name.lower().endswith((".xlsx", ".docx", ".pptx")):
            kept[name] = _document_inside(name, data)
        else:
            kept[name] = clean_member(name, data)
    if "[Content_Types].xml" not in kept:
        raise NotTaken("damaged")
    return Clean(kind, archives.write_zip(kept))


def _document_inside(name: str, data: bytes) -> bytes:
    """Give a table behind a chart, cleaned like any other."""
    inner = {".xlsx": kinds.XLSX, ".docx": kinds.DOCX, ".pptx": kinds.PPTX}
    kind = inner[posixpath.splitext(name.lower())[1]]
    members = archives.read_zip(BytesIO(data))
    if any(member.lower().endswith((".xlsx", ".docx", ".pptx")) for member in members):
        raise NotTaken("embedded")
    return clean(BytesIO(data), kind).file.getvalue()


def _content_types(data: bytes, gone: set[str]) -> bytes:
    root = archives.parse(data)
    for element in list(root):
        if element.get("PartName", "").lstrip("/") in gone:
            root.remove(element)
    return archives.serialize(root)


def _relations(name: str, data: bytes, gone: set[str]) -> bytes:
    """Keep what points to a part that is there, or to an address that one can see."""
    root = archives.parse(data)
    folder = posixpath.dirname(posixpath.dirname(name))
    for element in list(root):
        target = element.get("Target", "")
        if element.get("TargetMode") == "External":
            kind = element.get("Type", "").rpartition("/")[2]
            if kind == "attachedTemplate":
                root.remove(element)
            elif kind != "hyperlink" or not target.lower().startswith(_LOOKS):
                element.set("Target", "about:blank")
            continue
        path = target.lstrip("/")
        if not target.startswith("/"):
            path = posixpath.normpath(posixpath.join(folder, target))
        if path in gone or _DROPPED.search(path):
            root.remove(element)
    return archives.serialize(root)


def _part(name: str, data: bytes) -> bytes:
    root = archives.parse(data)
    names = _names_in(root)
    for element in list(root.iter()):
        if not isinstance(element.tag, str):
            continue
        if local(element) in _ELEMENTS and element.getparent() is not None:
            element.getparent().remove(element)
            continue
        _strip_attributes(element)
    if re.search(r"/comments\d*\.xml$", name):
        _forget_authors(root, names)
    return archives.serialize(root)


def _names_in(root) -> list[str]:
    """Give the names that Excel writes both in a list and into the comments."""
    return [
        (element.text or "").strip()
        for element in root.iter()
        if local(element) == "author" and (element.text or "").strip()
    ]


def _forget_authors(root, names: list[str]) -> None:
    for element in root.iter():
        if local(element) == "author" and element.text:
            element.text = SOMEBODY
        elif local(element) == "t" and element.text:
            for name in names:
                if element.text.strip().rstrip(":") == name:
                    element.text = f"{SOMEBODY}:"


def _strip_attributes(element) -> None:
    tag = local(element)
    for name in list(element.attrib):
        plain = local(name)
        if plain in ("dT", "dt") and tag in ("threadedComment", "cm"):
            element.set(name, "2000-01-01T00:00:00.000")
        elif plain in _ATTRIBUTES or plain.startswith("rsid"):
            del element.attrib[name]
        elif plain in _NEUTRAL and _is_personal(tag, plain):
            element.set(name, _NEUTRAL[plain])
        elif plain == "name" and tag in _PERSONS:
            element.set(name, SOMEBODY)
        elif tag in _PICTURES and plain in ("name", "title", "descr"):
            if tells_of_a_file(element.get(name)):
                element.set(name, "" if plain != "name" else "Picture")
        elif tag == "imagedata" and plain in ("title", "href", "althref"):
            del element.attrib[name]
        elif element.get(name, "").lower().startswith(("file:", "\\\\")):
            element.set(name, "about:blank")


def _is_personal(tag: str, name: str) -> bool:
    """Tell whether an attribute is about a person and not about a shape or a style."""
    return name not in ("created", "modified") or tag in ("cm", "reply", "comment")
