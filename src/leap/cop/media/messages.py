"""Why a file is not taken, in words for whoever sent it."""

from leap.cop import _
from leap.cop.core.errors import Refused
from leap.cop.media.cleaning.kinds import NotTaken


#: What is taken, for messages and screens.
TAKEN = _(
    "pictures (JPEG, PNG, GIF, WebP, TIFF), PDF, documents, slides and tables (docx, "
    "pptx, xlsx, odt, odp, ods), film (mp4, mov, webm, mkv), sound (mp3, m4a, ogg, "
    "wav, flac), drawings (SVG), web pages and text"
)

_REASONS = {
    "empty": _("${field}: there is nothing in this file."),
    "unknown": _(
        "${field}: this is not a kind of file that is taken here. Taken are ${taken}."
    ),
    "damaged": _(
        "${field}: this file could not be read. Perhaps it is damaged: open it, save "
        "it anew, and send that."
    ),
    "encrypted": _(
        "${field}: this file is locked with a password, so what tells about you could "
        "not be taken off. Save it without one."
    ),
    "heic": _(
        "${field}: this kind of picture (HEIC, AVIF) is not taken here. Save it as "
        "JPEG, and send that."
    ),
    "old_office": _(
        "${field}: this kind of document is not taken here. Save it as docx, pptx, "
        "xlsx or PDF, and send that."
    ),
    "macros": _(
        "${field}: there are macros in this document. Save it without macros, or as "
        "PDF, and send that."
    ),
    "embedded": _(
        "${field}: something stands in this document that could not be cleaned. Save "
        "the document as PDF, and send that."
    ),
    "print_anew": _(
        "${field}: something in this PDF would be lost here: a form, a mark, or film. "
        "Open it, print it to a PDF anew, and send that."
    ),
    "portfolio": _(
        "${field}: this PDF is a folder of other files. Save each of them, and send "
        "them one by one."
    ),
    "large": _("${field}: this is too large: up to ${limit} MB."),
    "pixels": _("${field}: this picture is too large: up to ${limit} million pixels."),
    "pages": _("${field}: too many pages: up to ${limit}. Save a part of it as PDF."),
    "parts": _("${field}: too many parts: up to ${limit}."),
    "heavy": _(
        "${field}: this file takes more work to look through than is possible here. "
        "Make it smaller, or save it as PDF, and send that."
    ),
    "busy": _(
        "${field}: other people's files are being looked through. Send this one again "
        "in a minute."
    ),
    "not_a_picture": _(
        "${field}: this is not a picture. Send it as a file, or send a picture (JPEG, "
        "PNG, GIF, WebP, TIFF)."
    ),
}


def refusal(error: NotTaken, field: str) -> Refused:
    """Give the answer to whoever sent a file that is not taken."""
    mapping = {"field": field, "limit": error.limit, "taken": TAKEN}
    reason = _REASONS[error.code]
    return Refused(_(reason, default=reason.default, mapping=mapping))
