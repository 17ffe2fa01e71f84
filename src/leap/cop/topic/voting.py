"""Dots: how a member votes, how paper counts, who is let in late. For forms and REST.

Who may is asked by the permission of the view or service; whether somebody can vote in
this very round, by the box. Nothing here says how anybody but the current user voted.
"""

from AccessControl import getSecurityManager
from collections.abc import Iterable
from datetime import datetime
from datetime import timedelta
from leap.cop import _
from leap.cop.ballot.box import Cast
from leap.cop.ballot.box import Wall
from leap.cop.ballot.messages import NotTheseVoters
from leap.cop.ballot.rules import SECRET
from leap.cop.community.accounts import id_among
from leap.cop.community.membership import Membership
from leap.cop.consent import binding
from leap.cop.consent.errors import NotNow
from leap.cop.consent.errors import Refused
from leap.cop.core import lookup
from leap.cop.core.containment import community_of
from leap.cop.core.names import sort_key
from leap.cop.topic import rules
from leap.cop.topic.collecting import me
from leap.cop.topic.events import ReminderAsked
from leap.cop.topic.events import VoterAdmitted
from leap.cop.topic.events import WallTakenDown
from leap.cop.topic.phases import may_vote
from leap.cop.topic.phases import phase_of
from leap.cop.topic.phases import rules_of
from leap.cop.topic.phases import settle
from leap.cop.topic.phases import voters_of
from leap.cop.topic.storage import record_of
from leap.cop.topic.storage import Theme
from leap.cop.topic.storage import themes_of
from plone.uuid.interfaces import IUUID
from typing import NamedTuple
from zExceptions import NotFound
from zope.event import notify


CAST_BALLOT = "leap.cop: Cast Ballot"

#: Those who have not voted are reminded once in this time.
BETWEEN_REMINDERS = timedelta(hours=24)


class MyBallot(NamedTuple):
    """How far the current user is with the own dots."""

    phase: str
    can_vote: bool
    cast: bool
    on_paper: bool
    #: Whether stickers were entered as this person's, and taken out again.
    taken_out: bool
    #: By theme; empty in a secret round, where nobody knows it.
    dots: dict[str, int]
    per_person: int
    per_theme: int
    secret: bool
    #: How many dots are still to give, see `dots_left`.
    left: int
    #: In the order of this voter's own.
    themes: list[Theme]


class Voter(NamedTuple):
    """Somebody who can vote; whether they have stands nowhere."""

    userid: str
    fullname: str


def themes_for(content, userid: str) -> list[Theme]:
    """Give the themes in the order of one voter's own, the same each time."""
    by_id = {theme.id: theme for theme in themes_of(record_of(content))}
    order = rules.shuffled(list(by_id), f"{IUUID(content)}:{userid}")
    return [by_id[one] for one in order]


def my_ballot(content, *, now: datetime) -> MyBallot:
    """Give the current user's own ballot."""
    record = record_of(content)
    wanted = rules_of(content, record)
    userid = me()
    permitted = bool(getSecurityManager().checkPermission(CAST_BALLOT, content))
    slip = record.box.ballot_of(userid) if wanted.secrecy != SECRET else None
    return MyBallot(
        phase=phase_of(content, now),
        can_vote=permitted and may_vote(content, userid, now),
        cast=record.box.has_voted(userid),
        on_paper=record.box.voted_on_paper(userid),
        taken_out=record.box.was_taken_out(userid),
        dots=dict(slip or ()),
        per_person=wanted.dots,
        per_theme=wanted.most,
        secret=wanted.secrecy == SECRET,
        left=dots_left(content, now=now),
        themes=themes_for(content, userid),
    )


def dots_left(content, *, now: datetime) -> int:
    """Give how many dots the current user has still to give; wakes no theme.

    None before the vote and after it, and once a ballot is secret or on paper.
    """
    record = record_of(content)
    userid = me()
    if phase_of(content, now) != rules.VOTING or not may_vote(content, userid, now):
        return 0
    if not getSecurityManager().checkPermission(CAST_BALLOT, content):
        return 0
    box, wanted = record.box, rules_of(content, record)
    if box.voted_on_paper(userid):
        return 0
    if wanted.secrecy == SECRET:
        return 0 if box.has_voted(userid) else wanted.dots
    return wanted.dots - sum(number for _theme, number in box.ballot_of(userid) or ())


def cast(content, dots: object, receipt: object = None, *, now: datetime) -> Cast:
    """Cast the current user's whole ballot.

    :param dots: number by theme id; unspent dots are fine.
    :param receipt: random signs of the sender's, by which a retry is known.
    :raises Refused: for dots that the rules do not allow.
    :raises NotNow: when the vote is not open, or a secret ballot is cast already.
    :raises NotYours: for somebody who cannot vote in this round.
    """
    record = settle(content, now)
    if record.phase != rules.CLOSED or record.box.rules is None:
        _check_open(record.phase)
    # After the close the box knows a retry whose first answer was lost.
    return record.box.cast(me(), dots, receipt, now=now)


def take_back(content, *, now: datetime) -> None:
    """Take the current user's own ballot back; a secret one is final."""
    record = settle(content, now)
    _check_open(record.phase)
    record.box.take_back(me(), now=now)


def cast_on_paper(
    content, voters: object, dots: object, receipt: object = None, *, now: datetime
) -> Wall:
    """Count the dots that people stuck to paper.

    :param voters: user ids of those who voted on paper; each votes once. Whoever could
        not vote on a screen at this moment cannot on paper: they would not hear of it.
    :param dots: the stickers of all of them together, by theme id.
    :raises Refused: for people who cannot vote here or have, or more dots than they
        had together; nothing counts then.
    """
    if not isinstance(voters, list) or not all(isinstance(one, str) for one in voters):
        raise Refused(_("voters: send a list of user ids."))
    record = settle(content, now)
    _check_open(record.phase)
    _check_shown(content)
    inside = Membership(community_of(content)).insiders()
    if len(voters) <= record.box.voters_total:
        voters = [id_among(inside, one) for one in voters]
    gone = [number for number, one in enumerate(voters, 1) if one not in inside]
    if gone:
        raise NotTheseVoters(tuple(gone))
    return record.box.cast_on_paper(voters, dots, receipt, now=now)


def walls(content, *, now: datetime) -> list[Wall]:
    """Give what stands there from paper while it can be taken out; never of whom."""
    if phase_of(content, now) != rules.VOTING:
        return []
    return record_of(content).box.walls()


def take_down(content, wall_id: str, *, now: datetime) -> int:
    """Take a wall that was entered wrongly out again; give how many people it was of.

    They are told, by mail and on the page of the vote: each of them can vote again, and
    nobody finds out without their knowledge who has not voted, by entering somebody's
    paper and taking it out.

    :raises NotFound: for a wall that there is not.
    :raises NotNow: when the vote is not open, or nobody would hear of it.
    """
    record = settle(content, now)
    _check_open(record.phase)
    _check_shown(content)
    try:
        people = record.box.take_down(wall_id, now=now)
    except KeyError:
        raise NotFound(wall_id) from None
    notify(WallTakenDown(content, people))
    return len(people)


def admit(content, userid: object, *, now: datetime) -> str:
    """Let somebody vote who became a member after the vote opened.

    :param userid: as it was typed.
    :returns: the account's own id.
    :raises Refused: for somebody who is no member.
    """
    record = settle(content, now)
    _check_open(record.phase)
    membership = Membership(community_of(content))
    userid = id_among(membership.histories(), userid)
    if not isinstance(userid, str) or membership.role_of(userid) not in (
        "member",
        "facilitator",
    ):
        raise Refused(_("userid: choose a member of this community."))
    if record.box.admit(userid, now=now):
        notify(VoterAdmitted(content, userid))
    return userid


def voters(content, now: datetime) -> list[Voter]:
    """Give who can vote, by name; never who has. By the names that are kept."""
    return _by_name(content, voters_of(content, now))


def named_now(content, voter: Voter) -> Voter:
    """Return somebody by the name in the account as it is now; it reads one."""
    name = Membership(community_of(content)).fullname(voter.userid)
    return voter._replace(fullname=name)


def _by_name(content, userids: Iterable[str]) -> list[Voter]:
    names = Membership(community_of(content)).names(userids)
    found = [Voter(userid, name) for userid, name in names.items()]
    return sorted(found, key=lambda one: (sort_key(one.fullname), one.userid))


def late_joiners(content, now: datetime) -> list[Voter]:
    """Give the members who cannot vote in this round, because they came later."""
    inside = Membership(community_of(content)).insiders()
    return _by_name(content, inside - set(voters_of(content, now)))


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
    record = settle(content, now)
    _check_open(record.phase)
    if record.reminded is not None and now - record.reminded < BETWEEN_REMINDERS:
        raise NotNow(_("They were reminded less than a day ago. Give them some time."))
    members = Membership(community_of(content))
    missing = record.box.voters_total - record.box.voted_total
    if not missing:
        raise NotNow(_("Everybody who can vote has voted."))
    waiting = [one for one in record.box.not_voted() if members.role_of(one)]
    found = lookup.find_all(record.box.voters())
    if not any(found.values()):
        raise NotNow(
            _("Accounts cannot be looked up at the moment. Please try again later.")
        )
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
                "Only facilitators see this round at the moment, so nobody votes in "
                "it. Show it to the members first."
            )
        )


def _check_open(phase: str) -> None:
    if phase == rules.CLOSED:
        raise NotNow(_("The vote is over."))
    if phase != rules.VOTING:
        raise NotNow(_("The vote has not begun yet."))
