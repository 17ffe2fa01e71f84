"""Why a file is not taken, in words for whoever sent it."""

from leap.cop import _
from leap.cop.core.errors import Refused
from leap.cop.media.cleaning.kinds import NotTaken
from leap.cop.media.cleaning.kinds import takes_heic


#: What is taken, for messages and screens.
TAKEN = _(
    "pictures (JPEG, PNG, GIF, WebP, TIFF, AVIF${heic}), PDF, documents, slides and "
    "tables (docx, pptx, xlsx, odt, odp, ods), film (mp4, mov, webm, mkv, avi, 3gp, "
    "mts, mpg), sound (mp3, m4a, ogg, wav, flac, aac, amr, aiff, caf), drawings (SVG), "
    "web pages and text",
    mapping={"heic": ", HEIC" if takes_heic() else ""},
)

_REASONS = {
    "empty": _("there is nothing in this file."),
    "unknown": _("we cannot accept this kind of file. You can add ${taken}."),
    "damaged": _(
        "we could not read this file. It may be damaged: open it, "
        "save it again, and send that."
    ),
    "encrypted": _(
        "this file has a password, so we could not remove the details "
        "that say who made it. Save it without a password, and send "
        "that."
    ),
    "heic": _(
        "this kind of picture (HEIC) is not taken here. Send it as JPEG: on "
        "an iPhone choose Share, Options, Most Compatible and save it to Files, and "
        "for all new ones Settings, Camera, Formats, Most Compatible."
    ),
    "raw": _(
        "this is a raw picture of a camera (DNG, NEF, CR2 and the like), or "
        "several in one. Save it as JPEG, and send that."
    ),
    "old_office": _(
        "we cannot accept this kind of document. Save it as docx, "
        "pptx, xlsx or PDF, and send that."
    ),
    "macros": _(
        "this document contains macros. Save it without macros, or as "
        "a PDF, and send that."
    ),
    "embedded": _(
        "we could not remove all personal details from this document. "
        "Save it as a PDF, and send that."
    ),
    "print_anew": _(
        "something in this PDF would be lost here: a form, a mark, or film. "
        "Open it, print it to a PDF anew, and send that."
    ),
    "portfolio": _(
        "this PDF is a folder of other files. Save each of them, and send "
        "them one by one."
    ),
    "large": _("this is too large: up to ${limit} MB."),
    "pixels": _("this picture is too large: up to ${limit} million pixels."),
    "frames": _(
        "this moving picture has too many frames: up to ${limit}. Send it as "
        "a film (mp4)."
    ),
    "moving": _(
        "this moving picture is too large: up to ${limit} million pixels in "
        "all its frames together. Send it as a film (mp4)."
    ),
    "pages": _("too many pages: up to ${limit}. Save a part of it as PDF."),
    "parts": _("too many parts: up to ${limit}."),
    "heavy": _(
        "this file takes more work to look through than is possible here. "
        "Make it smaller, or save it as PDF, and send that."
    ),
    "recording": _(
        "this kind of film or sound is not taken here. Save it as mp4 or mp3 "
        "(VLC can: Media, Convert), and send that."
    ),
    "codec": _(
        "the picture or the sound in this file could not be kept as it is. "
        "Save it as mp4 with H.264 and AAC (VLC can: Media, Convert), and send that."
    ),
    "unfinished": _(
        "the end of this film is missing, and without it nobody can play it. "
        "Look whether it plays on the device that made it, and send it from there."
    ),
    "protected": _(
        "this file is locked, so that only one program or person can play "
        "it. Send one that everybody can play."
    ),
    "busy": _(
        "other people's files are being looked through. Send this one again "
        "in a minute."
    ),
    "encoding": _(
        "nobody can tell in which letters this text is written, and a guess "
        "would spoil it. Save it as UTF-8 (in a text editor: Save as, Encoding; in a "
        "spreadsheet: CSV UTF-8), and send that."
    ),
    "flat": _(
        "this document is saved as XML, with its author in it. Save it as "
        "odt, odp, ods, docx or PDF, and send that."
    ),
    "xml": _(
        "this is XML, and what it says about people and places could not be "
        "taken off. Save what it shows as a document, a picture or PDF, and send that."
    ),
    "postscript": _(
        "this is a file for printers or forms (PostScript, EPS, FDF), with "
        "its author in it. Save it as PDF, and send that."
    ),
    "mail": _(
        "this is a mail, or a page saved like one: it says who wrote it, who "
        "got it, and which way it went. Copy its words into a text, and send that."
    ),
    "contacts": _(
        "this is a card or a calendar: it names people, numbers and days. "
        "Write what matters into a text, and send that."
    ),
    "track": _(
        "this is a way or a place on a map: it says where somebody was, and "
        "when. Send a picture of the map instead."
    ),
    "unable": _(
        "files cannot be looked through here just now, so this one was not "
        "kept. Send it again later, or tell whoever looks after the site."
    ),
    "not_a_picture": _(
        "this is not a picture. Send it as a file, or send a picture (JPEG, "
        "PNG, GIF, WebP, TIFF, AVIF)."
    ),
}


def refusal(error: NotTaken, field: str) -> Refused:
    """Give the answer to whoever sent a file that is not taken."""
    mapping = {"limit": error.limit, "taken": TAKEN}
    reason = _REASONS[error.code]
    return Refused(_(reason, default=reason.default, mapping=mapping), field)
