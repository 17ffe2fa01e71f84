"""Which package cleans which kind of file; none is loaded but the one it takes."""

from collections.abc import Callable
from importlib import import_module
from leap.cop.media.cleaning import kinds
from leap.cop.media.cleaning.kinds import Clean
from leap.cop.media.cleaning.kinds import Kind
from typing import BinaryIO


CLEANED_BY = {
    "picture": "pictures",
    "film": "recordings",
    "sound": "recordings",
    "drawing": "texts",
    "page": "texts",
    "text": "texts",
}
DOCUMENTS = {
    kinds.PDF: "pdf",
    **dict.fromkeys(kinds.OOXML, "ooxml"),
    **dict.fromkeys(kinds.ODF, "odf"),
}


def cleaner_of(kind: Kind) -> Callable[[BinaryIO, Kind], Clean]:
    """Return the function that cleans files of a kind."""
    name = DOCUMENTS.get(kind) or CLEANED_BY[kind.family]
    cleaner: Callable[[BinaryIO, Kind], Clean]
    cleaner = import_module(f"leap.cop.media.cleaning.{name}.clean").clean
    return cleaner
