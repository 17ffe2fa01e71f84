"""What a file begins with, and which kind that is. Nothing of it is parsed."""

from leap.cop.media.cleaning import kinds
from leap.cop.media.cleaning.kinds import Kind
from leap.cop.media.cleaning.kinds import NotTaken
from typing import BinaryIO


#: So many bytes of a file are looked at.
HEAD = 4096

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEIC = (
    *(b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"hevm", b"hevs"),
    *(b"mif1", b"mif2", b"msf1", b"miaf", b"MiHE", b"MiHB"),
)
_AVIF = (b"avif", b"avis", b"MA1A", b"MA1B")
_SOUND_BRANDS = (b"M4A ", b"M4B ", b"F4A ")

_SIGNATURES: tuple[tuple[bytes, Kind], ...] = (
    # Something else than a mark may follow, and decoders skip it.
    (b"\xff\xd8", kinds.JPEG),
    (b"\x89PNG\r\n\x1a\n", kinds.PNG),
    (b"GIF87a", kinds.GIF),
    (b"GIF89a", kinds.GIF),
    (b"II*\x00", kinds.TIFF),
    (b"MM\x00*", kinds.TIFF),
    (b"II+\x00", kinds.TIFF),
    (b"MM\x00+", kinds.TIFF),
    (b"OggS", kinds.OGG),
    (b"fLaC", kinds.FLAC),
    (b"#!AMR", kinds.AMR),
    (b"caff", kinds.CAF),
    (b"\x00\x00\x01\xba", kinds.MPG),
)

_RIFF = {b"WEBP": kinds.WEBP, b"WAVE": kinds.WAV, b"AVI ": kinds.AVI}
_FORM = {b"AIFF": kinds.AIFF, b"AIFC": kinds.AIFF}

#: Film and sound that is not taken: Windows Media, Flash, RealMedia, WavPack, Monkey's
#: Audio, Musepack, sound of old computers, very long WAV.
_OTHER_RECORDINGS = (
    b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", b"FLV\x01", b".RMF", b"wvpk", b"MAC ", b"MPCK",
    b"MP+", b"TTA1", b".snd", b"RF64", b"riff\x2e\x91\xcf\x11", b"\x00\x00\x01\xb3",
)  # fmt: skip

#: Frames of a film out of a camera or a receiver, with a moment in front or without.
_TS_FRAMES = ((0, 188), (4, 192))

#: What a camera's sensor saw: Canon, Olympus, Panasonic, Fujifilm, Minolta, Sigma.
#: Those of Nikon, Sony, Pentax, Samsung and Adobe begin as a TIFF does.
RAW = (
    *(b"II*\x00\x10\x00\x00\x00CR", b"II\x1a\x00\x00\x00HEAPCCDR"),
    *(b"IIRO", b"IIRS", b"MMOR", b"IIU\x00", b"FUJIFILMCCD-RAW", b"\x00MRM", b"FOVb"),
)


def is_picture(file: BinaryIO) -> bool:
    """Return whether a file begins as a picture does; nothing of it is parsed."""
    file.seek(0)
    head = file.read(HEAD)
    file.seek(0)
    try:
        kind = by_signature(head)
    except NotTaken as error:
        return error.code == "raw"
    if kind is None:
        return head.startswith(RAW)
    return kind.family == "picture"


def by_signature(head: bytes) -> Kind | None:
    """Return the kind that a file begins as, None where that says nothing.

    :raises NotTaken: when it begins as something that is not taken.
    """
    for start, kind in _SIGNATURES:
        if head.startswith(start):
            return kind
    found = _in_parts(head) or _by_frames(head)
    if found is not None:
        return found
    if b"%PDF-" in head[:1024]:
        return kinds.PDF
    if head[4:8] == b"ftyp":
        return _iso_media(head)
    if head[4:8] in (b"moov", b"mdat", b"wide", b"free", b"skip"):
        return kinds.MOV
    if head.startswith(b"\x1aE\xdf\xa3"):
        return kinds.WEBM if b"webm" in head[:64] else kinds.MKV
    if head.startswith(_OTHER_RECORDINGS) or _is_mp2(head):
        raise NotTaken("recording")
    if head.startswith((OLE, b"{\\rtf")):
        raise NotTaken("old_office")
    return None


def _in_parts(head: bytes) -> Kind | None:
    """Return the kind of what is a list of parts, by the name of the list."""
    if head.startswith(b"RIFF"):
        return _RIFF.get(head[8:12])
    return _FORM.get(head[8:12]) if head.startswith(b"FORM") else None


def _by_frames(head: bytes) -> Kind | None:
    """Return the kind of what is one frame after the other, by the first of them."""
    if len(head) > 1 and head[0] == 0xFF:
        if head[1] & 0xE6 == 0xE2:
            return kinds.MP3
        if head[1] & 0xF6 == 0xF0:
            return kinds.AAC
    for start, length in _TS_FRAMES:
        places = range(start, min(len(head), 5 * length), length)
        if len(places) > 1 and all(head[at] == 0x47 for at in places):
            return kinds.MTS
    return None


def _is_mp2(head: bytes) -> bool:
    """Return whether it is the second layer of MPEG sound; MP3 is the third."""
    return (
        len(head) > 2
        and head[0] == 0xFF
        and head[1] & 0xE6 == 0xE4
        and (head[2] >> 4 not in (0, 15))
    )


def _iso_media(head: bytes) -> Kind:
    brand = head[8:12]
    if brand == b"crx ":
        raise NotTaken("raw")
    if brand in _AVIF or (brand in _HEIC and _brands(head) & {*_AVIF}):
        return kinds.AVIF
    if brand in _HEIC:
        return kinds.HEIC
    if brand in _SOUND_BRANDS:
        return kinds.M4A
    return kinds.MOV if brand == b"qt  " else kinds.MP4


def _brands(head: bytes) -> set[bytes]:
    """Return what a file of boxes says that it can be read as."""
    end = min(int.from_bytes(head[:4], "big"), len(head))
    return {head[at : at + 4] for at in range(16, end, 4)}
