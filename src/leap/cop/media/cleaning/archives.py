"""Zip files, read with bounds and written anew: no dates, no comments, no extras."""

from collections.abc import Iterable
from io import BytesIO
from leap.cop.media.cleaning import kinds
from leap.cop.media.cleaning.kinds import NotTaken
from lxml import etree
from typing import BinaryIO
from typing import TypeAlias

import struct
import zipfile
import zlib


#: A small zip can claim terabytes.
MAX_MEMBERS = 4_000
MAX_MEMBER = 60 * kinds.MEGABYTE
MAX_UNPACKED = 200 * kinds.MEGABYTE

#: XML takes many times its length once it is a tree: so much of it in one part, and
#: in all of them together. A document of 300 pages has 5 MB, and a table of 300,000
#: cells 20.
MAX_XML = 25 * kinds.MEGABYTE
MAX_ALL_XML = 60 * kinds.MEGABYTE
#: Nodes of one tree, at some 120 bytes each: a tag or the text before it is one, an
#: attribute and its value are two.
MAX_NODES = 3_600_000

#: What the reader of zip files says of damage, and lets through of it.
UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    OSError,
    RuntimeError,
    ValueError,
    EOFError,
    IndexError,
    struct.error,
)

_XML = (".xml", ".rels", ".vml", ".rdf")

#: What a part of XML is made of; lxml has no public name for it.
Element: TypeAlias = etree._Element

_START = (1980, 1, 1, 0, 0, 0)


def read_zip(file: BinaryIO) -> dict[str, bytes]:
    """Give the members of a zip file by name, in their order.

    :raises NotTaken: for one that is damaged, encrypted, or too large unpacked.
    """
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive:
            return _members(archive)
    except UNREADABLE as error:
        raise NotTaken("damaged") from error


def _members(archive: zipfile.ZipFile) -> dict[str, bytes]:
    infos = archive.infolist()
    if len(infos) > MAX_MEMBERS:
        raise NotTaken("parts", MAX_MEMBERS)
    members: dict[str, bytes] = {}
    left, left_of_xml = MAX_UNPACKED, MAX_ALL_XML
    for info in infos:
        if info.is_dir():
            continue
        name = info.filename
        if info.flag_bits & 1:
            raise NotTaken("encrypted")
        if _escapes(name) or name in members:
            raise NotTaken("damaged")
        bound = (min(left, MAX_MEMBER), "large")
        if name.lower().endswith(_XML):
            bound = min(bound, (min(left_of_xml, MAX_XML), "heavy"))
        members[name] = data = _member(archive, info, *bound)
        left -= len(data)
        if name.lower().endswith(_XML):
            left_of_xml -= len(data)
    return members


def _member(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, bound: int, refusal: str
) -> bytes:
    with archive.open(info) as member:
        data = member.read(bound + 1)
    if len(data) > bound:
        raise NotTaken(refusal, MAX_UNPACKED // kinds.MEGABYTE)
    return data


def _escapes(name: str) -> bool:
    return name.startswith("/") or "\\" in name or ".." in name.split("/")


def write_zip(members: dict[str, bytes], *, stored: tuple[str, ...] = ()) -> BytesIO:
    """Give a new zip file; `stored` are the members that are not packed."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in members.items():
            info = zipfile.ZipInfo(name, date_time=_START)
            info.compress_type = (
                zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            )
            info.external_attr = 0
            archive.writestr(info, data)
    return out


def parse(data: bytes) -> Element:
    """Give the root of an XML part; entities and the network are off.

    :raises NotTaken: for XML that is none, or brings its own definitions, or would be
        too large a tree.
    """
    if len(data) > MAX_XML or _nodes(data) > MAX_NODES:
        raise NotTaken("heavy")
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        # Programs give an id twice, and open what they wrote.
        collect_ids=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise NotTaken("heavy" if _is_too_much(error) else "damaged") from error
    except ValueError as error:
        raise NotTaken("damaged") from error
    if root.getroottree().docinfo.doctype:
        raise NotTaken("damaged")
    return root


def _nodes(data: bytes) -> int:
    """Return how many nodes some XML makes, or a few more, without parsing it."""
    # In UTF-16 the same signs stand with zeros between them.
    return data.count(b"<") + 2 * data.count(b"=")


def _is_too_much(error: etree.XMLSyntaxError) -> bool:
    """Tell XML that the parser has no room for from XML that is none."""
    said = str(error)
    return error.code == etree.ErrorTypes.ERR_NO_MEMORY or "huge" in said.lower()


def serialize(root: Element) -> bytes:
    """Give an XML part as bytes."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def forget_namespaces(root: Element, kept: Iterable[str]) -> None:
    """Forget the namespaces that nothing is of, but for some by their prefixes."""
    etree.cleanup_namespaces(root, keep_ns_prefixes=sorted(set(kept)))


def local(element_or_name: Element | str) -> str:
    """Give a name without its namespace."""
    name = getattr(element_or_name, "tag", element_or_name)
    return name.rpartition("}")[2] if isinstance(name, str) else ""


def drop(element: Element) -> None:
    """Take an element out, and leave the words behind it."""
    if element.tail:
        add_words(element, element.tail)
    element.getparent().remove(element)


def add_words(element: Element, words: str) -> None:
    """Put words before an element."""
    before, parent = element.getprevious(), element.getparent()
    if before is not None:
        before.tail = (before.tail or "") + words
    else:
        parent.text = (parent.text or "") + words
