"""Say in words what is wrong with a ballot, and in which field."""

from leap.cop import _
from leap.cop.ballot import rules
from leap.cop.ballot.rules import BadBallot
from leap.cop.core.errors import NotNow
from leap.cop.core.errors import Refused
from leap.cop.core.numbers import written


def refusal(bad: BadBallot) -> Refused:
    """Return the error that forms and services answer with."""
    field = "receipt" if bad.reason == rules.BAD_RECEIPT else "dots"
    return Refused(_words(bad), field)


def _words(bad: BadBallot) -> str:
    words = {"limit": written(bad.limit)}
    return {
        rules.NOT_A_MAPPING: _("say how many dots go to each theme."),
        rules.NOT_A_NUMBER: _("send whole numbers."),
        # What was sent instead is not repeated: it may be anything.
        rules.UNKNOWN_OPTION: _("only name themes that are in this vote."),
        rules.BELOW_ZERO: _("the number of dots cannot be less than 0."),
        rules.TOO_MANY_ON_ONE: _(
            "no more than ${limit} on any one theme.", mapping=words
        ),
        rules.TOO_MANY: _("you have ${limit} dots in all, no more.", mapping=words),
        rules.BAD_RECEIPT: _(
            "send 8 to 128 characters: unaccented letters, digits and _.~-"
        ),
    }[bad.reason]


def refused_as_taken() -> NotNow:
    """Return the error for a receipt that came with another ballot."""
    return NotNow(_("this receipt is taken. Send another one, or none."), "receipt")


def refused_as_voted() -> Refused:
    """Return the error for paper of people some of whom have voted; not of whom."""
    return Refused(
        _(
            "at least one of these people has already voted, so nothing "
            "has been counted. We never say who has voted: ask the people "
            "whose stickers these are, leave out anybody who has voted, "
            "and try again."
        ),
        "voters",
    )


class NotTheseVoters(Refused):
    """Some of those whose dots are on paper cannot vote here, or stand there twice.

    :param positions: which ones, counted from one as they were sent.
    """

    def __init__(self, positions: tuple[int, ...]) -> None:
        numbers = ", ".join(map(str, positions))
        super().__init__(
            _(
                "some of these people cannot vote here, or are listed twice. Their "
                "numbers in the list: ${numbers}.",
                mapping={"numbers": numbers},
            ),
            "voters",
        )
        self.positions = positions
