"""What a file is, out of its bytes. A name can say anything, and so can a header."""

from leap.cop.media.cleaning import kinds
from leap.cop.media.cleaning.archives import UNREADABLE
from leap.cop.media.cleaning.kinds import Kind
from leap.cop.media.cleaning.kinds import NotTaken
from leap.cop.media.cleaning.pictures import ifd
from leap.cop.media.cleaning.signatures import by_signature
from leap.cop.media.cleaning.signatures import HEAD
from leap.cop.media.cleaning.signatures import OLE
from leap.cop.media.cleaning.signatures import RAW
from leap.cop.media.cleaning.texts import letters
from typing import BinaryIO

import zipfile


#: What stands in such a file when all of it is a document with a password.
_LOCKED = "EncryptedPackage".encode("utf-16-le")

_CONTENT_TYPES = {
    b"wordprocessingml.document.main+xml": kinds.DOCX,
    b"presentationml.presentation.main+xml": kinds.PPTX,
    b"presentationml.slideshow.main+xml": kinds.PPTX,
    b"spreadsheetml.sheet.main+xml": kinds.XLSX,
    # What is made to begin a document with is one.
    b"wordprocessingml.template.main+xml": kinds.DOCX,
    b"presentationml.template.main+xml": kinds.PPTX,
    b"spreadsheetml.template.main+xml": kinds.XLSX,
}


def sniff(file: BinaryIO) -> Kind:
    """Give the kind of a file.

    :raises NotTaken: when it is none of ours.
    """
    file.seek(0)
    head = file.read(HEAD)
    if not head.strip():
        raise NotTaken("empty")
    if head.startswith(b"ID3"):
        return _behind_tags(file, head)
    if head.startswith(OLE) and _is_locked(file):
        raise NotTaken("encrypted")
    kind = by_signature(head)
    if head.startswith(RAW) or (kind == kinds.TIFF and ifd.is_raw(file)):
        raise NotTaken("raw")
    if kind is not None:
        return kind
    if head.startswith(b"PK\x03\x04"):
        return _in_zip(file)
    return letters.kind_of(letters.text_of(file))


def _is_locked(file: BinaryIO) -> bool:
    """Tell an office document with a password from one of an older program."""
    file.seek(0)
    return _LOCKED in file.read(kinds.LIMITS["document"])


def _behind_tags(file: BinaryIO, head: bytes) -> Kind:
    """Return the kind of sound with tags in front of it."""
    at = 0
    while head.startswith(b"ID3") and len(head) > 10:
        size = 0
        for byte in head[6:10]:
            size = size << 7 | byte & 127
        at += 10 + size
        file.seek(at)
        head = file.read(HEAD)
    head = head.lstrip(b"\x00")
    kind = by_signature(head) if head else None
    return kind if kind in (kinds.FLAC, kinds.AAC) else kinds.MP3


def _in_zip(file: BinaryIO) -> Kind:
    try:
        with zipfile.ZipFile(file) as archive:
            names = set(archive.namelist())
            if "mimetype" in names:
                return _odf(_start_of(archive, "mimetype"))
            if "[Content_Types].xml" in names:
                return _ooxml(_start_of(archive, "[Content_Types].xml"))
    except UNREADABLE as error:
        raise NotTaken("damaged") from error
    raise NotTaken("unknown")


def _start_of(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as member:
        return member.read(kinds.MEGABYTE)


def _odf(mimetype: bytes) -> Kind:
    # A template says what a document says.
    said = mimetype.strip().decode("ascii", "replace").removesuffix("-template")
    for kind in kinds.ODF:
        if said == kind.mimetype:
            return kind
    raise NotTaken("unknown")


def _ooxml(types: bytes) -> Kind:
    if b"macroEnabled" in types or b"vbaProject" in types:
        raise NotTaken("macros")
    for part, kind in _CONTENT_TYPES.items():
        if part in types:
            return kind
    raise NotTaken("unknown")
