"""PDF: written anew with what is read on its pages, and nothing behind them.

What was filled in or marked becomes part of the pages, links lead to places instead of
names, and then one walk goes through all that the pages need. Writing anew leaves
earlier versions and unused objects behind.
"""

from io import BytesIO
from leap.cop.media.cleaning.kinds import Clean
from leap.cop.media.cleaning.kinds import Kind
from leap.cop.media.cleaning.kinds import NotTaken
from leap.cop.media.cleaning.pdf import layers
from leap.cop.media.cleaning.pdf import marks
from leap.cop.media.cleaning.pdf import places
from leap.cop.media.cleaning.pdf.streams import Streams
from leap.cop.media.cleaning.pdf.walk import Walk
from pikepdf import Object
from pikepdf import PasswordError
from pikepdf import Pdf
from pikepdf import PdfError
from typing import BinaryIO

import pikepdf


MAX_PAGES = 1_000


def clean(file: BinaryIO, kind: Kind) -> Clean:
    """Return a PDF that says nothing beyond its pages.

    One that only forbids to print or to change opens without a password everywhere, and
    is written without the lock.

    :raises NotTaken: for one that needs a password, has too many pages, is damaged or
        made to exhaust, or would lose something that is seen on its pages.
    """
    file.seek(0)
    try:
        with Pdf.open(file) as pdf:
            if len(pdf.pages) > MAX_PAGES:
                raise NotTaken("pages", MAX_PAGES)
            hidden = _strip(pdf)
            out = _saved(pdf)
    except PasswordError as error:
        raise NotTaken("encrypted") from error
    except _UNREADABLE as error:
        raise NotTaken("damaged") from error
    return Clean(kind, out, holds=(("layers", hidden),) if hidden else ())


#: What the parser says of damage, and what comes of things in places for others: a
#: number where a list belongs is a `TypeError` or an `AttributeError` wherever that is
#: met, and no check of ours could come before the parser's own.
_UNREADABLE: tuple[type[Exception], ...] = (
    PdfError,
    RuntimeError,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    ArithmeticError,
)


def _strip(pdf: Pdf) -> int:
    """Leave what is read on the pages; return how many layers are hidden at first."""
    marks.draw(pdf)
    named, streams = places.of(pdf), Streams()
    # Twice over the pages: what they use can only be seen in what is drawn, which must
    # have been measured before anybody unpacks it.
    _over_pages(pdf, Walk(named, streams))
    pdf.remove_unreferenced_resources()
    walk = Walk(named, streams)
    _over_pages(pdf, walk)
    walk.prune(pdf.Root.get("/StructTreeRoot"))
    walk.meet(pdf.Root, "Catalog")
    walk.on()
    _keep(pdf.trailer, ("/Root",))
    # How many objects there are is counted anew, but only where it was said.
    pdf.trailer["/Size"] = 1
    _check_memory(pdf)
    return layers.hidden(pdf.Root)


def _over_pages(pdf: Pdf, walk: Walk) -> None:
    for page in pdf.pages:
        walk.meet(page.obj, "Page")
    walk.on()


def _check_memory(pdf: Pdf) -> None:
    """Refuse a file of which a part was too large for the parser.

    The parser goes on without that part, and only warns.
    """
    if any("bad_alloc" in warning for warning in pdf.get_warnings()):
        raise MemoryError


def _keep(found: Object, names: tuple[str, ...]) -> None:
    for name in list(found.keys()):
        if name not in names:
            del found[name]


def _saved(pdf: Pdf) -> BytesIO:
    out = BytesIO()
    pdf.save(
        out,
        deterministic_id=True,
        compress_streams=False,
        encryption=False,
        fix_metadata_version=False,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        stream_decode_level=pikepdf.StreamDecodeLevel.none,
    )
    return out
