"""Zip files, read with bounds and written anew: no dates, no comments, no extras."""

from io import BytesIO
from leap.cop.media.cleaning import kinds
from leap.cop.media.cleaning.kinds import NotTaken
from lxml import etree
from typing import BinaryIO

import zipfile
import zlib


#: A small zip can claim terabytes.
MAX_MEMBERS = 4_000
MAX_MEMBER = 60 * kinds.MEGABYTE
MAX_UNPACKED = 200 * kinds.MEGABYTE

_START = (1980, 1, 1, 0, 0, 0)


def read_zip(file: BinaryIO) -> dict[str, bytes]:
    """Give the members of a zip file by name, in their order.

    :raises NotTaken: for one that is damaged, encrypted, or too large unpacked.
    """
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive:
            return _members(archive)
    except (
        zipfile.BadZipFile,
        zlib.error,
        OSError,
        RuntimeError,
        NotImplementedError,
        ValueError,
        EOFError,
    ) as error:
        raise NotTaken("damaged") from error


def _members(archive: zipfile.ZipFile) -> dict[str, bytes]:
    infos = archive.infolist()
    if len(infos) > MAX_MEMBERS:
        raise NotTaken("parts", MAX_MEMBERS)
    members: dict[str, bytes] = {}
    left = MAX_UNPACKED
    for info in infos:
        if info.is_dir():
            continue
        name = info.filename
        if info.flag_bits & 1:
            raise NotTaken("encrypted")
        if _escapes(name) or name in members:
            raise NotTaken("damaged")
        with archive.open(info) as member:
            data = member.read(min(left, MAX_MEMBER) + 1)
        left -= len(data)
        if left < 0 or len(data) > MAX_MEMBER:
            raise NotTaken("large", MAX_UNPACKED // kinds.MEGABYTE)
        members[name] = data
    return members


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


def parse(data: bytes):
    """Give the root of an XML part; entities and the network are off.

    :raises NotTaken: for XML that is none, or brings its own definitions.
    """
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
    except (etree.XMLSyntaxError, ValueError) as error:
        raise NotTaken("damaged") from error
    if root.getroottree().docinfo.doctype:
        raise NotTaken("damaged")
    return root


def serialize(root) -> bytes:
    """Give an XML part as bytes."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def local(element_or_name) -> str:
    """Give a name without its namespace."""
    name = getattr(element_or_name, "tag", element_or_name)
    return name.rpartition("}")[2] if isinstance(name, str) else ""
