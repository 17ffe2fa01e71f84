"""Files as cameras, phones and office programs make them, with canaries inside.

Made in the test, so that no binary lies in the repository; `canaries` are what stands
in their metadata and must be nowhere in what is kept.
"""

from io import BytesIO
from tests.media.sample_documents import docx
from tests.media.sample_documents import encrypted_pdf
from tests.media.sample_documents import OFFICE
from tests.media.sample_documents import OPENDOCUMENT
from tests.media.sample_documents import opendocument
from tests.media.sample_documents import pdf
from tests.media.sample_documents import pptx
from tests.media.sample_documents import xlsx
from tests.media.sample_documents import zipped
from tests.media.sample_pictures import bomb
from tests.media.sample_pictures import gif
from tests.media.sample_pictures import jpeg
from tests.media.sample_pictures import png
from tests.media.sample_pictures import tiff
from tests.media.sample_pictures import webp
from tests.media.sample_recordings import film
from tests.media.sample_traces import AUTHOR
from tests.media.sample_traces import CANARIES
from tests.media.sample_traces import NAME

import base64
import pikepdf
import pytest
import zipfile


SVG = f"""<?xml version="1.0"?>
<!-- made by {AUTHOR} -->
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"
 xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd"
 sodipodi:docname="{NAME}" onload="alert(1)">
<metadata>{AUTHOR}</metadata><script>alert("{AUTHOR}")</script>
<sodipodi:namedview author="{AUTHOR}"/>
<image xlink:href="https://spy.example.org/a.png"/>
<image xlink:href="data:image/jpeg;base64,{base64.b64encode(jpeg()).decode()}"/>
<circle r="4"/><text>Read me</text></svg>""".encode()

HTML = f"""<!DOCTYPE html><html><head><title>{NAME}</title>
<meta name="author" content="{AUTHOR}"><script>x()</script></head>
<body onload="x()"><!-- {AUTHOR} --><p class="{AUTHOR}">Read me</p>
<img src="https://spy.example.org/{NAME}"><a href="javascript:x()">no</a>
<a href="https://www.example.org/">yes</a></body></html>""".encode()

#: Kind by name, what is made, and the neutral name that it is kept under.
SAMPLES = {
    "jpeg": (jpeg, "picture.jpg", "image/jpeg"),
    "png": (png, "picture.png", "image/png"),
    "gif": (gif, "picture.gif", "image/gif"),
    "webp": (webp, "picture.webp", "image/webp"),
    "tiff": (tiff, "picture.png", "image/png"),
    "pdf": (pdf, "document.pdf", "application/pdf"),
    "docx": (docx, "document.docx", f"{OFFICE}wordprocessingml.document"),
    "pptx": (pptx, "slides.pptx", f"{OFFICE}presentationml.presentation"),
    "xlsx": (xlsx, "table.xlsx", f"{OFFICE}spreadsheetml.sheet"),
    "odt": (opendocument, "document.odt", f"{OPENDOCUMENT}text"),
    "odp": (
        lambda: opendocument("presentation"),
        "slides.odp",
        f"{OPENDOCUMENT}presentation",
    ),
    "ods": (
        lambda: opendocument("spreadsheet"),
        "table.ods",
        f"{OPENDOCUMENT}spreadsheet",
    ),
    "mp4": (lambda: film("mp4"), "film.mp4", "video/mp4"),
    "mov": (lambda: film("mov"), "film.mp4", "video/mp4"),
    "webm": (lambda: film("webm", "libvpx", "libopus"), "film.webm", "video/webm"),
    "mkv": (
        lambda: film("matroska", "libx264", "aac"),
        "film.mkv",
        "video/x-matroska",
    ),
    "mp3": (lambda: film("mp3", None, "libmp3lame"), "recording.mp3", "audio/mpeg"),
    "m4a": (lambda: film("ipod", None, "aac"), "recording.m4a", "audio/mp4"),
    "ogg": (lambda: film("ogg", None, "libopus"), "recording.ogg", "audio/ogg"),
    "flac": (lambda: film("flac", None, "flac"), "recording.flac", "audio/flac"),
    "wav": (lambda: film("wav", None, "pcm_s16le"), "recording.wav", "audio/wav"),
    "svg": (lambda: SVG, "drawing.svg", "image/svg+xml"),
    "html": (lambda: HTML, "page.html", "text/html"),
    "txt": (lambda: b"Read me, please.\r\n", "text.txt", "text/plain"),
    "csv": (lambda: b"a,b\r\n1,2\r\n", "text.txt", "text/plain"),
}


class Samples:
    """The samples, for tests."""

    canaries = CANARIES
    names = tuple(SAMPLES)
    jpeg = staticmethod(jpeg)
    gif = staticmethod(gif)
    bomb = staticmethod(bomb)
    docx = staticmethod(docx)
    opendocument = staticmethod(opendocument)
    encrypted_pdf = staticmethod(encrypted_pdf)
    zipped = staticmethod(zipped)

    def make(self, name: str) -> bytes:
        return SAMPLES[name][0]()

    def kept_as(self, name: str) -> tuple[str, str]:
        return SAMPLES[name][1:]

    def found_in(self, data: bytes) -> list[str]:
        """Return the canaries in some bytes: as they are, unzipped, as PDF streams."""
        texts = [data, *_unzipped(data), *_streams(data)]
        found = []
        for canary in CANARIES:
            needles = [canary.encode(code) for code in ("utf-8", "utf-16-le")]
            needles.append(canary.encode("utf-16-be"))
            # PDF writes strings as hexadecimal, too.
            needles += [needle.hex().encode() for needle in needles]
            if any(needle in text for needle in needles for text in texts):
                found.append(canary)
        return found


def _unzipped(data: bytes) -> list[bytes]:
    if not data.startswith(b"PK"):
        return []
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return [
            *archive.namelist().__str__().encode().split(b"\0"),
            *(archive.read(name) for name in archive.namelist()),
        ]


def _streams(data: bytes) -> list[bytes]:
    if not data.startswith(b"%PDF"):
        return []
    with pikepdf.open(BytesIO(data)) as document:
        out = BytesIO()
        document.save(
            out,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            compress_streams=False,
            stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
        )
        return [out.getvalue()]


@pytest.fixture(scope="session")
def samples() -> Samples:
    return Samples()
