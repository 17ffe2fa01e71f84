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
    "hidden_slides": _("Slides that are hidden: ${count}."),
    "hidden_sheets": _("Sheets that are hidden: ${count}."),
    "hidden_rows": _("Rows and columns that are hidden: ${count}."),
    "hidden_text": _("Passages of hidden text: ${count}."),
    "pivot_caches": _("Pivot tables that carry the whole table behind them: ${count}."),
    "embedded_documents": _("Documents inside it, whole: ${count}."),
    "objects": _("Objects of other programs that are pictures now: ${count}."),
    "cropped_pictures": _("Pictures of which more is there than one sees: ${count}."),
    "hidden_pictures": _("Pictures that were cut off and are still there: ${count}."),
    "comments": _("Comments: ${count}."),
    "tracked_changes": _("Tracked changes: ${count}. What was deleted can be read."),
    "layers": _("Layers that are hidden: ${count}."),
}

_SHOW_THEM = _("Show them in the program they come from, and delete what is not meant.")
_HOW = {
    "speaker_notes": _("Open the view with the notes, and empty them."),
    "hidden_slides": _SHOW_THEM,
    "hidden_sheets": _SHOW_THEM,
    "hidden_rows": _SHOW_THEM,
    "hidden_text": _SHOW_THEM,
    "pivot_caches": _("Copy the pivot table into a new file, as values only."),
    "embedded_documents": _("Put a picture or the values in their place."),
    "objects": _("If others are to work with one, add it as a file of its own."),
    "cropped_pictures": _("Let the program delete what was cropped off."),
    "hidden_pictures": _("Save the film anew with a program that cuts films."),
    "comments": _("Delete them where the program reviews a document."),
    "tracked_changes": _("Accept or reject them all where the program reviews it."),
    "layers": _("Print it to PDF anew: what one does not see stays behind."),
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
