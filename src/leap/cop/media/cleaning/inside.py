"""What stands inside of an office document: pictures, recordings, and what else."""

from io import BytesIO
from leap.cop.media.cleaning import kinds
from leap.cop.media.cleaning import metafiles
from leap.cop.media.cleaning.kinds import NotTaken
from leap.cop.media.cleaning.pictures import clean as pictures
from leap.cop.media.cleaning.recordings import clean as recordings
from leap.cop.media.cleaning.signatures import is_picture
from leap.cop.media.cleaning.sniff import sniff
from leap.cop.media.cleaning.texts import clean as texts

import re


_FONTS = (".odttf", ".fntdata", ".ttf", ".otf", ".woff", ".woff2")

#: A name that a camera or a computer gave: of a file, or a way to it.
_TELLS = re.compile(r"[\\/]|\.[A-Za-z0-9]{2,5}$|\d{4,}")


#: A way to a file: of a disk, a network, or somebody's own folder.
_PATH = r"file:|(?<![A-Za-z])[A-Za-z]:[\\/]|\\\\|(?<![\w.])~?/(?:Users|home|Volumes)/"
_A_PATH = re.compile(rf"\s*[\"']?(?:{_PATH})", re.I)
_HOLDS_A_PATH = re.compile(_PATH, re.I)

#: What is nothing but the name of a file, or an address.
_A_FILE = re.compile(
    r"[^\n]{1,120}\.(?:jpe?g|jpe|png|gif|bmp|tiff?|webp|heic|heif|svgz?|emf|wmf|pdf|docx?|"
    r"xlsx?|pptx?|od[tsp]|mp[34]|mov|m4[av]|wav|avi)|https?://\S+",
    re.I,
)


def is_a_path(text: str) -> bool:
    """Tell whether a text begins as a way to a file on a computer does."""
    return bool(_A_PATH.match(text))


def holds_a_path(text: str) -> bool:
    """Tell whether a way to a file on a computer stands in a text."""
    return bool(_HOLDS_A_PATH.search(text))


def is_a_file(text: str) -> bool:
    """Tell whether a text is nothing but the name of a file, or a way to one.

    A sentence with a slash, a year or a dot in it is none: people who cannot see a
    picture read it.
    """
    return is_a_path(text) or bool(_A_FILE.fullmatch(text.strip()))


def tells_of_a_file(name: str) -> bool:
    """Tell whether a name is that of a file, or a way to one."""
    return bool(_TELLS.search(name))


def clean_member(name: str, data: bytes) -> bytes:
    """Give what stands inside of a document without what tells of its making.

    :raises NotTaken: for what cannot be cleaned.
    """
    if name.lower().endswith(_FONTS) and not is_picture(BytesIO(data)):
        return data
    drawing = metafiles.clean(data)
    if drawing is not None:
        return drawing
    try:
        kind = sniff(BytesIO(data))
    except NotTaken as error:
        raise NotTaken("embedded") from error
    if kind.family == "picture":
        return pictures.clean_inside(data, kind)
    if kind.family in kinds.RECORDINGS:
        clean = recordings.clean(BytesIO(data), kind)
    elif kind == kinds.SVG:
        clean = texts.clean(BytesIO(data), kind)
    else:
        raise NotTaken("embedded")
    with clean.file as file:
        file.seek(0)
        return file.read()
