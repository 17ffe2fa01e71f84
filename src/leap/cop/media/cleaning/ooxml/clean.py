"""Office documents of our days (docx, pptx, xlsx): the zip is written anew.

A document is a net of parts that point to each other by relations. From its root the
net is followed along the kinds of relations that lead to content (`ooxml/table.py`);
what nothing leads to is not there any more. Each part is cleaned by what it is
(`ooxml/parts.py` those of XML), and the lists of parts and relations are made anew.
"""

from collections.abc import Mapping
from io import BytesIO
from leap.cop.media.cleaning import archives
from leap.cop.media.cleaning import kinds
from leap.cop.media.cleaning.cleaners import cleaner_of
from leap.cop.media.cleaning.inside import clean_member
from leap.cop.media.cleaning.kinds import Clean
from leap.cop.media.cleaning.kinds import Kind
from leap.cop.media.cleaning.kinds import NotTaken
from leap.cop.media.cleaning.ooxml import objects
from leap.cop.media.cleaning.ooxml import parts as ooxml_parts
from leap.cop.media.cleaning.ooxml.net import DOCUMENTS
from leap.cop.media.cleaning.ooxml.net import MEMBERS
from leap.cop.media.cleaning.ooxml.net import Net
from leap.cop.media.cleaning.ooxml.net import Part
from leap.cop.media.cleaning.ooxml.net import relations_name
from leap.cop.media.cleaning.sniff import sniff
from lxml import etree
from typing import BinaryIO

import posixpath
import re


TYPES = "[Content_Types].xml"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_OFFICE_TYPES = "application/vnd.openxmlformats-officedocument"

_MACRO_PARTS = re.compile(
    r"vbaProject|vbaData|/activeX/|/macrosheets/|/dialogsheets/", re.I
)
#: What every workbook says to be made with: LibreOffice computes the workbooks of other
#: programs anew, and then shows something else than its author saw.
_PROGRAM = "docProps/app.xml"
_PROGRAM_KIND = "extended-properties"
_PROGRAM_SAYS = (
    b"<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
    b'extended-properties"><Application>Microsoft Excel</Application></Properties>'
)

#: Templates and shows become what one makes of them.
_MAIN = {
    kinds.DOCX: "wordprocessingml.document.main+xml",
    kinds.PPTX: "presentationml.presentation.main+xml",
    kinds.XLSX: "spreadsheetml.sheet.main+xml",
}
_TYPE = re.compile(
    r"application/vnd\.(?:openxmlformats|ms)-[\w.+-]+|(?:image|audio|video)/[\w.+-]+"
    r"|application/(?:xml|x-font\w*|x-ole-storage)|text/html"
)

#: What else may stand in an office document.
_OTHER_DOCUMENTS = (kinds.PDF, kinds.HTML, *kinds.ODF)

#: How deep documents may stand in documents.
_DEEPEST = 3


def clean(file: BinaryIO, kind: Kind, depth: int = 1) -> Clean:
    """Return an office document without those who made it.

    :param depth: how many documents this one stands in, and itself.
    :raises NotTaken: for what cannot be cleaned, or would be spoilt by it.
    """
    members = archives.read_zip(file)
    if any(_MACRO_PARTS.search(name) for name in members):
        raise NotTaken("macros")
    types = _types(members)
    package = ooxml_parts.Package()
    net = Net(members)
    if len(net.parts) == 1:
        raise NotTaken("damaged")
    gone = objects.become_pictures(net, members, types)
    if gone:
        package.holds["objects"] = gone
    parts = net.reached()
    if kind == kinds.XLSX:
        _add_program(parts)
    kept: dict[str, bytes] = {TYPES: b"", "_rels/.rels": b""}
    for old, part in parts.items():
        if old:
            kept[part.name] = _cleaned(members.pop(old, b""), part, package, depth)
        if part.relations:
            kept[relations_name(part.name)] = _relations(part)
    kept[TYPES] = _written_types(parts, types, kind)
    return Clean(kind, archives.write_zip(kept), holds=tuple(package.holds.items()))


def _cleaned(
    data: bytes, part: Part, package: ooxml_parts.Package, depth: int
) -> bytes:
    if part.kind == _PROGRAM_KIND:
        return _PROGRAM_SAYS
    if part.kind in MEMBERS and not data.startswith(b"%PDF"):
        return clean_member(part.name, data)
    if part.kind in MEMBERS | DOCUMENTS:
        return _document_inside(data, package, depth)
    root = ooxml_parts.parsed(data, part.kind)
    return ooxml_parts.clean_part(root, part.kind, part.relations, package)


def _document_inside(data: bytes, package: ooxml_parts.Package, depth: int) -> bytes:
    """Return a document that stands in this one, cleaned like any other."""
    try:
        kind = sniff(BytesIO(data))
    except NotTaken as error:
        code = error.code if error.code in ("macros", "encrypted") else "embedded"
        raise NotTaken(code) from error
    if depth >= _DEEPEST or (kind == kinds.HTML and not data.lstrip().startswith(b"<")):
        # What only holds a page (a mail does) is none.
        raise NotTaken("embedded")
    if kind in kinds.OOXML:
        found = clean(BytesIO(data), kind, depth + 1)
    elif kind in _OTHER_DOCUMENTS:
        found = cleaner_of(kind)(BytesIO(data), kind)
    else:
        raise NotTaken("embedded")
    package.holds.update(dict(found.holds), embedded_documents=1)
    found.file.seek(0)
    return found.file.read()


def _add_program(parts: dict[str, Part]) -> None:
    part = parts[_PROGRAM] = Part(_PROGRAM, _PROGRAM_KIND)
    kind = f"{_OFFICE}/relationships/{_PROGRAM_KIND}"
    parts[""].relations["program"] = (kind, part)


def _relations(part: Part) -> bytes:
    root = etree.Element(
        f"{{{_PACKAGE}/relationships}}Relationships",
        nsmap={None: f"{_PACKAGE}/relationships"},
    )
    for number, (kind, leads) in part.relations.items():
        element = etree.SubElement(root, f"{{{_PACKAGE}/relationships}}Relationship")
        element.set("Id", number)
        element.set("Type", kind)
        if isinstance(leads, Part):
            folder = posixpath.dirname(part.name) or "."
            element.set("Target", posixpath.relpath(leads.name, folder))
        else:
            element.set("Target", leads)
            if not leads.startswith("#"):
                element.set("TargetMode", "External")
    return archives.serialize(root)


def _types(members: Mapping[str, bytes]) -> dict[str, str]:
    """Return the types of parts: by their names, and by their endings."""
    if TYPES not in members:
        raise NotTaken("damaged")
    return {
        (element.get("PartName") or f".{element.get('Extension', '')}").lower(): (
            element.get("ContentType", "")
        )
        for element in archives.parse(members[TYPES])
    }


def _written_types(
    parts: Mapping[str, Part], types: Mapping[str, str], kind: Kind
) -> bytes:
    space = f"{{{_PACKAGE}/content-types}}"
    root = etree.Element(f"{space}Types", nsmap={None: space[1:-1]})
    default = etree.SubElement(root, f"{space}Default", Extension="rels")
    default.set(
        "ContentType", "application/vnd.openxmlformats-package.relationships+xml"
    )
    for old, part in parts.items():
        if not old:
            continue
        ending = posixpath.splitext(old)[1].lower()
        said = types.get(f"/{old}".lower()) or types.get(ending, "")
        if part.kind == "officeDocument":
            said = f"{_OFFICE_TYPES}.{_MAIN[kind]}"
        elif part.kind == _PROGRAM_KIND:
            said = f"{_OFFICE_TYPES}.{_PROGRAM_KIND}+xml"
        if not _TYPE.fullmatch(said):
            said = "application/xml"
        override = etree.SubElement(root, f"{space}Override", PartName=f"/{part.name}")
        override.set("ContentType", said)
    return archives.serialize(root)
