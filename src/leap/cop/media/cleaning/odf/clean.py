"""OpenDocument (odt, odp, ods, and their templates): the zip is written anew.

From the content on: `table.py` says which elements and attributes are known to be
content, and of the other parts only those stay that the content leads to. What stands
in `names.py` is the standard.
"""

from base64 import b64decode
from collections import Counter
from collections.abc import Iterable
from collections.abc import Iterator
from leap.cop.media.cleaning import archives
from leap.cop.media.cleaning import inside
from leap.cop.media.cleaning.archives import Element
from leap.cop.media.cleaning.kinds import Clean
from leap.cop.media.cleaning.kinds import Kind
from leap.cop.media.cleaning.kinds import NotTaken
from leap.cop.media.cleaning.odf import content as odf_xml
from leap.cop.media.cleaning.odf import holds as odf_holds
from leap.cop.media.cleaning.odf import settings as odf_settings
from leap.cop.media.cleaning.odf import svm
from leap.cop.media.cleaning.odf.names import clark
from leap.cop.media.cleaning.signatures import OLE
from lxml import etree
from typing import BinaryIO
from urllib.parse import unquote

import posixpath
import re


MANIFEST = "META-INF/manifest.xml"
_MACROS = re.compile(r"^Scripts/|^Basic/(?!.*script-l[bc]\.xml$)")
#: What LibreOffice draws of a table for those who cannot; it draws it anew.
_PREVIEW = re.compile(r"(^|/)TablePreview\d+\.svm$")
_PLAIN_DOCTYPE = re.compile(rb"<!DOCTYPE[^>\[]*>", re.I)
#: Names that programs give to pictures and the like: numbers, and little else.
_PLAIN = re.compile(
    r"(?:[0-9A-F]{16,}|\d{1,3}|(?:image|font|part)\d{1,3}|TablePreview\d+)\.\w{2,5}",
    re.I,
)
_OBJECT = clark("draw:object-ole")
_IMAGE = clark("draw:image")
_BYTES = clark("office:binary-data")
#: So much is enough to know an object by.
_BEGINNING = 16
_CONTENT = ("content.xml", "styles.xml")
_MEDIA_TYPE = re.compile(r"[\w.+-]+/[\w.+-]+(?:;windows_formatname=\"[\w ]+\")?")


def clean(file: BinaryIO, kind: Kind) -> Clean:
    """Return an OpenDocument file without those who made it.

    :raises NotTaken: for one that is locked, has macros, is damaged, or has something
        inside that cannot be cleaned.
    """
    # Programs keep empty places for parts that they might need.
    members = {name: data for name, data in archives.read_zip(file).items() if data}
    if any(_MACROS.search(name) for name in members):
        raise NotTaken("macros")
    if b"encryption-data" in members.get(MANIFEST, b""):
        raise NotTaken("encrypted")
    package = _Package(members)
    package.take("")
    out = {"mimetype": kind.mimetype.encode("ascii")}
    out |= package.in_order()
    out[MANIFEST] = package.manifest(kind)
    return Clean(
        kind,
        archives.write_zip(out, stored=("mimetype",)),
        holds=tuple(sorted(package.holds.items())),
    )


def parse(data: bytes) -> Element:
    """Return the root of a part; older programs name a document type before it."""
    return archives.parse(_PLAIN_DOCTYPE.sub(b"", data, count=1))


class _Package:
    """What stands in the file, and what of it is kept."""

    def __init__(self, members: dict[str, bytes]) -> None:
        #: Parts with names that somebody gave, and what they are called instead.
        self.parts = dict(_renamed(members))
        self.members = {
            self.parts.get(name, name): data for name, data in members.items()
        }
        self.kept: dict[str, bytes] = {}
        #: Folders of documents inside that are still to be read.
        self.pending: list[str] = []
        self.seen: set[str] = set()
        self.names: dict[str, str] = {}
        self.holds: Counter[str] = Counter()

    def take(self, folder: str) -> None:
        """Keep a document, and whatever it leads to."""
        self._follow(folder)
        while self.pending:
            self._document(self.pending.pop())

    def _follow(self, folder: str) -> None:
        if folder not in self.seen:
            self.seen.add(folder)
            self.pending.append(folder)

    def _document(self, folder: str) -> None:
        if f"{folder}content.xml" not in self.members:
            raise NotTaken("damaged")
        roots = {
            path: parse(self.members[path])
            for path in (folder + name for name in _CONTENT)
            if path in self.members
        }
        self._rename(roots.values())
        for path, root in roots.items():
            self._point_anew(folder, root)
            self._take_objects(folder, root)
            odf_xml.clean_tree(
                root, lambda href: self._leads(folder, href), _member, self.names
            )
            self.kept[path] = archives.serialize(root)
        settings = self.members.get(f"{folder}settings.xml")
        if settings and (left := odf_settings.cleaned(parse(settings))) is not None:
            self.kept[f"{folder}settings.xml"] = archives.serialize(left)
        self.holds += odf_holds.counted(roots.values(), embedded=bool(folder))

    def _point_anew(self, folder: str, root: Element) -> None:
        """Let what led to a part lead to its new name."""
        for element in root.iter("*") if self.parts else ():
            for name in odf_xml.LEADING:
                href = element.get(name, "")
                part = self.parts.get(posixpath.normpath(folder + unquote(href)))
                if part is not None:
                    element.set(name, posixpath.relpath(part, folder or "."))

    def _take_objects(self, folder: str, root: Element) -> None:
        """Leave of objects of other programs their pictures, as in other documents.

        :raises NotTaken: `embedded` for one that has no picture.
        """
        for element in list(root.iter(_OBJECT)):
            if not self._data(folder, element).startswith(OLE):
                continue
            pictures = element.getparent().iterchildren(_IMAGE)
            if not any(self._data(folder, picture) for picture in pictures):
                raise NotTaken("embedded")
            archives.drop(element)
            self.holds["objects"] += 1

    def _data(self, folder: str, element: Element) -> bytes:
        """Return what an element leads to, or the beginning of what stands in it."""
        href = element.get(odf_xml.HREF)
        if href is not None:
            path = posixpath.normpath(folder + unquote(href.strip()))
            return self.members.get(path, b"")
        said = re.sub(r"\s", "", element.findtext(_BYTES) or "")
        try:
            return b64decode(said[:_BEGINNING])
        except ValueError:
            return b""

    def _rename(self, roots: Iterable[Element]) -> None:
        for root in roots:
            for name in odf_xml.telling_names(root):
                self.names.setdefault(name, f"Picture {len(self.names) + 1}")

    def _leads(self, folder: str, href: str) -> bool:
        """Return whether a reference leads to a part that can be kept, and keep it."""
        path = posixpath.normpath(folder + unquote(href))
        if href.startswith("/") or path.startswith("..") or _PREVIEW.search(path):
            return False
        if f"{path}/content.xml" in self.members:
            self._follow(f"{path}/")
            return True
        if path not in self.members or path.startswith("META-INF/"):
            return False
        if path not in self.kept:
            self.kept[path] = _member(self.members[path], path)
        return True

    def in_order(self) -> dict[str, bytes]:
        """Return what is kept, in the order that it had."""
        return {name: self.kept[name] for name in self.members if name in self.kept}

    def manifest(self, kind: Kind) -> bytes:
        """Return a list of what is kept; the old one knows of what kind it is."""
        old = self._media_types()
        root = etree.Element(
            clark("manifest:manifest"),
            {clark("manifest:version"): "1.2"},
            nsmap={"manifest": etree.QName(clark("manifest:x")).namespace},
        )
        entries = {"/": kind.mimetype}
        for folder in sorted(self.seen - {""}):
            entries[folder] = old.get(folder, "")
        for name in self.in_order():
            entries[name] = "text/xml" if name.endswith(".xml") else old.get(name, "")
        for path, media_type in entries.items():
            entry = etree.SubElement(root, clark("manifest:file-entry"))
            entry.set(clark("manifest:full-path"), path)
            entry.set(clark("manifest:media-type"), media_type)
        return archives.serialize(root)

    def _media_types(self) -> dict[str, str]:
        if MANIFEST not in self.members:
            return {}
        found = {}
        for entry in parse(self.members[MANIFEST]):
            media_type = entry.get(clark("manifest:media-type"), "")
            if _MEDIA_TYPE.fullmatch(media_type):
                path = entry.get(clark("manifest:full-path"))
                found[self.parts.get(path, path)] = media_type
        return found


def _renamed(members: dict[str, bytes]) -> Iterator[tuple[str, str]]:
    """Give the names of parts that may be somebody's, and plain ones for them."""
    for number, name in enumerate(members, 1):
        folder, plain = posixpath.split(name)
        ending = posixpath.splitext(plain)[1]
        is_part = ending and not name.endswith((".xml", ".rdf"))
        if folder and is_part and not _PLAIN.fullmatch(plain):
            yield name, f"{folder}/part{number}{ending}"


def _member(data: bytes, name: str = "") -> bytes:
    if data.startswith(svm.MARK):
        return svm.clean(data)
    return inside.clean_member(name, data)
