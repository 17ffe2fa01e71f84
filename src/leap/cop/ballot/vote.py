"""A vote as a whole: who can vote, under which rules, until when.

`roll` has a mark for each user id (NOT_YET, VOTED, PAPER). It is filled when the vote
begins, so that voting changes a mark and adds nothing.
"""

from collections.abc import Iterable
from datetime import datetime
from datetime import timedelta
from leap.cop import _
from leap.cop.ballot import buckets
from leap.cop.ballot.rules import Rules
from leap.cop.ballot.rules import sound
from leap.cop.core.errors import NotNow
from leap.cop.core.errors import NotYours
from leap.cop.core.errors import Refused
from persistent import Persistent

import secrets


WAITING = "waiting"
OPEN = "open"
CLOSED = "closed"
COUNTED = "counted"

NOT_YET = ""
VOTED = "voted"
PAPER = "paper"

#: No user id begins like this: somebody who was forgotten keeps a place, not a name.
_GONE = "\0"


def is_gone(userid: str) -> bool:
    """Tell whether this is the place of somebody who was forgotten."""
    return userid.startswith(_GONE)


#: A ballot that was taken in time may be saved so much later.
LONGEST_COMMIT = timedelta(seconds=1)

#: Tells "leave it as it is" from "no end".
KEEP = object()


class Vote(Persistent):
    """What a ballot box knows besides its ballots."""

    def __init__(self) -> None:
        self.state = WAITING
        self.closes: datetime | None = None
        self.roll = buckets.filled()
        # A plain tuple: what is stored does not depend on a class of the pure modules.
        self._rules: tuple | None = None
        # Kept when everything is counted: how many have voted, how many could.
        self._turnout: tuple[int, int] | None = None

    # The whole

    @property
    def closed(self) -> bool:
        """Whether voting has ended and nothing is counted yet."""
        return self.state == CLOSED

    @property
    def counted(self) -> bool:
        """Whether the tally is kept."""
        return self.state == COUNTED

    @property
    def rules(self) -> Rules | None:
        """The rules in force, None until it opens."""
        return None if self._rules is None else Rules(*self._rules)

    def is_open(self, now: datetime) -> bool:
        """Tell whether a ballot is taken at this moment."""
        return self.state == OPEN and (self.closes is None or now < self.closes)

    def is_over(self, now: datetime) -> bool:
        """Tell whether voting has ended: it was closed, or its time is up."""
        ended = self.closed or self.counted
        return ended or (self.state == OPEN and not self.is_open(now))

    def is_final(self, now: datetime) -> bool:
        """Tell whether what is in the box is all there will ever be."""
        if self.closed or self.counted:
            return True
        return self.closes is not None and self.is_over(now - LONGEST_COMMIT)

    def open(
        self, rules: Rules, voters: Iterable[str], closes: datetime | None = None
    ) -> None:
        """Begin: from now on these people can vote under these rules.

        :param closes: an aware moment, None when somebody will close it.
        :raises NotNow: when it began already.
        :raises ValueError: for rules under which nobody could vote, a naive moment.
        """
        if self.state != WAITING:
            raise NotNow(_("The vote has already started."))
        self._rules = tuple(sound(rules))
        self.closes = _aware(closes)
        for userid in sorted(set(voters)):
            buckets.bucket(self.roll, userid)[userid] = NOT_YET
        self.state = OPEN

    def change(
        self,
        *,
        rules: Rules | None = None,
        closes: datetime | object | None = KEEP,
        now: datetime,
    ) -> None:
        """Change the rules while there is no ballot, or the end while it is open.

        :raises NotNow: when it is not open; for rules, when there is a ballot.
        :raises Refused: for an end that has passed.
        """
        self._must_be_open(now)
        if rules is not None:
            self._change_rules(rules)
        if closes is not KEEP:
            self._change_end(closes, now)

    def _change_rules(self, rules: Rules) -> None:
        sound(rules)
        self._hold_empty()
        self._rules = tuple(rules)

    def _hold_empty(self) -> None:
        """Let no ballot in before the change is saved; NotNow when there is one."""
        raise NotImplementedError

    def _change_end(self, closes, now: datetime) -> None:
        if _aware(closes) is not None and closes <= now:
            raise Refused(_("choose a date and time in the future."), "closes")
        self.closes = closes

    def close(self) -> None:
        """End it: once this is saved, no ballot can land any more.

        :raises NotNow: unless it is open.
        """
        if self.state != OPEN:
            raise NotNow(_("No vote is open, so there is nothing to close."))
        self.state = CLOSED

    # Who can vote

    def admit(self, userid: str, *, now: datetime) -> bool:
        """Let one more person vote; return whether that is new.

        :raises NotNow: when it is not open.
        """
        if self.state != OPEN:
            raise NotNow(_("Nobody can be added to a vote that is not open."))
        self._must_be_open(now)
        tree = buckets.bucket(self.roll, userid)
        if userid in tree:
            return False
        buckets.pin(self)
        tree[userid] = NOT_YET
        return True

    def may_vote(self, userid: str) -> bool:
        """Tell whether somebody is on the roll."""
        return userid in buckets.bucket(self.roll, userid)

    def has_voted(self, userid: str) -> bool:
        """Tell whether somebody has voted, in whatever way."""
        return bool(buckets.bucket(self.roll, userid).get(userid))

    def voted_on_paper(self, userid: str) -> bool:
        """Tell whether it was on paper. A secret box that was counted knows no more."""
        return buckets.bucket(self.roll, userid).get(userid) == PAPER

    def voters(self) -> list[str]:
        """Return everybody who can vote, sorted, without those who were forgotten."""
        return sorted(
            userid
            for userid, _mark in buckets.entries(self.roll)
            if not is_gone(userid)
        )

    def not_voted(self) -> list[str]:
        """Return whom to remind, sorted, without those who were forgotten."""
        return sorted(
            userid
            for userid, mark in buckets.entries(self.roll)
            if not mark and not is_gone(userid)
        )

    @property
    def voters_total(self) -> int:
        """How many people can vote."""
        if self._turnout is not None:
            return self._turnout[1]
        return sum(len(tree) for tree in self.roll)

    @property
    def voted_total(self) -> int:
        """How many people have voted."""
        if self._turnout is not None:
            return self._turnout[0]
        return sum(bool(mark) for _userid, mark in buckets.entries(self.roll))

    def _rename_on_roll(self, userid: str) -> str:
        gone = _GONE + secrets.token_hex(16)
        buckets.rename(self.roll, userid, gone)
        return gone

    # Conditions

    def _rules_now(self) -> Rules:
        if self._rules is None:
            raise NotNow(_("The vote has not started yet."))
        return Rules(*self._rules)

    def _must_be_open(self, now: datetime) -> None:
        self._rules_now()
        if not self.is_open(now):
            raise NotNow(_("The vote is closed."))

    def _must_not_be_on_paper(self, mark: str) -> None:
        if mark == PAPER:
            raise NotNow(_("Your dots have already been counted, from paper."))

    def _mark(self, userid: str) -> str:
        mark = buckets.bucket(self.roll, userid).get(userid)
        if mark is None:
            raise NotYours(
                _(
                    "The list of who can vote was fixed when the vote opened. Ask "
                    "a facilitator to add you."
                )
            )
        return mark


def _aware(moment):
    if moment is not None and moment.tzinfo is None:
        raise ValueError("closes: a moment needs its time zone")
    return moment
