"""Dots: how a member votes, how paper counts, who is let in late. For forms and REST.

Who may is asked by the permission of the view or service; whether somebody can vote in
this very round, by the box. Nothing here says how anybody but the current user voted.
"""

from collections.abc import Iterable
from datetime import datetime
from datetime import timedelta
from leap.cop import _
from leap.cop.ballot.box import Cast
from leap.cop.ballot.box import PaperBatch
from leap.cop.ballot.messages import NotTheseVoters
from leap.cop.ballot.poll import MyBallot
from leap.cop.community.accounts import id_among
from leap.cop.community.membership import Membership
from leap.cop.community.roster import by_name
from leap.cop.core import binding
from leap.cop.core import lookup
from leap.cop.core.containment import community_of
from leap.cop.core.errors import NotNow
from leap.cop.topic import rules
from leap.cop.topic.events import ReminderAsked
from leap.cop.topic.events import VoterAdmitted
from leap.cop.topic.events import WallTakenDown
from leap.cop.topic.phases import phase_of
from leap.cop.topic.phases import poll_of
from leap.cop.topic.records import record_of
from leap.cop.topic.records import Theme
from typing import NamedTuple
from zExceptions import NotFound
from zope.event import notify


#: Those who have not voted are reminded once in this time.
BETWEEN_REMINDERS = timedelta(hours=24)


class Voter(NamedTuple):
    """Somebody who can vote; whether they have stands nowhere."""

    userid: str
    fullname: str


def themes_for(content) -> list[Theme]:
    """Return the themes in the order of the current user's own, the same each time."""
    kept = record_of(content).themes
    return [kept[one] for one in poll_of(content).in_own_order()]


def my_ballot(content, *, now: datetime) -> MyBallot:
    """Return the current user's own ballot."""
    return poll_of(content).my_ballot(now=now)


def dots_left(content, *, now: datetime) -> int:
    """Return how many dots the current user has still to give; wakes no theme."""
    return poll_of(content).dots_left(now=now)


def cast(content, dots: object, receipt: object = None, *, now: datetime) -> Cast:
    """Cast the current user's whole ballot, by theme id. See `Poll.cast`."""
    return poll_of(content).cast(dots, receipt, now=now)


def take_back(content, *, now: datetime) -> None:
    """Take the current user's own ballot back; a secret one is final."""
    poll_of(content).take_back(now=now)


def cast_on_paper(
    content, voters: list[str], dots: object, receipt: object = None, *, now: datetime
) -> PaperBatch:
    """Count the dots that people stuck to paper.

    :param voters: user ids of those who voted on paper; each votes once. Whoever could
        not vote on a screen at this moment cannot on paper: they would not hear of it.
    :param dots: the stickers of all of them together, by theme id.
    :raises Refused: for people who cannot vote here or have, or more dots than they
        had together; nothing counts then.
    """
    record = poll_of(content).settle_open(now)
    _check_shown(content)
    inside = Membership(community_of(content)).insiders()
    if len(voters) <= record.box.voters_total:
        voters = [id_among(inside, one) for one in voters]
    gone = [number for number, one in enumerate(voters, 1) if one not in inside]
    if gone:
        raise NotTheseVoters(tuple(gone))
    return record.box.cast_on_paper(voters, dots, receipt, now=now)


def walls(content, *, now: datetime) -> list[PaperBatch]:
    """Return what stands there from paper while it can be taken out; never of whom."""
    if phase_of(content, now) != rules.VOTING:
        return []
    return record_of(content).box.walls()


def take_down(content, wall_id: str, *, now: datetime) -> int:
    """Take a wall that was entered wrongly out again; return how many people it was of.

    They are told, by mail and on the page of the vote: each of them can vote again, and
    nobody finds out without their knowledge who has not voted, by entering somebody's
    paper and taking it out.

    :raises NotFound: for a wall that there is not.
    :raises NotNow: when the vote is not open, or nobody would hear of it.
    """
    record = poll_of(content).settle_open(now)
    _check_shown(content)
    try:
        people = record.box.take_down(wall_id, now=now)
    except KeyError:
        raise NotFound(wall_id) from None
    notify(WallTakenDown(content, people))
    return len(people)


def admit(content, userid: str, *, now: datetime) -> str:
    """Let somebody vote who became a member after the vote opened.

    :param userid: as it was typed.
    :returns: the account's own id.
    :raises Refused: for somebody who is no member.
    """
    userid = id_among(Membership(community_of(content)).histories(), userid)
    if poll_of(content).admit(userid, now=now):
        notify(VoterAdmitted(content, userid))
    return userid


def voters(content, now: datetime) -> list[Voter]:
    """Return who can vote, by name; never who has. By the names that are kept."""
    return _by_name(content, poll_of(content).voters(now))


def named_now(content, voter: Voter) -> Voter:
    """Return somebody by the name in the account as it is now; it reads one."""
    name = Membership(community_of(content)).fullname(voter.userid)
    return voter._replace(fullname=name)


def _by_name(content, userids: Iterable[str]) -> list[Voter]:
    names = Membership(community_of(content)).names(userids)
    found = [Voter(userid, name) for userid, name in names.items()]
    place = by_name()
    return sorted(found, key=lambda one: (place(one.fullname), one.userid))


def late_joiners(content, now: datetime) -> list[Voter]:
    """Return the members who cannot vote in this round, because they came later."""
    inside = Membership(community_of(content)).insiders()
    return _by_name(content, inside.difference(poll_of(content).voters(now)))


class Reminded(NamedTuple):
    """Who is reminded, in numbers that say of nobody whether they have voted.

    `reached` and `no_address` come from all who can vote: one member without a mail
    address is known to a facilitator, and would be found out by an exact number.
    """

    #: How many have not voted.
    people: int
    #: How many of those a mail reaches at least.
    reached: int
    #: How many of all who can vote have no mail address.
    no_address: int


def remind(content, *, now: datetime) -> Reminded:
    """Have those reminded who have not voted.

    Whoever left is counted and gets none: the difference to the turnout would tell
    whether the one who left had voted. Who cannot be looked up now is asked later.

    :raises NotNow: when the vote is not open, everybody has voted, they were reminded a
        short while ago, or nobody can be looked up.
    """
    record = poll_of(content).settle_open(now)
    if record.reminded is not None and now - record.reminded < BETWEEN_REMINDERS:
        raise NotNow(_("They were reminded less than a day ago. Give them some time."))
    members = Membership(community_of(content))
    missing = record.box.voters_total - record.box.voted_total
    if not missing:
        raise NotNow(_("Everybody who can vote has voted."))
    waiting = [one for one in record.box.not_voted() if members.role_of(one)]
    found = lookup.find_all(record.box.voters())
    if not any(found.values()):
        raise NotNow(lookup.AWAY)
    record.reminded = now
    notify(ReminderAsked(content, waiting))
    no_address = sum(not account.email for account in found.values() if account)
    reachable = sum(
        bool(account and account.email and members.role_of(one))
        for one, account in found.items()
    )
    unreached = record.box.voters_total - reachable
    return Reminded(missing, max(0, missing - unreached), no_address)


def _check_shown(content) -> None:
    if binding.state_of(content) == "private":
        raise NotNow(
            _(
                "Only facilitators can see this round at the moment, so "
                "nobody can vote in it. Show it to members first."
            )
        )
