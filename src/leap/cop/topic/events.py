"""What happens to rounds, told to the rooms above."""

from leap.cop.core.events import ICopEvent
from zope.interface import Attribute
from zope.interface import implementer


class IRoundEvent(ICopEvent):
    """Something happened to a round."""

    round = Attribute("The round.")


class IVotingOpened(IRoundEvent):
    """People can give their dots."""

    voters = Attribute("User ids of those who can vote.")


class IRoundClosed(IRoundEvent):
    """The vote is over and counted."""


class IVoterAdmitted(IRoundEvent):
    """Somebody who came later can give their dots, too."""

    userid = Attribute("Who it is.")


class IWallTakenDown(IRoundEvent):
    """Dots from paper do not count any more; people can vote again."""

    voters = Attribute("User ids of those whose dots these were.")


class IReminderAsked(IRoundEvent):
    """A facilitator has those reminded who have not voted, without knowing them."""

    waiting = Attribute("User ids of those who can vote and have not.")


class RoundEvent:
    """Something happened to a round."""

    def __init__(self, round) -> None:
        self.round = self.about = round


@implementer(IVotingOpened)
class VotingOpened(RoundEvent):
    """People can give their dots."""

    def __init__(self, round, voters: list[str]) -> None:
        super().__init__(round)
        self.voters = voters


@implementer(IRoundClosed)
class RoundClosed(RoundEvent):
    """The vote is over and counted."""


@implementer(IVoterAdmitted)
class VoterAdmitted(RoundEvent):
    """Somebody who came later can give their dots, too."""

    def __init__(self, round, userid: str) -> None:
        super().__init__(round)
        self.userid = userid


@implementer(IWallTakenDown)
class WallTakenDown(RoundEvent):
    """Dots from paper do not count any more; people can vote again."""

    def __init__(self, round, voters: list[str]) -> None:
        super().__init__(round)
        self.voters = voters


@implementer(IReminderAsked)
class ReminderAsked(RoundEvent):
    """A facilitator has those reminded who have not voted, without knowing them."""

    def __init__(self, round, waiting: list[str]) -> None:
        super().__init__(round)
        self.waiting = waiting
