"""The one door: bytes of somebody's computer go in, a clean file comes out."""

from collections.abc import Iterable
from leap.cop.media.cleaning import kinds
from leap.cop.media.cleaning import odf
from leap.cop.media.cleaning import ooxml
from leap.cop.media.cleaning import pdf
from leap.cop.media.cleaning import pictures
from leap.cop.media.cleaning import recordings
from leap.cop.media.cleaning import texts
from leap.cop.media.cleaning.kinds import Clean
from leap.cop.media.cleaning.kinds import Kind
from leap.cop.media.cleaning.kinds import NotTaken
from leap.cop.media.cleaning.sniff import sniff
from typing import BinaryIO

import hashlib


_CHUNK = 1 << 20


def cleaned(file: BinaryIO, *, families: Iterable[str] = ()) -> Clean:
    """Give a clean file.

    :param file: what was sent; seekable.
    :param families: the only families that are wanted here, none for all of them.
    :raises NotTaken: for what is not on the list, not wanted here, damaged or too
        large.
    """
    size = file.seek(0, 2)
    if size > kinds.LARGEST:
        raise NotTaken("large", kinds.LARGEST // kinds.MEGABYTE)
    kind = sniff(file)
    wanted = tuple(families)
    if wanted and kind.family not in wanted:
        raise NotTaken("not_a_picture")
    limit = kinds.LIMITS[kind.family]
    if size > limit:
        raise NotTaken("large", limit // kinds.MEGABYTE)
    return _clean(file, kind)


def _clean(file: BinaryIO, kind: Kind) -> Clean:
    if kind.family == "picture":
        return pictures.clean(file, kind)
    if kind.family in kinds.RECORDINGS:
        return recordings.clean(file, kind)
    if kind == kinds.PDF:
        return pdf.clean(file)
    if kind in kinds.OOXML:
        return ooxml.clean(file, kind)
    if kind in kinds.ODF:
        return odf.clean(file, kind)
    return texts.clean(file, kind)


def sha256_of(file: BinaryIO) -> str:
    """Give the sha256 of a file."""
    digest = hashlib.sha256()
    file.seek(0)
    while chunk := file.read(_CHUNK):
        digest.update(chunk)
    return digest.hexdigest()
