"""The words of a round that more than one of its pages needs."""

from datetime import datetime
from leap.cop import _
from leap.cop.core.numbers import counted
from leap.cop.topic import phases
from leap.cop.topic import rules
from zope.i18nmessageid import Message


#: What goes on in each phase.
PHASES = {
    rules.COLLECTING: _("People write what they want to talk about"),
    rules.GROUPING: _("Facilitators group topics into themes"),
    rules.VOTING: _("People give their dots"),
    rules.CLOSED: _("The dots have been counted"),
}

_NO_VOTE = _("This round ended without a vote.")

#: What nobody in the community can do, and whoever runs the server still could.
WHAT_IS_NOT_HIDDEN = _(
    "Nobody here can see whose dots are whose, not even facilitators or site "
    "administrators. The people who run the server could still find out until the "
    "vote is closed and the database has been packed (cleaned up): older copies show "
    "which dots came with which name. After that, nothing in the database does, but "
    "backups made before still may. The server's log may show who was on the voting "
    "page, and when."
)


#: How long what is gone lies on the server.
OLDER_COPY = _(
    "An older copy stays in the database file until it is next "
    "packed (cleaned up). Nobody can find it on this site, but "
    "the people who run the server could."
)

#: For somebody who would believe that their stickers count.
TAKEN_OUT = _(
    "A facilitator entered stickers from paper as yours, and has "
    "taken them out again. They do not count at the moment: ask "
    "for them to be entered again, or give your dots here."
)


def says_again(topic: str, theme: str) -> bool:
    """Tell whether a topic says exactly what its theme is called."""
    return topic.split() == theme.split()


def doing(content, now: datetime) -> Message:
    """Return what goes on in a round, or how it ended."""
    phase = phases.phase_of(content, now)
    if phase == rules.CLOSED and not phases.was_voted(content):
        return _NO_VOTE
    return PHASES[phase]


def dots(number: int) -> Message:
    """Return a number of dots in words."""
    return counted(_("1 dot"), _("${count} dots"), number)


def people(number: int) -> Message:
    """Return a number of people in words."""
    return counted(_("1 person"), _("${count} people"), number)


def turnout(voted: object, total: object) -> Message:
    """Return how many have voted, in words."""
    mapping = {"voted": voted, "total": total}
    return _("Voted: ${voted} of ${total}", mapping=mapping)


def rank(number: int, tied: bool) -> object:
    """Return a place where "place" stands above it already."""
    if tied:
        return _("${place} (joint)", mapping={"place": number})
    return number


def place(number: int, tied: bool) -> Message:
    """Return a place in words; one that several themes hold is shared."""
    words = {"place": number}
    if tied:
        return _("Joint place ${place}", mapping=words)
    return _("Place ${place}", mapping=words)
