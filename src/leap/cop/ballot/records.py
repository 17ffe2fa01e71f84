"""What is written down of a vote: the box, and how far it is."""

from datetime import datetime
from leap.cop.ballot.box import Box
from persistent import Persistent


class BallotBox(Box):
    """The box of one vote."""


class PollRecord(Persistent):
    """How far a vote is, and its box; a room's own record adds what it is about."""

    #: When those who had not voted were reminded last.
    reminded: datetime | None = None

    #: When the vote was closed; at a set time that time.
    ended: datetime | None = None

    #: Below how many ballots a secret vote shows no numbers, as it was when it opened:
    #: whoever allows more later does so for votes to come.
    small: int = 0

    #: Set times as they were said last: what they brought about stays. None if unknown.
    planned: tuple[datetime | None, datetime | None] | None = None

    def __init__(self, phase: str) -> None:
        self.phase = phase
        self.box = BallotBox()
