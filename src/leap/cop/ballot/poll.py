"""A vote on its way, whatever it is about: its phases, its times, one's own ballot.

At a set time nobody has to come by: whoever reads finds the vote where it is by then,
and the next write puts it down. It is closed in two transactions: the first stops it,
the second counts. In one, ballots that were just being saved would be in the box and
not in the count.

Who may do what is asked by the permission of the view or service; whether somebody can
vote in this very one, by the box. Nothing here says how anybody but the current user
voted.
"""

from AccessControl import getSecurityManager
from collections.abc import Collection
from datetime import datetime
from leap.cop import _
from leap.cop.ballot.box import Cast
from leap.cop.ballot.phases import COUNTING
from leap.cop.ballot.records import PollRecord
from leap.cop.ballot.rules import SECRET
from leap.cop.ballot.rules import shuffled
from leap.cop.core import settings
from leap.cop.core.access import forget_who_and_where
from leap.cop.core.errors import NotNow
from leap.cop.core.errors import Refused
from leap.cop.core.me import me
from leap.cop.core.permissions import CAST_BALLOT
from plone.uuid.interfaces import IUUID
from typing import NamedTuple
from zope.interface import Attribute
from zope.interface import Interface

import transaction


class IPollSource(Interface):
    """What a poll asks of the room whose vote it is."""

    phases = Attribute("The phases, see `phases.Phases`.")
    opens = Attribute("When the vote opens by itself, an aware moment or None.")
    closes = Attribute("When it closes by itself, an aware moment or None.")
    options = Attribute("Ids of what there is to choose from, sorted.")
    rules = Attribute("By which rules people vote, see `rules.Rules`.")

    def record() -> PollRecord:
        """Return the record; one that is not kept, where there is none."""

    def make_record() -> PollRecord:
        """Return the record; make and keep it where there is none."""

    def people_at(moment: datetime) -> list[str]:
        """Return the user ids of those who can vote if it opens at a moment."""

    def check_opening() -> None:
        """Raise `NotNow` while there is not enough, or too much, to choose from."""

    def opened(voters: list[str]) -> None:
        """Follow up: people can vote."""

    def counted() -> None:
        """Follow up: the vote is over and counted."""


class MyBallot(NamedTuple):
    """How far the current user is with their own dots."""

    phase: str
    can_vote: bool
    cast: bool
    on_paper: bool
    #: Whether stickers were entered as this person's, and taken out again.
    taken_out: bool
    #: By option; empty in a secret vote, where nobody knows it.
    dots: dict[str, int]
    per_person: int
    per_option: int
    secret: bool
    #: How many dots are still to give, see `Poll.dots_left`.
    left: int


class Poll:
    """One vote, by the record that its room keeps of it."""

    def __init__(self, content, source: IPollSource) -> None:
        self.content = content
        self.source = source
        self.phases = source.phases

    # Where it is

    def phase_of(self, now: datetime) -> str:
        """Return the phase that it is in now."""
        return self._phase_of(self.source.record(), now, *self._times())

    def _phase_of(self, record: PollRecord, now: datetime, opens, closes) -> str:
        options = bool(self.source.options)
        return self.phases.at(
            record.phase, now, opens=opens, closes=closes, has_options=options
        )

    def _times(self) -> tuple[datetime | None, datetime | None]:
        return self.source.opens, self.source.closes

    def was_voted(self) -> bool:
        """Tell, of one that is over, whether people could vote before."""
        record = self.source.record()
        # By its times alone it may have opened and closed, with nobody coming by.
        return not self.phases.is_past(record.phase) or record.box.rules is not None

    def is_counted(self, now: datetime) -> bool:
        """Tell whether what came out can be told: no ballot is being saved any more."""
        if not self.phases.is_past(self.phase_of(now)):
            return False
        by_time = not self.phases.is_past(self.source.record().phase)
        return not by_time or self.source.closes + COUNTING <= now

    def ended_at(self, now: datetime) -> datetime | None:
        """Return when the vote ended; None before, or where there was none."""
        if not self.phases.is_past(self.phase_of(now)):
            return None
        record = self.source.record()
        return record.ended if self.phases.is_past(record.phase) else self.source.closes

    # Who can vote

    def _opened_by_itself(self, now: datetime) -> list[str] | None:
        """Return who can vote, if it opened at its set time and nobody put it down."""
        ready = self.phases.ready
        if self.source.record().phase != ready or self.phase_of(now) == ready:
            return None
        return self.source.people_at(self.source.opens)

    def voters(self, now: datetime) -> list[str]:
        """Return who can vote: as it was decided when the vote opened."""
        found = self._opened_by_itself(now)
        return self.source.record().box.voters() if found is None else found

    def may_vote(self, userid: str, now: datetime) -> bool:
        """Tell whether somebody can vote here."""
        found = self._opened_by_itself(now)
        if found is None:
            return self.source.record().box.may_vote(userid)
        return userid in found

    def turnout(self, now: datetime) -> tuple[int, int]:
        """Return how many have voted, and how many can."""
        found = self._opened_by_itself(now)
        box = self.source.record().box
        if found is None:
            return box.voted_total, box.voters_total
        return 0, len(found)

    def admit(self, userid: object, *, now: datetime) -> bool:
        """Let somebody vote who came after the vote opened; return whether that is new.

        :raises Refused: for somebody who could not vote if it opened now.
        :raises NotNow: when it is not open.
        """
        record = self.settle_open(now)
        if userid not in self.source.people_at(now):
            raise Refused(_("choose a member of this community."), "userid")
        return record.box.admit(userid, now=now)

    # How it goes on

    def settle(self, now: datetime) -> PollRecord:
        """Write down where it is by now; for writes. Return its record."""
        record = self.source.make_record()
        self._settle(record, now, *self._times())
        return record

    def _settle(self, record: PollRecord, now: datetime, opens, closes) -> None:
        phases, phase = self.phases, self._phase_of(record, now, opens, closes)
        if record.phase == phases.ready != phase:
            self._open(record, self.source.people_at(opens), closes)
        if record.phase == phases.voting != phase:
            record.box.close()
            record.phase = phase
            record.ended = closes

    def settle_open(self, now: datetime) -> PollRecord:
        """Write down where it is by now; return its record while people vote.

        :raises NotNow: before and after.
        """
        record = self.settle(now)
        self._check_open(record)
        return record

    def _check_open(self, record: PollRecord) -> None:
        if self.phases.is_past(record.phase):
            raise NotNow(_("The vote is over."))
        if record.phase != self.phases.voting:
            raise NotNow(_("The vote has not started yet."))

    def finish(self, *, now: datetime) -> bool:
        """Close it when its time is up, and count; return whether anything was done.

        The current transaction is committed on the way.
        """
        record = self.settle(now)
        if not record.box.closed:
            return False
        forget_who_and_where()
        transaction.commit()
        record.box.count_up()
        self.source.counted()
        return True

    def go_to(self, phase: object, *, now: datetime) -> str:
        """Take it on to a phase; return the phase.

        The current transaction is committed on the way from the vote to what follows.

        :raises Refused: for a phase that there is not.
        :raises NotNow: for a step back, or a vote that cannot open.
        """
        if phase not in self.phases.order:
            names = ", ".join(self.phases.order)
            raise Refused(
                _("choose one of ${phases}.", mapping={"phases": names}), "phase"
            )
        record = self.settle(now)
        if phase != record.phase:
            self._go_on(record, phase, now)
        if phase != self.phases.voting:
            self.finish(now=now)
        return record.phase

    def _go_on(self, record: PollRecord, phase: str, now: datetime) -> None:
        if phase not in self.phases.ahead_of(record.phase):
            raise NotNow(
                _("it can only move forward. Start a new vote instead."), "phase"
            )
        if phase == self.phases.voting:
            self._check_opening(now)
            self._open(record, self.source.people_at(now), self.source.closes)
            return
        if phase == self.phases.ready and self.source.options:
            self.check_opens_later(now)
        if record.phase == self.phases.voting:
            record.box.close()
            record.ended = now
        record.phase = phase

    def _check_opening(self, now: datetime) -> None:
        self.source.check_opening()
        if self.source.closes is not None and self.source.closes <= now:
            raise NotNow(
                _("this time has passed. Choose a later one, or none."), "closes"
            )

    def check_opens_later(self, now: datetime) -> None:
        """Refuse what would open the vote at once, for a time that is over.

        :raises NotNow: when the time for the vote has passed while there was nothing to
            choose from, or it was not ready: it would be for who was here then.
        """
        if self.source.opens is not None and self.source.opens <= now:
            raise NotNow(
                _("this time has passed. Choose a later one, or none."), "opens"
            )

    def _open(self, record: PollRecord, voters: list[str], closes) -> None:
        record.box.open(self.source.rules, voters, closes=closes)
        record.small = settings.small_group()
        record.phase = self.phases.voting
        self.source.opened(voters)

    # When its rules or times were changed

    def follow(self, now: datetime) -> None:
        """Take changed rules and times over into the box, while nobody has voted.

        :raises NotNow: for other rules after the first ballot, for times that have come
            already, and for dots that were promised to be secret.
        """
        record = self.source.record()
        self._follow_times(record, now)
        box, wanted = record.box, self.source.rules
        if box.rules is None:
            return
        if wanted != box.rules:
            if box.rules.secrecy == SECRET and wanted.secrecy != SECRET:
                # Somebody may be about to send what they believe to be secret.
                raise NotNow(
                    _(
                        "people were told that their dots are secret, so they stay "
                        "secret."
                    ),
                    "secrecy",
                )
            box.change(rules=wanted, now=now)
        if self.source.closes != box.closes:
            if box.is_over(now):
                raise _ended()
            box.change(closes=self.source.closes, now=now)

    def _follow_times(self, record: PollRecord, now: datetime) -> None:
        """Let nobody undo what the earlier times have brought about already.

        People saw that the vote was open, or over, though nobody wrote it down so far.
        """
        opens, closes = times = self._times()
        if times == record.planned:
            return
        if record.planned is not None:
            self._settle(record, now, *record.planned)
            over = self.phases.is_past(record.phase)
            begun = over or record.phase == self.phases.voting
            if begun and opens != record.planned[0]:
                raise NotNow(_("the vote has already started."), "opens")
            if over and closes != record.planned[1]:
                raise _ended()
        record.planned = times

    # One's own ballot

    def _permitted(self) -> bool:
        return bool(getSecurityManager().checkPermission(CAST_BALLOT, self.content))

    def in_own_order(self) -> list[str]:
        """Return the options in the order of the current user's own, always the same.

        What stands on top gets more dots: so each stands on top for somebody.
        """
        return shuffled(self.source.options, f"{IUUID(self.content)}:{me()}")

    def my_ballot(self, *, now: datetime) -> MyBallot:
        """Return the current user's own ballot."""
        box, wanted, userid = self.source.record().box, self.source.rules, me()
        slip = box.ballot_of(userid) if wanted.secrecy != SECRET else None
        return MyBallot(
            phase=self.phase_of(now),
            can_vote=self._permitted() and self.may_vote(userid, now),
            cast=box.has_voted(userid),
            on_paper=box.voted_on_paper(userid),
            taken_out=box.was_taken_out(userid),
            dots=dict(slip or ()),
            per_person=wanted.dots,
            per_option=wanted.most,
            secret=wanted.secrecy == SECRET,
            left=self.dots_left(now=now),
        )

    def dots_left(self, *, now: datetime) -> int:
        """Return how many dots the current user has still to give.

        None before the vote and after it, and once a ballot is secret or on paper.
        """
        userid = me()
        if self.phase_of(now) != self.phases.voting or not self.may_vote(userid, now):
            return 0
        box, wanted = self.source.record().box, self.source.rules
        if not self._permitted() or box.voted_on_paper(userid):
            return 0
        if wanted.secrecy == SECRET:
            return 0 if box.has_voted(userid) else wanted.dots
        slip = box.ballot_of(userid) or ()
        return wanted.dots - sum(number for _option, number in slip)

    def cast(
        self,
        dots: object,
        receipt: object = None,
        *,
        barred: Collection[str] = frozenset(),
        now: datetime,
    ) -> Cast:
        """Cast the current user's whole ballot.

        :param dots: number by id of an option; unspent dots are fine.
        :param receipt: random characters of the sender's, by which a retry is known.
        :param barred: options that get none from this person, asked at each ballot and
            kept nowhere.
        :raises Refused: for dots that the rules do not allow.
        :raises NotNow: when the vote is not open, or a secret ballot is cast already.
        :raises NotYours: for somebody who cannot vote here.
        """
        record = self.settle(now)
        if not self.phases.is_past(record.phase) or record.box.rules is None:
            self._check_open(record)
        # After the close the box knows a retry whose first answer was lost.
        return record.box.cast(me(), dots, receipt, barred=barred, now=now)

    def take_back(self, *, now: datetime) -> None:
        """Take the current user's own ballot back; a secret one is final."""
        self.settle_open(now).box.take_back(me(), now=now)


def _ended() -> NotNow:
    return NotNow(_("the vote is over. Start a new vote instead."), "closes")
