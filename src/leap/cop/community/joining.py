"""How somebody comes in: as a member, or on the way in while something is missing.

A community can ask for more before somebody belongs, such as a manager's support. Each
is a `IJoinCondition` of the room that knows about it. Whoever lacks one is a candidate,
who sees the home and nothing more, and becomes a member when the last one is there.

Facilitators can do without some conditions, and without others they cannot: whatever
the way in, nobody becomes a member who lacks one of these.
"""

from datetime import datetime
from datetime import UTC
from leap.cop import _
from leap.cop.community import rules
from leap.cop.community.accounts import own_id
from leap.cop.community.membership import Membership
from leap.cop.core.errors import NotNow
from plone import api
from typing import NamedTuple
from zope.component import subscribers
from zope.interface import Attribute
from zope.interface import Interface


class IJoinCondition(Interface):
    """Subscription adapter of a community: something it asks for before one belongs.

    Whoever left and comes back is asked again: what somebody fulfilled MUST be
    forgotten on `IMemberLeft`.
    """

    may_be_lifted = Attribute("Whether facilitators may let somebody in without it")

    def missing(userid: str):
        """Give what is missing, as a sentence to that person; empty for nothing."""

    def address(userid: str) -> str:
        """Return the page on which that person does it, empty where there is none."""

    def lift(userid: str, by: str, now: datetime) -> None:
        """Do without it for one person. Called where `may_be_lifted` alone."""


class IJoinWish(Interface):
    """Subscription adapter of a community: something that waits for one person.

    An application waits for the community, an invitation for the person. When both are
    there for the same person, the second completes the first.
    """

    def wished(userid: str) -> bool:
        """Tell whether this person asked to come in, and waits for an answer."""

    def welcomed(userid: str) -> bool:
        """Tell whether the community asked this person to come in, and waits."""

    def settle(userid: str, now: datetime) -> None:
        """Close what waits: the person came in. It MUST NOT let anybody in itself."""


def _wishes(community) -> list:
    return subscribers((community,), IJoinWish)


def wanted_by_person(community, userid: str) -> bool:
    """Tell whether this person asked to come in, and waits."""
    return any(wish.wished(userid) for wish in _wishes(community))


def welcomed_by_community(community, userid: str) -> bool:
    """Tell whether the community asked this person to come in, and waits."""
    return any(wish.welcomed(userid) for wish in _wishes(community))


def settle_what_waits(event) -> None:
    """Close what waits for somebody who came in, whichever way (`IMemberJoined`)."""
    now = datetime.now(UTC)
    for wish in _wishes(event.community):
        wish.settle(event.userid, now)


def _conditions(community) -> list:
    return subscribers((community,), IJoinCondition)


def missing(community, userid: str) -> list:
    """Return what somebody still needs before belonging, for that person to read."""
    found = (condition.missing(userid) for condition in _conditions(community))
    return [sentence for sentence in found if sentence]


class Lacking(NamedTuple):
    """Something that somebody still needs, and the page on which it is done, if any."""

    sentence: str
    url: str


def lacking(community, userid: str) -> list[Lacking]:
    """Return what somebody still needs before belonging, for that person's pages."""
    return [
        Lacking(sentence, condition.address(userid))
        for condition in _conditions(community)
        if (sentence := condition.missing(userid))
    ]


def missing_for_good(community, userid: str) -> list:
    """Return what somebody needs that nobody can do without, as `missing` does."""
    found = (
        condition.missing(userid)
        for condition in _conditions(community)
        if not condition.may_be_lifted
    )
    return [sentence for sentence in found if sentence]


def come_in(community, userid: str, *, how: str, now: datetime) -> str:
    """Let somebody in who asked and was accepted, or was asked and accepts.

    Asking again, or being asked twice, changes nothing.

    :param how: what is kept of the way in, such as `application` or `invitation`.
    :returns: the role that the person has now, `member` or `candidate` for newcomers.
    :raises NotNow: for somebody who is paused: coming back needs a facilitator.
    """
    membership = Membership(community)
    running = rules.current(membership.history(userid))
    if running is not None and running.paused:
        raise NotNow(_("This is not possible now. Please write to the facilitators."))
    if running is not None and running.role != rules.CANDIDATE:
        return running.role
    role = rules.CANDIDATE if missing(community, userid) else rules.MEMBER
    if running is None:
        membership.add(userid, role, now=now, how=how)
    elif role == rules.MEMBER:
        membership.change_role(userid, role, now=now)
    return role


def go_on(community, userid: str, *, now: datetime) -> bool:
    """Make a candidate a member if nothing is missing any more; tell whether."""
    membership = Membership(community)
    if membership.role_of(userid) != rules.CANDIDATE or missing(community, userid):
        return False
    membership.change_role(userid, rules.MEMBER, now=now)
    return True


# By hand


def put_on_list(community, typed: object, role: object, *, by: str, now: datetime):
    """Let somebody in whom facilitators put on the list.

    A member who lacks what nobody can do without begins as a candidate; the rest is
    lifted, as whoever lets somebody in by hand does not wait for it.

    :param typed: the user id, as it was typed.
    :param by: the user id of the facilitator.
    :returns: the account's own id.
    :raises Refused: for an unknown role or user.
    :raises NotNow: for somebody who belongs already.
    """
    membership = Membership(community)
    if role != rules.MEMBER or not missing_for_good(community, own_id(typed)):
        return membership.add(typed, role, now=now)
    userid = membership.add(typed, rules.CANDIDATE, now=now)
    for condition in _conditions(community):
        if condition.may_be_lifted and condition.missing(userid):
            condition.lift(userid, by, now)
    return userid


def change_role(community, userid: str, role: object, *, now: datetime) -> None:
    """Give somebody another role; see `Membership.change_role`.

    Whoever reviewed begins as a member who waits, where something is asked now.

    :raises NotNow: for somebody on the way in who lacks what nobody can do without, and
        for whoever reviewed and would not wait for it; it names that.
    """
    membership = Membership(community)
    running = rules.current(membership.history(userid))
    comes_in = running is not None and running.role not in rules.WAITING_ROLES
    lacking = []
    if comes_in and role == rules.MEMBER:
        lacking = missing_for_good(community, userid)
    if lacking and running.role == rules.CANDIDATE:
        raise _still_lacks(lacking)
    membership.change_role(userid, role, now=now)
    if lacking and not membership.waits(userid):
        raise _still_lacks(lacking)


def _still_lacks(lacking: list) -> NotNow:
    return NotNow(
        _(
            "something is still needed before this person can join: ${missing}",
            mapping={"missing": " ".join(map(api.portal.translate, lacking))},
        ),
        "role",
    )
