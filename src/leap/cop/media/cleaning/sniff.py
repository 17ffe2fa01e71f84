"""What a file is, out of its bytes. A name can say anything, and so can a header."""

from leap.cop.media.cleaning import kinds
from leap.cop.media.cleaning.kinds import Kind
from leap.cop.media.cleaning.kinds import NotTaken
from typing import BinaryIO

import re
import zipfile


_HEAD = 4096

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: What stands in such a file when all of it is a document with a password.
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_HEIC = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif")
_SOUND_BRANDS = (b"M4A ", b"M4B ", b"F4A ")
_BYTE_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f]")
_PROLOG = re.compile(r"(?:\s|<\?.*?\?>|<!--.*?-->|<!doctype[^>]*>)*", re.I | re.S)

_SIGNATURES: tuple[tuple[bytes, Kind], ...] = (
    (b"\xff\xd8\xff", kinds.JPEG),
    (b"\x89PNG\r\n\x1a\n", kinds.PNG),
    (b"GIF87a", kinds.GIF),
    (b"GIF89a", kinds.GIF),
    (b"II*\x00", kinds.TIFF),
    (b"MM\x00*", kinds.TIFF),
    (b"OggS", kinds.OGG),
    (b"fLaC", kinds.FLAC),
    (b"ID3", kinds.MP3),
)

_RIFF = {b"WEBP": kinds.WEBP, b"WAVE": kinds.WAV}

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
    head = file.read(_HEAD)
    if not head.strip():
        raise NotTaken("empty")
    if head.startswith(_OLE) and _is_locked(file):
        raise NotTaken("encrypted")
    kind = _by_signature(head)
    if kind is not None:
        return kind
    if head.startswith(b"PK\x03\x04"):
        return _in_zip(file)
    return _as_text(file)


def _is_locked(file: BinaryIO) -> bool:
    """Tell an office document with a password from one of an older program."""
    file.seek(0)
    return _LOCKED in file.read(kinds.LIMITS["document"])


def is_picture(file: BinaryIO) -> bool:
    """Return whether a file begins as a picture does; nothing of it is parsed."""
    file.seek(0)
    head = file.read(_HEAD)
    file.seek(0)
    try:
        kind = _by_signature(head)
    except NotTaken as error:
        return error.code == "heic"
    return kind is not None and kind.family == "picture"


def _by_signature(head: bytes) -> Kind | None:
    for start, kind in _SIGNATURES:
        if head.startswith(start):
            return kind
    if head.startswith(b"RIFF") and head[8:12] in _RIFF:
        return _RIFF[head[8:12]]
    if b"%PDF-" in head[:1024]:
        return kinds.PDF
    if head[4:8] == b"ftyp":
        return _iso_media(head)
    if head[4:8] in (b"moov", b"mdat", b"wide", b"free", b"skip"):
        return kinds.MOV
    if head.startswith(b"\x1aE\xdf\xa3"):
        return kinds.WEBM if b"webm" in head[:64] else kinds.MKV
    if head[0] == 0xFF and head[1] & 0xE6 == 0xE2:
        return kinds.MP3
    if head.startswith((_OLE, b"{\\rtf")):
        raise NotTaken("old_office")
    return None


def _iso_media(head: bytes) -> Kind:
    brand = head[8:12]
    if brand in _HEIC:
        raise NotTaken("heic")
    if brand in _SOUND_BRANDS:
        return kinds.M4A
    return kinds.MOV if brand == b"qt  " else kinds.MP4


def _in_zip(file: BinaryIO) -> Kind:
    try:
        with zipfile.ZipFile(file) as archive:
            names = set(archive.namelist())
            if "mimetype" in names:
                return _odf(_start_of(archive, "mimetype"))
            if "[Content_Types].xml" in names:
                return _ooxml(_start_of(archive, "[Content_Types].xml"))
    except (
        zipfile.BadZipFile,
        OSError,
        RuntimeError,
        NotImplementedError,
        ValueError,
    ) as error:
        raise NotTaken("damaged") from error
    raise NotTaken("unknown")


def _start_of(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as member:
        return member.read(kinds.MEGABYTE)


def _odf(mimetype: bytes) -> Kind:
    said = mimetype.strip().decode("ascii", "replace")
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


def text_of(file: BinaryIO) -> str:
    """Give the text of a file that is one.

    :raises NotTaken: when its bytes are no text.
    """
    file.seek(0)
    raw = file.read(kinds.LIMITS["text"] + 1)
    if len(raw) > kinds.LIMITS["text"]:
        # Too large for a text, and whatever else it may be is none of ours.
        raise NotTaken("unknown")
    encodings = [name for mark, name in _BYTE_MARKS if raw.startswith(mark)]
    for encoding in encodings or ("utf-8", "cp1252"):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _CONTROLS.search(text):
            return text.replace("\r\n", "\n").replace("\r", "\n")
    raise NotTaken("unknown")


def _as_text(file: BinaryIO) -> Kind:
    text = text_of(file)
    found = _PROLOG.match(text)
    rest = text[found.end() if found else 0 :][:200].lower()
    if rest.startswith("<svg") or re.match(r"<[a-z]+:svg\b", rest):
        return kinds.SVG
    # A page hides in anything that a browser would take for one.
    if re.search(r"<(?:html|head|body|script|!doctype html)\b", text[:2000].lower()):
        return kinds.HTML
    return kinds.TEXT
