"""What happens to rounds, told to the rooms above."""

from leap.cop.core.events import event_class
from leap.cop.core.events import ICopEvent
from zope.interface import Attribute


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


VotingOpened = event_class(IVotingOpened, about="round")
RoundClosed = event_class(IRoundClosed, about="round")
VoterAdmitted = event_class(IVoterAdmitted, about="round")
WallTakenDown = event_class(IWallTakenDown, about="round")
ReminderAsked = event_class(IReminderAsked, about="round")
