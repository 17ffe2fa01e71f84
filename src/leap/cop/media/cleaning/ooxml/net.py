"""The net of parts that an office document is, followed from its root."""

from collections import deque
from collections.abc import Iterator
from collections.abc import Mapping
from leap.cop.media.cleaning import archives
from leap.cop.media.cleaning.kinds import NotTaken
from leap.cop.media.cleaning.ooxml import parts as ooxml_parts
from leap.cop.media.cleaning.ooxml.table import TABLE
from leap.cop.media.cleaning.signatures import OLE
from leap.cop.media.cleaning.table import named
from urllib.parse import unquote

import posixpath
import re


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
_MACROS = frozenset(
    (
        *("vbaproject", "wordvbadata", "control", "activexcontrolbinary"),
        *("xlmacrosheet", "xlintlmacrosheet", "dialogsheet"),
    )
)
#: What stands in a document: what is only seen or heard, and documents.
MEMBERS = frozenset(("image", "audio", "video", "media", "font"))
DOCUMENTS = frozenset(("package", "oleObject", "aFChunk"))
#: What other programs may keep in the way of old times.
_OBJECTS = frozenset(("package", "oleObject"))

#: What may lie elsewhere: one sees that there is something.
_ELSEWHERE = frozenset(("hyperlink", "image", "audio", "video", "media", "oleObject"))

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


class Part:
    """A part that stays: what it is, and its relations by their numbers."""

    def __init__(self, name: str, kind: str, old: str = "") -> None:
        self.name = name
        #: The name that it had.
        self.old = old
        self.kind = kind
        #: Number to kind of relation as it is written, and to what it leads to.
        self.relations: dict[str, tuple[str, Part | str]] = {}
        #: The numbers of those that led to objects of other programs, which go.
        self.objects: set[str] = set()

    def leads(self, number: str | None) -> "Part | None":
        """Return the part that a relation leads to, if there is one."""
        target = self.relations.get(number or "", ("", ""))[1]
        return target if isinstance(target, Part) else None

    def to(self, kind: str) -> "Iterator[tuple[str, Part]]":
        """Give the parts of a kind that this one leads to, and by which numbers."""
        for number in list(self.relations):
            part = self.leads(number)
            if part is not None and part.kind == kind:
                yield number, part

    def point(self, relation: "tuple[str, Part | str]") -> str:
        """Add a relation, and return its number."""
        number = f"picture{len(self.relations) + 1}"
        while number in self.relations:
            number += "a"
        self.relations[number] = relation
        return number


class Net:
    """What the relations lead to, followed from the root: parts by their names."""

    def __init__(self, members: Mapping[str, bytes]) -> None:
        self.members = members
        # An empty part is none.
        self.known = {name.lower(): name for name, data in members.items() if data}
        if len(self.known) < sum(map(bool, members.values())):
            raise NotTaken("damaged")
        self.parts = {"": Part("", "")}
        self.waiting = deque([""])
        while self.waiting:
            self._follow(self.waiting.popleft())

    def _follow(self, source: str) -> None:
        rels = self.known.get(relations_name(source).lower())
        for relation in archives.parse(self.members[rels]) if rels else ():
            kind = _kind(relation.get("Type", ""))
            target = relation.get("Target", "")
            number = relation.get("Id", "")
            leads: Part | str | None
            if relation.get("TargetMode") == "External" or target.startswith("#"):
                leads = _outside(kind, target)
            elif self._is_object(name := _inside(source, target), kind):
                self.parts[source].objects.add(number)
                continue
            else:
                leads = self._part(name, kind)
            if leads is not None:
                self.parts[source].relations[number] = (relation.get("Type"), leads)

    def _part(self, name: str, kind: str) -> Part | None:
        old = self.known.get(name.lower())
        if not old or not kind or kind == "hyperlink":
            return None
        if old not in self.parts:
            self.parts[old] = Part(_name(old, kind, len(self.parts)), kind, old)
            self.waiting.append(old)
        return self.parts[old]

    def _is_object(self, name: str, kind: str) -> bool:
        data = self.members.get(self.known.get(name.lower(), ""), b"")
        return kind in _OBJECTS and data.startswith(OLE)

    def add(self, name: str, kind: str) -> Part:
        """Add a part that was not there before."""
        self.parts[name] = Part(name, kind, name)
        return self.parts[name]

    def reached(self) -> dict[str, Part]:
        """Return the parts that relations still lead to, in the order of these."""
        root = self.parts[""]
        found, waiting = {"": root}, deque([root])
        while waiting:
            for _kind_as_written, leads in waiting.popleft().relations.values():
                if isinstance(leads, Part) and leads.old not in found:
                    found[leads.old] = leads
                    waiting.append(leads)
        return found


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
        ending = ".bin" if kind in MEMBERS | DOCUMENTS else ".xml"
    return f"{folder}/{kind}_{number}{ending}"


def relations_name(name: str) -> str:
    folder, plain = posixpath.split(name)
    return posixpath.join(folder, "_rels", f"{plain}.rels")
