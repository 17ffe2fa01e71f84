"""Say in words what is wrong with a ballot, beginning with the field."""

from leap.cop import _
from leap.cop.ballot import rules
from leap.cop.ballot.rules import BadBallot
from leap.cop.core.errors import Refused


def refusal(bad: BadBallot) -> Refused:
    """Give the error that forms and services answer with."""
    return Refused(_words(bad))


def _words(bad: BadBallot) -> str:
    words = {"limit": bad.limit}
    return {
        rules.NOT_A_MAPPING: _("dots: send how many dots go where."),
        rules.NOT_A_NUMBER: _("dots: send whole numbers."),
        # What was sent instead is not repeated: it may be anything.
        rules.UNKNOWN_OPTION: _("dots: send what is there to choose from, only."),
        rules.BELOW_ZERO: _("dots: nothing gets fewer than no dots."),
        rules.TOO_MANY_ON_ONE: _(
            "dots: at most ${limit} on the same one.", mapping=words
        ),
        rules.TOO_MANY: _(
            "dots: there are ${limit} to spend, not more.", mapping=words
        ),
        rules.BAD_RECEIPT: _(
            "receipt: send 8 to 128 signs: letters without accents, digits and _.~-"
        ),
    }[bad.reason]


def refused_as_voted() -> Refused:
    """Give the error for paper of people some of whom have voted; not of whom."""
    return Refused(
        _(
            "voters: at least one of these people has voted already, so nothing is "
            "counted yet. Nobody is told who has voted: ask them whose dots are in "
            "already, and leave those out."
        )
    )


class NotTheseVoters(Refused):
    """Some of those whose dots are on paper cannot vote here, or stand there twice.

    :param positions: which ones, counted from one as they were sent.
    """

    def __init__(self, positions: tuple[int, ...]) -> None:
        numbers = ", ".join(map(str, positions))
        super().__init__(
            _(
                "voters: these cannot vote here, or stand twice: number ${numbers}.",
                mapping={"numbers": numbers},
            )
        )
        self.positions = positions
