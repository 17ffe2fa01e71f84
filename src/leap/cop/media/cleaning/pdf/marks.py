"""Forms and marks: what one sees of them becomes part of the page.

A field or a mark has the picture of itself that its program made (its appearance), and
that one is kept. Where there is none, viewers draw it themselves, and so does
`drawing.py`; what cannot be drawn as it would be seen is refused, never spoilt. Notes
are no marks: their words go with their authors.
"""

from leap.cop.media.cleaning.kinds import NotTaken
from leap.cop.media.cleaning.pdf import drawing
from leap.cop.media.cleaning.pdf import fields
from pikepdf import Array
from pikepdf import Dictionary
from pikepdf import Name
from pikepdf import Object
from pikepdf import Pdf
from pikepdf import Stream
from typing import Any


#: Remarks of readers, and files that hang on a page.
_NOTES = ("/Text", "/Popup", "/FileAttachment")

#: Film and sound, which would be lost in silence.
_PLAYED = ("/Sound", "/Movie", "/Screen", "/RichMedia", "/3D")

#: Flags of what is not seen on a screen: hidden, or only printed without.
_HIDDEN, _NO_VIEW = 2, 32

#: Marks on one page, at most.
MAX_MARKS = 50_000


def draw(pdf: Pdf) -> None:
    """Draw what was filled in or marked into the pages; only links are left beside.

    :raises NotTaken: `print_anew` where something would be lost, `portfolio` for a PDF
        that is only a folder of other files.
    """
    _refuse_what_is_no_page(pdf)
    pages = [page.obj for page in pdf.pages]
    links = [_prepare(pdf, page) for page in pages]
    if any("/Annots" in page for page in pages):
        if isinstance(pdf.Root.get("/AcroForm"), Dictionary):
            # Viewers would draw fields anew instead of showing what is there.
            _drop(pdf.Root.AcroForm, "/NeedAppearances")
        pdf.flatten_annotations("all")
    for page, kept in zip(pages, links, strict=True):
        _drop(page, "/Annots")
        if kept:
            page["/Annots"] = Array(kept)


def _refuse_what_is_no_page(pdf: Pdf) -> None:
    root = pdf.Root
    if "/Collection" in root:
        raise NotTaken("portfolio")
    form = root.get("/AcroForm")
    if not isinstance(form, Dictionary) or "/XFA" not in form:
        return
    on_pages = (note for page in pdf.pages for note in _notes(page.obj))
    has_fields = any(note.get("/Subtype") == Name.Widget for note in on_pages)
    if root.get("/NeedsRendering") is True or not has_fields:
        # The form is a program of its own; its pages only ask for another viewer.
        raise NotTaken("print_anew")


def _drop(found: Object, name: str) -> None:
    if name in found:
        del found[name]


def _notes(page: Object) -> list[Dictionary]:
    notes = page.get("/Annots")
    if not isinstance(notes, Array):
        return []
    if len(notes) > MAX_MARKS:
        raise NotTaken("heavy")
    return [note for note in notes if isinstance(note, Dictionary)]


def _prepare(pdf: Pdf, page: Object) -> list[Dictionary]:
    """Leave on a page what is to be drawn into it, and return its links."""
    links, drawn = [], []
    for note in _notes(page):
        if note.get("/Subtype") == Name.Link:
            links.append(note)
        if _is_seen(note) and _has_picture(pdf, note):
            drawn.append(_bare(pdf, note))
    _drop(page, "/Annots")
    if drawn:
        page["/Annots"] = Array(drawn)
    return links


def _is_seen(note: Dictionary) -> bool:
    flags = note.get("/F", 0)
    hidden = isinstance(flags, int) and flags & (_HIDDEN | _NO_VIEW)
    return not hidden and str(note.get("/Subtype")) not in _NOTES


def _has_picture(pdf: Pdf, note: Dictionary) -> bool:
    """Tell whether a mark has a picture of itself; make one where viewers would."""
    kind = str(note.get("/Subtype"))
    if kind in _PLAYED:
        raise NotTaken("print_anew")
    if kind == "/Widget" and (
        fields.is_without_words(note) or fields.is_without_state(note)
    ):
        note["/AP"] = Dictionary()
    elif _picture_of(note):
        return True
    if kind == "/Widget":
        picture = fields.picture(pdf, note)
    else:
        picture = drawing.picture(pdf, note)
    if picture is None:
        return False
    note["/AP"] = Dictionary(N=picture)
    return True


def _picture_of(note: Dictionary) -> Any:
    """Return what a mark looks like: a stream, or several for its states."""
    looks = note.get("/AP")
    return looks.get("/N") if isinstance(looks, Dictionary) else None


def _bare(pdf: Pdf, note: Dictionary) -> Dictionary:
    """Return what is needed to draw a mark.

    The mark itself may be a link, which stays, and belong to a layer, to which what is
    drawn has to belong then.
    """
    names = ("/Subtype", "/Rect", "/F", "/AS", "/FT", "/Parent")
    bare = Dictionary({name: note[name] for name in names if name in note})
    picture = _picture_of(note)
    bare["/AP"] = Dictionary(N=picture)
    if isinstance(picture, Dictionary) and (state := fields.state_of(note)):
        bare["/AS"] = state
    shown = [picture] if isinstance(picture, Stream) else list(picture.values())
    for one in shown:
        if isinstance(one, Stream):
            _complete(one, note)
    if bare.get("/Subtype") == Name.Link:
        bare["/Subtype"] = Name.Stamp
    return pdf.make_indirect(bare)


def _complete(picture: Stream, note: Dictionary) -> None:
    """Say of a picture how large it is and to which layer it belongs."""
    box = drawing.box_of(note)
    if box and len(drawing.numbers(picture.get("/BBox"))) != 4:
        left, bottom, right, top = box
        picture["/BBox"] = Array([0, 0, round(right - left, 4), round(top - bottom, 4)])
    layer = note.get("/OC")
    if isinstance(layer, Dictionary) and "/OC" not in picture:
        picture["/OC"] = layer
