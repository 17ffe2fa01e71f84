"""Why a file is not taken, in words for whoever sent it."""

from leap.cop import _
from leap.cop.core.errors import Refused
from leap.cop.core.numbers import written
from leap.cop.media.cleaning.kinds import NotTaken
from leap.cop.media.cleaning.kinds import takes_heic


#: What is taken, for messages and screens.
TAKEN = _(
    "pictures (JPEG, PNG, GIF, WebP, TIFF, AVIF${heic}), PDF, "
    "documents, slides and spreadsheets (docx, pptx, xlsx, odt, "
    "odp, ods), videos (mp4, mov, webm, mkv, avi, 3gp, mts, mpg), "
    "sound recordings (mp3, m4a, ogg, wav, flac, aac, amr, aiff, "
    "caf), drawings (SVG), web pages and text",
    mapping={"heic": ", HEIC" if takes_heic() else ""},
)

_REASONS = {
    "empty": _("this file is empty."),
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
        "we cannot accept this kind of picture (HEIC). Send it as "
        "JPEG: on an iPhone, choose Share, Options, Most Compatible, "
        "and save it to Files. For all new pictures, choose Settings, "
        "Camera, Formats, Most Compatible."
    ),
    "raw": _(
        "this is a raw picture from a camera (DNG, NEF, CR2 and "
        "similar), or several pictures in one file. Save it as JPEG, "
        "and send that."
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
        "something in this PDF would be lost here, for example a "
        "form, a note or a video. Open it, print it to a new PDF, and "
        "send that."
    ),
    "portfolio": _(
        "this PDF is a folder of other files. Save each file, and send them one by one."
    ),
    "large": _("this is too large. The limit is ${limit} MB."),
    "pixels": _("this picture is too large. The limit is ${limit} million pixels."),
    "frames": _(
        "this animated picture has too many frames (the limit is ${limit}). Send it as "
        "a video (mp4)."
    ),
    "moving": _(
        "this animated picture is too large (the limit is ${limit} million pixels in "
        "all frames together). Send it as a video (mp4)."
    ),
    "pages": _(
        "this has too many pages (the limit is ${limit}). Save part of it as a PDF."
    ),
    "parts": _("this has too many parts. The limit is ${limit}."),
    "heavy": _(
        "this file is too complex for us to check. Make it smaller, "
        "or save it as PDF, and send that."
    ),
    "recording": _(
        "we cannot accept this kind of video or sound. Save it as mp4 "
        "or mp3 (VLC can: Media, Convert), and send that."
    ),
    "codec": _(
        "we cannot accept the kind of picture or sound in this file. "
        "Save it as mp4 with H.264 and AAC (VLC can: Media, Convert), "
        "and send that."
    ),
    "unfinished": _(
        "the end of this video is missing, so nobody can play it. "
        "Check that it plays on the device that made it, and send it "
        "from there."
    ),
    "protected": _(
        "this file is locked, so only one program or person can play "
        "it. Send one that everybody can play."
    ),
    "busy": _(
        "we are busy checking other people's files. Send this one again in a minute."
    ),
    "encoding": _(
        "we cannot tell which character encoding this text uses. Save "
        "it as UTF-8 (in a text editor: Save as, Encoding; in a "
        "spreadsheet: CSV UTF-8), and send that."
    ),
    "flat": _(
        "this document is saved as XML, and says who wrote it. Save "
        "it as odt, odp, ods, docx or PDF, and send that."
    ),
    "xml": _(
        "this is XML, and we could not remove what it says about "
        "people and places. Save what it shows as a document, a "
        "picture or a PDF, and send that."
    ),
    "postscript": _(
        "this is a file for printers or forms (PostScript, EPS, FDF), "
        "and says who made it. Save it as PDF, and send that."
    ),
    "mail": _(
        "this is an email, or a page saved like one: it says who "
        "wrote it, who got it, and which servers it went through. "
        "Copy its text into a new file, and send that."
    ),
    "contacts": _(
        "this is a contact card or a calendar: it contains names, "
        "phone numbers or dates. Write what matters in a text, and "
        "send that."
    ),
    "track": _(
        "this is a route or a place on a map: it says where somebody "
        "was, and when. Send a picture of the map instead."
    ),
    "unable": _(
        "we cannot check files at the moment, so this one was not "
        "saved. Send it again later, or tell a site administrator."
    ),
    "not_a_picture": _(
        "this is not a picture. Send it as a file, or send a picture (JPEG, "
        "PNG, GIF, WebP, TIFF, AVIF)."
    ),
}


def refusal(error: NotTaken, field: str) -> Refused:
    """Return the answer to whoever sent a file that is not taken."""
    mapping = {"limit": written(error.limit), "taken": TAKEN}
    reason = _REASONS[error.code]
    return Refused(_(reason, default=reason.default, mapping=mapping), field)
