"""Office documents of our days (docx, pptx, xlsx): the zip is written anew.

A document is a net of parts that point to each other by relations. From its root the
net is followed along the kinds of relations that lead to content (`ooxml/table.py`);
what nothing leads to is not there any more. Each part is cleaned by what it is
(`ooxml/parts.py` those of XML), and the lists of parts and relations are made anew.
"""

from collections import deque
from collections.abc import Mapping
from io import BytesIO
from leap.cop.media.cleaning import archives
from leap.cop.media.cleaning import kinds
from leap.cop.media.cleaning.cleaners import cleaner_of
from leap.cop.media.cleaning.inside import clean_member
from leap.cop.media.cleaning.kinds import Clean
from leap.cop.media.cleaning.kinds import Kind
from leap.cop.media.cleaning.kinds import NotTaken
from leap.cop.media.cleaning.ooxml import parts as ooxml_parts
from leap.cop.media.cleaning.ooxml.table import TABLE
from leap.cop.media.cleaning.sniff import sniff
from leap.cop.media.cleaning.table import named
from lxml import etree
from typing import BinaryIO
from urllib.parse import unquote

import posixpath
import re


TYPES = "[Content_Types].xml"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_OFFICE_TYPES = "application/vnd.openxmlformats-officedocument"

#: Kinds of relations, out of the addresses that name them.
_RELATION = re.compile(
    r"http://(?:schemas\.openxmlformats\.org/(?:officeDocument|package)/2006"
    r"|purl\.oclc\.org/ooxml/officeDocument"
    r"|schemas\.microsoft\.com/office/\d{4}(?:/\d+)*)/relationships/(\w+)",
    re.I,
)
_CONTENT = {
    name[1:].lower(): name[1:]
    for fate in ("kept", "changed")
    for name in named(TABLE, fate)
    if name.startswith("/")
}
_MEMBERS = frozenset(("image", "audio", "video", "media", "font"))
_DOCUMENTS = frozenset(("package", "oleObject", "aFChunk"))
_MACROS = frozenset(
    (
        *("vbaproject", "wordvbadata", "control", "activexcontrolbinary"),
        *("xlmacrosheet", "xlintlmacrosheet", "dialogsheet"),
    )
)
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

#: What may lie elsewhere: one sees that there is something.
_ELSEWHERE = frozenset(("hyperlink", "image", "audio", "video", "media", "oleObject"))

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

#: Names of parts that office programs give; any other may be somebody's.
_PLAIN = re.compile(
    r"(?:(?:word|xl|ppt|worksheets|chartsheets|slides|slideLayouts|slideMasters|"
    r"notesSlides|notesMasters|handoutMasters|theme|charts|drawings|diagrams|tables|"
    r"pivotTables|pivotCache|slicers|slicerCaches|timelines|timelineCaches|comments|"
    r"threadedComments|persons|richData|ctrlProps|media|embeddings|fonts|"
    r"featurePropertyBag)/)*(?:document|workbook|presentation|sheet|comment|data|layout|colors|"
    rf"quickStyle|style|metadata|{'|'.join(_CONTENT.values())})\d*\.[a-z0-9]{{2,5}}",
    re.I,
)

#: What else may stand in an office document.
_OTHER_DOCUMENTS = (kinds.PDF, kinds.HTML, *kinds.ODF)

#: How deep documents may stand in documents.
_DEEPEST = 3


class _Part:
    """A part that stays: what it is, and its relations by their numbers."""

    def __init__(self, name: str, kind: str) -> None:
        self.name = name
        self.kind = kind
        #: Number to kind of relation as it is written, and to what it leads to.
        self.relations: dict[str, tuple[str, _Part | str]] = {}


def clean(file: BinaryIO, kind: Kind, depth: int = 1) -> Clean:
    """Return an office document without those who made it.

    :param depth: how many documents this one stands in, and itself.
    :raises NotTaken: for what cannot be cleaned, or would be spoilt by it.
    """
    members = archives.read_zip(file)
    if any(_MACRO_PARTS.search(name) for name in members):
        raise NotTaken("macros")
    types = _types(members)
    parts = _Net(members).parts
    if len(parts) == 1:
        raise NotTaken("damaged")
    if kind == kinds.XLSX:
        _add_program(parts)
    package = ooxml_parts.Package()
    kept: dict[str, bytes] = {TYPES: b"", "_rels/.rels": b""}
    for old, part in parts.items():
        if old:
            kept[part.name] = _cleaned(members.pop(old, b""), part, package, depth)
        if part.relations:
            kept[_relations_name(part.name)] = _relations(part)
    kept[TYPES] = _written_types(parts, types, kind)
    return Clean(kind, archives.write_zip(kept), holds=tuple(package.holds.items()))


def _cleaned(
    data: bytes, part: _Part, package: ooxml_parts.Package, depth: int
) -> bytes:
    if part.kind == _PROGRAM_KIND:
        return _PROGRAM_SAYS
    if part.kind in _MEMBERS and not data.startswith(b"%PDF"):
        return clean_member(part.name, data)
    if part.kind in _MEMBERS | _DOCUMENTS:
        return _document_inside(data, package, depth)
    if part.kind == "vmlDrawing":
        # Excel writes them so, which no other program can read.
        data = re.sub(rb"<br\s*>", b"<br/>", data)
    return ooxml_parts.clean_part(data, part.kind, part.relations, package)


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


class _Net:
    """What the relations lead to, followed from the root: parts by their names."""

    def __init__(self, members: Mapping[str, bytes]) -> None:
        self.members = members
        # An empty part is none.
        self.known = {name.lower(): name for name, data in members.items() if data}
        if len(self.known) < sum(map(bool, members.values())):
            raise NotTaken("damaged")
        self.parts = {"": _Part("", "")}
        self.waiting = deque([""])
        while self.waiting:
            self._follow(self.waiting.popleft())

    def _follow(self, source: str) -> None:
        rels = self.known.get(_relations_name(source).lower())
        for relation in archives.parse(self.members[rels]) if rels else ():
            kind = _kind(relation.get("Type", ""))
            target = relation.get("Target", "")
            leads: _Part | str | None
            if relation.get("TargetMode") == "External" or target.startswith("#"):
                leads = _outside(kind, target)
            else:
                leads = self._part(_inside(source, target), kind)
            if leads is not None:
                number = relation.get("Id", "")
                self.parts[source].relations[number] = (relation.get("Type"), leads)

    def _part(self, name: str, kind: str) -> _Part | None:
        old = self.known.get(name.lower())
        if not old or not kind or kind == "hyperlink":
            return None
        if old not in self.parts:
            self.parts[old] = _Part(_name(old, kind, len(self.parts)), kind)
            self.waiting.append(old)
        return self.parts[old]


def _add_program(parts: dict[str, _Part]) -> None:
    part = parts[_PROGRAM] = _Part(_PROGRAM, _PROGRAM_KIND)
    kind = f"{_OFFICE}/relationships/{_PROGRAM_KIND}"
    parts[""].relations["program"] = (kind, part)


def _kind(address: str) -> str:
    """Return the kind of a relation as the table has it; none for what goes."""
    found = _RELATION.fullmatch(address)
    name = found[1].lower() if found else ""
    if name in _MACROS:
        raise NotTaken("macros")
    return _CONTENT.get(name, "")


def _outside(kind: str, target: str) -> str | None:
    """Return where a relation leads that leaves the document, if it may be there."""
    if kind == "hyperlink":
        return ooxml_parts.address(target)
    return ooxml_parts.NOWHERE if kind in _ELSEWHERE else None


def _inside(source: str, target: str) -> str:
    target = unquote(target.partition("#")[0])
    if target.startswith("/"):
        return target.lstrip("/")
    return posixpath.normpath(posixpath.join(posixpath.dirname(source), target))


def _name(old: str, kind: str, number: int) -> str:
    """Return the name that a part is kept under: nobody's but an office program's."""
    if _PLAIN.fullmatch(old):
        return old
    folder = (
        old.partition("/")[0] if old.startswith(("word/", "xl/", "ppt/")) else "parts"
    )
    ending = posixpath.splitext(old)[1].lower()
    if not re.fullmatch(r"\.[a-z0-9]{2,6}", ending):
        ending = ".bin" if kind in _MEMBERS | _DOCUMENTS else ".xml"
    return f"{folder}/{kind}_{number}{ending}"


def _relations_name(name: str) -> str:
    folder, plain = posixpath.split(name)
    return posixpath.join(folder, "_rels", f"{plain}.rels")


def _relations(part: _Part) -> bytes:
    root = etree.Element(
        f"{{{_PACKAGE}/relationships}}Relationships",
        nsmap={None: f"{_PACKAGE}/relationships"},
    )
    for number, (kind, leads) in part.relations.items():
        element = etree.SubElement(root, f"{{{_PACKAGE}/relationships}}Relationship")
        element.set("Id", number)
        element.set("Type", kind)
        if isinstance(leads, _Part):
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
    parts: Mapping[str, _Part], types: Mapping[str, str], kind: Kind
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
