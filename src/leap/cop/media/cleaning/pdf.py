"""PDF: written anew with what is read on its pages, and nothing behind them.

Writing anew leaves earlier revisions and unused objects behind. What is left is walked
through once, and everything goes that names somebody, carries a file, runs by itself
or calls elsewhere.
"""

from io import BytesIO
from leap.cop.media.cleaning import picture_parts
from leap.cop.media.cleaning.kinds import Clean
from leap.cop.media.cleaning.kinds import Kind
from leap.cop.media.cleaning.kinds import NotTaken
from pikepdf import Array
from pikepdf import Dictionary
from pikepdf import Name
from pikepdf import Object
from pikepdf import PasswordError
from pikepdf import Pdf
from pikepdf import PdfError
from pikepdf import Stream
from typing import BinaryIO

import pikepdf


MAX_PAGES = 1_000

#: Nobody writes objects into objects this deep.
MAX_DEPTH = 60

#: Entries that go wherever they stand.
_DROPPED = (
    "/Metadata",
    "/PieceInfo",
    "/LastModified",
    "/Thumb",
    "/AA",
    "/OpenAction",
    "/AF",
    "/EF",
    "/JS",
    "/JavaScript",
    "/CreatorInfo",
    "/UserProperties",
    "/Measure",
    "/PtData",
    "/OPI",
)

#: What stays of the catalog: the pages, how they are found, and their structure, which
#: a screen reader needs.
_ROOT = (
    "/Type",
    "/Pages",
    "/PageLabels",
    "/Outlines",
    "/Dests",
    "/Names",
    "/ViewerPreferences",
    "/PageLayout",
    "/PageMode",
    "/Lang",
    "/MarkInfo",
    "/StructTreeRoot",
    "/OCProperties",
    "/Version",
    "/Extensions",
)

#: Where a link may lead: into the document, or to an address that one can see.
_ACTIONS = ("/GoTo", "/URI", "/Named")

#: Notes on a page that stay, and what of them: without name and date.
_ANNOTATION = ("/Type", "/Subtype", "/Rect", "/F", "/Border", "/BS", "/C", "/H", "/A")
_ANNOTATION += ("/Dest", "/QuadPoints", "/StructParent", "/P")


def clean(file: BinaryIO, kind: Kind) -> Clean:
    """Give a PDF that says nothing beyond its pages."""
    file.seek(0)
    try:
        with Pdf.open(BytesIO(file.read())) as pdf:
            if pdf.is_encrypted:
                raise NotTaken("encrypted")
            if len(pdf.pages) > MAX_PAGES:
                raise NotTaken("pages", MAX_PAGES)
            _strip(pdf)
            out = BytesIO()
            pdf.save(
                out,
                deterministic_id=True,
                fix_metadata_version=False,
                object_stream_mode=pikepdf.ObjectStreamMode.generate,
                stream_decode_level=pikepdf.StreamDecodeLevel.none,
            )
    except NotTaken:
        raise
    except PasswordError as error:
        raise NotTaken("encrypted") from error
    except (PdfError, RuntimeError, ValueError, TypeError, KeyError) as error:
        raise NotTaken("damaged") from error
    return Clean(kind, out)


def _strip(pdf: Pdf) -> None:
    # What was filled in or drawn on a page becomes part of the page, so that nothing
    # that one sees is lost with the names behind it.
    if "/AcroForm" in pdf.Root:
        pdf.generate_appearance_streams()
    pdf.flatten_annotations("all")
    _keep(pdf.trailer, ("/Root", "/Size", "/ID"))
    _keep(pdf.Root, _ROOT)
    if "/Names" in pdf.Root:
        _keep(pdf.Root.Names, ("/Dests",))
    for page in pdf.pages:
        _strip_notes(page.obj)
    for found in pdf.objects:
        _strip_object(found)


def _keep(found: Object, names: tuple[str, ...]) -> None:
    for name in list(found.keys()):
        if name not in names:
            del found[name]


def _strip_notes(page: Object) -> None:
    kept = Array()
    for note in page.get("/Annots", Array()):
        if not isinstance(note, Dictionary) or note.get("/Subtype") != Name.Link:
            continue
        for name in list(note.keys()):
            if name not in _ANNOTATION:
                del note[name]
        kept.append(note)
    if "/Annots" in page:
        del page["/Annots"]
    if len(kept):
        page["/Annots"] = kept


def _strip_object(found: Object, depth: int = 0) -> None:
    """Walk through one object, and through what stands directly in it."""
    if depth > MAX_DEPTH:
        raise NotTaken("damaged")
    inside = []
    if isinstance(found, (Dictionary, Stream)):
        _strip_entries(found)
        inside = [found[name] for name in list(found.keys())]
    elif isinstance(found, Array):
        inside = list(found)
    for value in inside:
        if isinstance(value, (Dictionary, Array)) and not value.is_indirect:
            _strip_object(value, depth + 1)


def _strip_entries(found: Object) -> None:
    for name in _DROPPED:
        if name in found:
            del found[name]
    if "/A" in found and not _is_harmless(found["/A"]):
        del found["/A"]
    if isinstance(found, Stream):
        _strip_picture(found)


def _is_harmless(action: Object) -> bool:
    """Tell whether an action leads only where its reader can see it does.

    Elements of a document's structure have an `/A` as well: layout, no action.
    """
    if not isinstance(action, Dictionary):
        return True
    if "/S" not in action:
        return action.get("/O") != Name.UserProperties
    if "/Next" in action:
        del action["/Next"]
    if str(action.S) not in _ACTIONS:
        return False
    if str(action.S) == "/URI":
        address = str(action.get("/URI", "")).strip().lower()
        return address.startswith(("http://", "https://", "mailto:"))
    return True


def _strip_picture(stream: Stream) -> None:
    """Take EXIF and the like out of pictures that stand in the document as they are."""
    filters = _as_list(stream.get("/Filter"))
    if not filters or filters[-1] not in (Name.DCTDecode, Name.JPXDecode):
        return
    parameters = _as_list(stream.get("/DecodeParms"))
    data = stream.read_raw_bytes()
    if len(filters) > 1:
        # Packed once more around the picture: unpack that, and leave it off.
        with pikepdf.new() as aside:
            packed = Stream(aside, data)
            packed["/Filter"] = Array(filters[:-1])
            data = packed.read_bytes()
    if filters[-1] == Name.DCTDecode:
        data = picture_parts.jpeg_without_segments(data)
    else:
        data = _jpeg_2000_without_boxes(data)
    last = parameters[-1] if len(parameters) == len(filters) else None
    if isinstance(last, Dictionary):
        stream.write(data, filter=filters[-1], decode_parms=last)
    else:
        stream.write(data, filter=filters[-1])


def _as_list(value: Object | None) -> list:
    if value is None:
        return []
    return list(value) if isinstance(value, Array) else [value]


def _jpeg_2000_without_boxes(data: bytes) -> bytes:
    """Take the boxes out that tell of a picture's making."""
    out, at = bytearray(), 0
    if data.startswith(b"\xff\x4f"):
        return data
    while at + 8 <= len(data):
        length = int.from_bytes(data[at : at + 4], "big")
        if length == 1:
            length = int.from_bytes(data[at + 8 : at + 16], "big")
        elif length == 0:
            length = len(data) - at
        if length < 8:
            raise NotTaken("damaged")
        if data[at + 4 : at + 8] not in (b"uuid", b"xml ", b"uinf", b"asoc"):
            out += data[at : at + length]
        at += length
    return bytes(out)
