"""What a file says besides what one sees at once, in words, and how it is taken out.

It stays in the file, because it belongs to what its maker wrote: only they can tell
whether somebody is to read it. So it is said to whoever added the file, and to those
who review it.
"""

from leap.cop import _
from typing import NamedTuple
from zope.i18nmessageid import Message


class Held(NamedTuple):
    """One thing that a file holds."""

    kind: str
    count: int
    says: Message
    how: Message


_SAYS = {
    "speaker_notes": _("Slides with speaker notes: ${count}."),
    "hidden_slides": _("Hidden slides: ${count}."),
    "hidden_sheets": _("Hidden sheets: ${count}."),
    "hidden_rows": _("Hidden rows and columns: ${count}."),
    "hidden_text": _("Passages of hidden text: ${count}."),
    "pivot_caches": _(
        "Pivot tables that still contain all their source data: ${count}."
    ),
    "embedded_documents": _("Whole documents inside it: ${count}."),
    "objects": _("Objects from other programs, shown only as pictures now: ${count}."),
    "cropped_pictures": _(
        "Cropped pictures, with the cut-off parts still inside: ${count}."
    ),
    "hidden_pictures": _(
        "Video frames that were cut, but are still in the file: ${count}."
    ),
    "comments": _("Comments: ${count}."),
    "tracked_changes": _("Tracked changes: ${count}. Deleted text can still be read."),
    "layers": _("Hidden layers: ${count}."),
}

_SHOW_THEM = _(
    "Show them in the program it was made with, and delete what others should not see."
)
_HOW = {
    "speaker_notes": _("Open the notes view, and delete the notes."),
    "hidden_slides": _SHOW_THEM,
    "hidden_sheets": _SHOW_THEM,
    "hidden_rows": _SHOW_THEM,
    "hidden_text": _SHOW_THEM,
    "pivot_caches": _("Copy the pivot table into a new file as values only."),
    "embedded_documents": _("Replace them with a picture, or with the values."),
    "objects": _("If others need to work with one, add it as a separate file."),
    "cropped_pictures": _(
        "In the program it was made with, delete the cropped areas of pictures."
    ),
    "hidden_pictures": _("Save the video again with a video editing program."),
    "comments": _("Delete them in the program it was made with, under Review."),
    "tracked_changes": _(
        "Accept or reject them all in the program it was made with, under Review."
    ),
    "layers": _("Print it to a new PDF: what is hidden is then left out."),
}


def held_by(medium) -> list[Held]:
    """Return what the file of a medium holds besides; of a link nothing."""
    value = getattr(medium, medium.field, None)
    return [
        Held(kind, count, _counted(_SAYS[kind], count), _HOW[kind])
        for kind, count in getattr(value, "holds", ())
        if kind in _SAYS
    ]


def _counted(message: Message, count: int) -> Message:
    return Message(message, mapping={"count": count})
