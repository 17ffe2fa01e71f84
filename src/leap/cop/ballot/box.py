"""The ballot box: who can vote, what was cast, what came out.

Made with the thing that is voted on; all buckets are there before the first vote.

* `roll`: user id to mark, see `vote.py`.
* `slips`: key to slip. The key of a named ballot is the user id; of a secret one the
  sha256 of its receipt, which nobody but the voter has. No time, no order, no counter;
  all options stand in it, so that its size tells nothing.
* `papers`: what was put up on paper: how many people, their dots together.
* `whose`: user ids of those people, so that a wall that was entered wrongly can be
  taken down again, and `taken_out`: of whom that was done, so that they are told. Both
  are forgotten when everything is counted.

A vote changes one roll bucket and one slip bucket, never the box; but it pins the box,
so that a vote and a change of rules or a closing cannot both be saved. That is why
closing takes two transactions: `close`, after which no ballot can land, and `count_up`.
The latter writes everything of a secret box anew at once: until the next pack an older
state of the database may tell which slip came with which mark, after it nothing does.
"""

from BTrees.OOBTree import OOBTree
from BTrees.OOBTree import OOTreeSet
from collections import Counter
from collections.abc import Collection
from collections.abc import Sequence
from datetime import datetime
from leap.cop import _
from leap.cop.ballot import buckets
from leap.cop.ballot.commit import guard
from leap.cop.ballot.messages import NotTheseVoters
from leap.cop.ballot.messages import refusal
from leap.cop.ballot.messages import refused_as_taken
from leap.cop.ballot.messages import refused_as_voted
from leap.cop.ballot.rules import BadBallot
from leap.cop.ballot.rules import checked
from leap.cop.ballot.rules import checked_paper
from leap.cop.ballot.rules import checked_receipt
from leap.cop.ballot.rules import chosen
from leap.cop.ballot.rules import laid_out
from leap.cop.ballot.rules import NAMED
from leap.cop.ballot.rules import SECRET
from leap.cop.ballot.rules import Slip
from leap.cop.ballot.tally import as_one
from leap.cop.ballot.tally import count
from leap.cop.ballot.tally import Line
from leap.cop.ballot.tally import Tally
from leap.cop.ballot.vote import CLOSED
from leap.cop.ballot.vote import COUNTED
from leap.cop.ballot.vote import is_gone
from leap.cop.ballot.vote import NOT_YET
from leap.cop.ballot.vote import PAPER
from leap.cop.ballot.vote import Vote
from leap.cop.ballot.vote import VOTED
from leap.cop.core.errors import NotNow
from leap.cop.core.errors import Refused
from typing import NamedTuple

import hashlib
import secrets


class Cast(NamedTuple):
    """What became of a ballot.

    :param receipt: by which a secret ballot is found again, empty for a named one.
    :param again: whether it was there already; nothing was written then.
    """

    slip: Slip
    receipt: str
    again: bool


class PaperBatch(NamedTuple):
    """Stickers of several people together.

    :param id: by which it is taken down again; tells nothing.
    :param again: whether it was there already; nothing was written then.
    """

    id: str
    people: int
    again: bool = True


class Box(Vote):
    """The box of one vote; stored under the name of `records.BallotBox`."""

    def __init__(self) -> None:
        super().__init__()
        self.slips = buckets.filled()
        # Where processes share a database, a server's log names the bucket in which two
        # votes met. With the salt gone, that tells nothing of which slip it was.
        self._salt = secrets.token_hex(8)
        self.papers = OOBTree()
        self.whose = OOBTree()
        self.taken_out = OOTreeSet()
        # A plain tuple: what is stored does not depend on classes of the pure modules.
        self._tally: tuple | None = None
        self._begun = False

    @property
    def has_ballots(self) -> bool:
        """Whether there is a ballot, single or on paper."""
        return bool(self.papers) or any(bool(tree) for tree in self.slips)

    def bucket_of(self, key: str) -> OOBTree:
        """Return the bucket in which the slip with a key stands, or would."""
        return buckets.bucket(self.slips, key, self._salt)

    @property
    def has_begun(self) -> bool:
        """Whether there was a ballot, though it may have been taken back."""
        return self._begun or self.has_ballots

    def _begin(self) -> None:
        # With what is taken out goes the only sign that somebody has voted.
        if not self._begun:
            self._begun = True

    def _hold_empty(self) -> None:
        for tree in (*self.slips, self.papers):
            buckets.pin(tree)
        if self.has_begun:
            raise NotNow(_("Somebody has voted, so the rules cannot be changed."))

    # Voting

    def cast(
        self,
        userid: str,
        dots: object,
        receipt: object = None,
        *,
        barred: Collection[str] = frozenset(),
        now: datetime,
    ) -> Cast:
        """Put in one person's whole ballot.

        A named one takes the place of an earlier one. A secret one is final; the same
        receipt again is a retry and changes nothing, whatever dots come with it.

        :param barred: options that get no dots from this person; not kept.
        :raises NotYours: for somebody who is not on the roll.
        :raises NotNow: when it is not open, or somebody's ballot is there to stay.
        :raises Refused: for dots or a receipt that are none.
        """
        rules = self._rules_now()
        mark = self._mark(userid)
        try:
            sent = None if receipt is None else checked_receipt(receipt)
            if sent and mark == VOTED and (kept := self._secret_slip(sent)) is not None:
                # Whoever heard no answer may ask again, after the close as well.
                return Cast(kept, sent, again=True)
            slip = checked(dots, rules, barred)
        except BadBallot as bad:
            raise refusal(bad) from bad
        if rules.secrecy == SECRET:
            return self._cast_secret(userid, mark, slip, sent, now)
        return self._cast_named(userid, mark, slip, now)

    def _cast_named(self, userid: str, mark: str, slip: Slip, now: datetime) -> Cast:
        self._must_be_open(now)
        self._must_not_be_on_paper(mark)
        tree = self.bucket_of(userid)
        kept = laid_out(slip, self._rules_now())
        if tree.get(userid) == kept:
            return Cast(slip, "", again=True)
        tree[userid] = kept
        if mark != VOTED:
            buckets.bucket(self.roll, userid)[userid] = VOTED
        guard(self, now)
        return Cast(slip, "", again=False)

    def _cast_secret(
        self, userid: str, mark: str, slip: Slip, sent: str | None, now: datetime
    ) -> Cast:
        receipt = sent or secrets.token_urlsafe(16)
        key = _key(receipt)
        tree = self.bucket_of(key)
        self._must_be_open(now)
        self._must_not_be_on_paper(mark)
        if mark == VOTED:
            raise NotNow(_("You have voted. In a secret vote that is final."))
        if key in tree:
            raise refused_as_taken()
        tree[key] = laid_out(slip, self._rules_now())
        buckets.bucket(self.roll, userid)[userid] = VOTED
        guard(self, now)
        return Cast(slip, receipt, again=False)

    def take_back(self, userid: str, *, now: datetime) -> bool:
        """Take a named ballot out again; return whether there was one.

        :raises NotYours: for somebody who is not on the roll.
        :raises NotNow: when it is secret, on paper, or the vote is not open.
        """
        rules = self._rules_now()
        mark = self._mark(userid)
        if rules.secrecy == SECRET:
            raise NotNow(
                _("In a secret vote, dots are final once you have given them.")
            )
        self._must_be_open(now)
        self._must_not_be_on_paper(mark)
        if mark != VOTED:
            return False
        del self.bucket_of(userid)[userid]
        self._begin()
        buckets.bucket(self.roll, userid)[userid] = NOT_YET
        guard(self, now)
        return True

    def cast_on_paper(
        self,
        voters: Sequence[str],
        dots: object,
        receipt: object = None,
        *,
        now: datetime,
    ) -> PaperBatch:
        """Put in a wall of stickers and mark whose they are, all or nothing.

        :param voters: user ids of the people who put them up.
        :param receipt: makes a retry harmless, if one is sent.
        :raises NotTheseVoters: when somebody is not on the roll, or stands there twice.
        :raises NotNow: when it is not open, or the receipt belongs to another wall.
        :raises Refused: for dots, voters or a receipt that are none, and when one of
            them has voted; not who.
        """
        rules = self._rules_now()
        _check_voters(voters)
        try:
            slip = checked_paper(dots, len(voters), rules)
            sent = None if receipt is None else checked_receipt(receipt)
        except BadBallot as bad:
            raise refusal(bad) from bad
        key = _key(sent or secrets.token_urlsafe(16))
        wall = (len(voters), laid_out(slip, rules))
        if self.papers.get(key) == wall and self._is_of(key, voters):
            return PaperBatch(key, len(voters), again=True)
        self._must_be_open(now)
        if key in self.papers:
            raise refused_as_taken()
        self._mark_on_paper(voters)
        self.papers[key] = wall
        self.whose[key] = tuple(voters)
        guard(self, now)
        return PaperBatch(key, len(voters), again=False)

    def _is_of(self, key: str, voters: Sequence[str]) -> bool:
        """Tell whether a wall is of these people, as far as it is still known."""
        return key not in self.whose or sorted(self.whose[key]) == sorted(voters)

    def walls(self) -> list[PaperBatch]:
        """Return the walls that can still be taken down, in no order that tells."""
        return [PaperBatch(key, len(voters)) for key, voters in self.whose.items()]

    def take_down(self, wall_id: str, *, now: datetime) -> list[str]:
        """Take a wall out again; return who can vote again.

        :raises KeyError: for a wall that there is not.
        :raises NotNow: when the vote is not open.
        """
        self._must_be_open(now)
        voters = self.whose.pop(wall_id)
        del self.papers[wall_id]
        self._begin()
        for userid in voters:
            buckets.bucket(self.roll, userid)[userid] = NOT_YET
        told = [userid for userid in voters if not is_gone(userid)]
        self.taken_out.update(told)
        guard(self, now)
        return told

    def was_taken_out(self, userid: str) -> bool:
        """Tell whether somebody's paper was taken out, and nothing came since."""
        return userid in self.taken_out and not self.has_voted(userid)

    def _mark_on_paper(self, voters: Sequence[str]) -> None:
        times = Counter(voters)
        wrong = tuple(
            number
            for number, userid in enumerate(voters, start=1)
            if times[userid] > 1 or not self.may_vote(userid)
        )
        if wrong:
            raise NotTheseVoters(wrong)
        if any(self.has_voted(userid) for userid in voters):
            # Not who: with one name among them that never fits, this could be asked
            # about everybody, and nothing would be kept of the question.
            raise refused_as_voted()
        for userid in voters:
            buckets.bucket(self.roll, userid)[userid] = PAPER

    # What came out

    def count_up(self) -> Tally:
        """Keep the tally. In a transaction of its own, after that of `close`.

        A secret box is written anew, all of it at once: the list of who has voted, the
        slips, everything on paper as one. Nothing is left of how it came together.

        :raises NotNow: unless it is closed.
        """
        if self.state != CLOSED:
            raise NotNow(_("Close the vote before you count."))
        if self._p_jar is not None and self._p_changed:
            # Ballots that are saved at this moment would not be counted.
            raise RuntimeError("commit after close() and before count_up()")
        result = self.tally()
        if self._rules_now().secrecy == SECRET:
            self.roll = buckets.filled(
                (userid, VOTED if mark else NOT_YET)
                for userid, mark in buckets.entries(self.roll)
            )
            self.slips = buckets.filled(buckets.entries(self.slips))
            self._salt = ""
            wall = as_one(self.papers.values())
            self.papers = OOBTree({"": wall} if self.papers else {})
        self.whose = OOBTree()
        self.taken_out = OOTreeSet()
        self._tally = (tuple(map(tuple, result.lines)), *result[1:])
        self._turnout = (self.voted_total, self.voters_total)
        self.state = COUNTED
        return result

    def tally(self) -> Tally:
        """Return the tally: the kept one, or one of all ballots as they are.

        Whether anybody may see it yet is for the caller to ask.

        :raises NotNow: before it opens.
        """
        if self._tally is not None:
            lines, *rest = self._tally
            return Tally(tuple(Line(*line) for line in lines), *rest)
        slips = (chosen(kept) for _key, kept in buckets.entries(self.slips))
        walls = ((number, chosen(kept)) for number, kept in self.papers.values())
        return count(slips, walls, self._rules_now())

    def ballot_of(self, userid: str) -> Slip | None:
        """Return somebody's named ballot; None when there is none, or it is secret."""
        if self._rules is None or self._rules_now().secrecy != NAMED:
            return None
        return _told(self.bucket_of(userid).get(userid))

    def find(self, receipt: object, *, now: datetime) -> Slip | None:
        """Return the secret ballot that a receipt belongs to, once voting has ended.

        :raises NotNow: before.
        :raises Refused: for what cannot be a receipt.
        """
        if not self.is_over(now):
            raise NotNow(_("You can look up your dots here once the vote is closed."))
        try:
            return self._secret_slip(checked_receipt(receipt))
        except BadBallot as bad:
            raise refusal(bad) from bad

    def _secret_slip(self, receipt: str) -> Slip | None:
        if self._rules_now().secrecy != SECRET:
            return None
        key = _key(receipt)
        return _told(self.bucket_of(key).get(key))

    def forget(self, userid: str) -> bool:
        """Take somebody's name out; return whether it was in. All totals stay."""
        if not self.may_vote(userid):
            return False
        gone = self._rename_on_roll(userid)
        if userid in self.taken_out:
            self.taken_out.remove(userid)
        for key, voters in list(self.whose.items()):
            if userid in voters:
                self.whose[key] = (*(one for one in voters if one != userid), gone)
        if self._rules_now().secrecy == NAMED:
            buckets.rename(self.slips, userid, gone, self._salt)
        # Counting writes the roll anew: what is changed in an old one then would be
        # lost. So the box changes as well, and one of the two has to wait.
        self._p_changed = True
        return True


def _told(kept: Slip | None) -> Slip | None:
    return None if kept is None else chosen(kept)


def _key(receipt: str) -> str:
    return hashlib.sha256(receipt.encode("ascii")).hexdigest()


def _check_voters(voters: object) -> None:
    if not isinstance(voters, (list, tuple)) or not voters:
        raise Refused(_("say whose dots these are."), "voters")
    if not all(isinstance(userid, str) for userid in voters):
        raise Refused(_("send user ids."), "voters")
