"""The kinds of files that are taken, and how large each may be.

A closed list: whatever is not on it is not taken. What a file is stands in its first
bytes; its name and the header that came with it are never asked.
"""

from importlib.util import find_spec
from typing import BinaryIO
from typing import NamedTuple


class Kind(NamedTuple):
    """One kind of file."""

    #: `picture`, `film`, `sound`, `document`, `text`, `drawing`, `page`.
    family: str
    mimetype: str
    #: The neutral name that it is kept under.
    filename: str
    #: Whether a browser may show it in the page's own window.
    inline: bool = False


JPEG = Kind("picture", "image/jpeg", "picture.jpg", True)
PNG = Kind("picture", "image/png", "picture.png", True)
GIF = Kind("picture", "image/gif", "picture.gif", True)
WEBP = Kind("picture", "image/webp", "picture.webp", True)
TIFF = Kind("picture", "image/tiff", "picture.tif")
HEIC = Kind("picture", "image/heic", "picture.heic")
AVIF = Kind("picture", "image/avif", "picture.avif")

# A PDF is never shown inline: what a reader program does with it is its own affair.
PDF = Kind("document", "application/pdf", "document.pdf")
_OOXML = "application/vnd.openxmlformats-officedocument."
DOCX = Kind("document", f"{_OOXML}wordprocessingml.document", "document.docx")
PPTX = Kind("document", f"{_OOXML}presentationml.presentation", "slides.pptx")
XLSX = Kind("document", f"{_OOXML}spreadsheetml.sheet", "table.xlsx")
_ODF = "application/vnd.oasis.opendocument."
ODT = Kind("document", f"{_ODF}text", "document.odt")
ODP = Kind("document", f"{_ODF}presentation", "slides.odp")
ODS = Kind("document", f"{_ODF}spreadsheet", "table.ods")

MP4 = Kind("film", "video/mp4", "film.mp4", True)
MOV = Kind("film", "video/quicktime", "film.mov", True)
WEBM = Kind("film", "video/webm", "film.webm", True)
MKV = Kind("film", "video/x-matroska", "film.mkv")
MP3 = Kind("sound", "audio/mpeg", "recording.mp3", True)
M4A = Kind("sound", "audio/mp4", "recording.m4a", True)
WEBA = Kind("sound", "audio/webm", "recording.webm", True)
OGG = Kind("sound", "audio/ogg", "recording.ogg", True)
WAV = Kind("sound", "audio/wav", "recording.wav", True)
FLAC = Kind("sound", "audio/flac", "recording.flac", True)
FILM_3GP = Kind("film", "video/3gpp", "film.3gp")
OGV = Kind("film", "video/ogg", "film.ogv")
SOUND_3GP = Kind("sound", "audio/3gpp", "recording.3gp")
SOUND_MOV = Kind("sound", "video/quicktime", "recording.mov")
MKA = Kind("sound", "audio/x-matroska", "recording.mka")

# These are read, and become one of those above.
AVI = Kind("film", "video/x-msvideo", "film.avi")
MTS = Kind("film", "video/mp2t", "film.mts")
MPG = Kind("film", "video/mpeg", "film.mpg")
AAC = Kind("sound", "audio/aac", "recording.aac")
AMR = Kind("sound", "audio/amr", "recording.amr")
AIFF = Kind("sound", "audio/aiff", "recording.aiff")
CAF = Kind("sound", "audio/x-caf", "recording.caf")

SVG = Kind("drawing", "image/svg+xml", "drawing.svg")
HTML = Kind("page", "text/html", "page.html")
TEXT = Kind("text", "text/plain", "text.txt")

#: What reads HEIC, where it is installed: the extra `leap.cop[heic]`.
HEIC_LIBRARY = "pillow_heif"

OOXML = (DOCX, PPTX, XLSX)
ODF = (ODT, ODP, ODS)
RECORDINGS = ("film", "sound")

MEGABYTE = 1024 * 1024

#: Bounds in bytes, by family.
LIMITS = {
    "picture": 25 * MEGABYTE,
    "document": 25 * MEGABYTE,
    "film": 200 * MEGABYTE,
    "sound": 100 * MEGABYTE,
    "drawing": 2 * MEGABYTE,
    "page": 2 * MEGABYTE,
    "text": 2 * MEGABYTE,
}

#: Nothing larger is even looked at.
LARGEST = max(LIMITS.values())


#: What stays in a file because it belongs to what it says, though one may not see it:
#: pages and screens name it, and say how it is taken out. And what became of something
#: whose maker may miss it.
HOLDS = (
    "speaker_notes",
    "hidden_slides",
    "hidden_sheets",
    "hidden_rows",
    "hidden_text",
    "pivot_caches",
    "embedded_documents",
    "objects",
    "cropped_pictures",
    "comments",
    "tracked_changes",
    "layers",
    "hidden_pictures",
)


def takes_heic() -> bool:
    """Return whether HEIC is taken here; its library is not loaded for that."""
    return find_spec(HEIC_LIBRARY) is not None


class NotTaken(Exception):
    """A file that is not taken; `code` says why, `limit` how much would be.

    Codes: `empty`, `unknown`, `damaged`, `encrypted`, `heic` (its library is missing),
    `raw` (what a camera's sensor saw), `old_office`, `macros`, `embedded`,
    `print_anew` (what is seen in it would be lost), `portfolio` (a folder of other
    files), `large`, `pixels`, `frames`, `moving` (pixels of all frames together),
    `pages`, `parts`, `not_a_picture`, `recording` (a kind of film or sound that is not
    taken), `codec` (what is in it cannot be kept whole), `unfinished` (a film without
    its end), `protected`, `heavy` (more work than is possible here), `busy` (too many
    others are before it), `unable` (the server cannot look at any), `encoding` (a text
    in unknown letters), and what is written down as text and yet no text: `flat` (a
    document), `xml`, `postscript`, `mail`, `contacts`, `track`.
    """

    def __init__(self, code: str, limit: int = 0) -> None:
        super().__init__(code)
        self.code = code
        self.limit = limit


class Clean(NamedTuple):
    """What is left of a file."""

    kind: Kind
    file: BinaryIO
    #: Width and height of a picture, in pixels.
    size: tuple[int, int] = (-1, -1)
    #: Smaller ones of a picture: name to file and size.
    scales: tuple[tuple[str, bytes, tuple[int, int]], ...] = ()
    #: What it says besides what one sees at once, and how much of it: a name out of
    #: `HOLDS`, and a number.
    holds: tuple[tuple[str, int], ...] = ()
