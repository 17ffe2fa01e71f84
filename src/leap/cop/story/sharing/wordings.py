"""What a teller is told and asked before a story goes further; the ledger keeps which.

A wording is never changed once a release went out: a row of the ledger points to it.
Whoever wants other words adds a wording with the next number and names it in `CURRENT`.
Spelling and translations may be put right.
"""

from leap.cop import _
from leap.cop.core.audience import COMMUNITY
from leap.cop.core.audience import PUBLIC
from typing import NamedTuple


class Question(NamedTuple):
    """A question that only `yes` takes further."""

    name: str
    text: str
    not_yet: str


class Wording(NamedTuple):
    """What was asked, and what stood above the button without being folded."""

    id: str
    questions: tuple[Question, ...]
    said: tuple[str, ...] = ()


_FEELS_RIGHT = Question(
    "feels_right",
    _("Does it feel right today?"),
    _("Then leave it for now. There is no hurry: come back any other day."),
)
_NOBODY_RECOGNISED = Question(
    "nobody_recognised",
    _("Have you made sure that nobody can be recognised without having agreed?"),
    _(
        "Change details first, leave some out, or ask the people concerned. Until "
        "then the story stays where it is."
    ),
)
_CAN_TAKE_BACK = Question(
    "can_take_back",
    _("Do you know that you can take it back at any time, without giving a reason?"),
    _(
        "You can: one button on the story, no approval, no questions. "
        "What cannot be taken back is listed above. Say yes when that "
        "is clear to you."
    ),
)
_CHECKED_TWICE = Question(
    "nobody_recognised",
    _(
        "Have you made sure that nobody in the whole organisation "
        "could recognise somebody who has not agreed?"
    ),
    _NOBODY_RECOGNISED.not_yet,
)

_TAKE_BACK = _("You can take it back at any time: one button, no reason.")
_REMAINS = _("You cannot take back what people remember, or have printed or copied.")
_REVIEWED = _("A reviewer checks it first. You cannot edit it until then.")

WORDINGS = {
    "share-1": Wording("share-1", (_FEELS_RIGHT, _NOBODY_RECOGNISED, _CAN_TAKE_BACK)),
    "publish-1": Wording("publish-1", (_FEELS_RIGHT, _CHECKED_TWICE, _CAN_TAKE_BACK)),
    "share-2": Wording("share-2", (_NOBODY_RECOGNISED,), (_TAKE_BACK, _REMAINS)),
    "publish-2": Wording(
        "publish-2", (_NOBODY_RECOGNISED,), (_TAKE_BACK, _REMAINS, _REVIEWED)
    ),
}

#: The wording that a level is asked with now.
CURRENT = {COMMUNITY: "share-2", PUBLIC: "publish-2"}


def wording_of(row: dict) -> Wording | None:
    """Return what was asked, by a row of the ledger; None for a program's own words.

    A program names what it likes: the questions of another level were not asked.
    """
    kind = CURRENT.get(row["level"], "").partition("-")[0]
    of_this_level = row["wording_id"].partition("-")[0] == kind
    return WORDINGS.get(row["wording_id"]) if of_this_level else None


def current_wording(level: str) -> Wording:
    """Return what is asked before a story goes to `level`."""
    return WORDINGS[CURRENT[level]]
