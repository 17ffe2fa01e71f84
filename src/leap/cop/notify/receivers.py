"""Who gets a mail: asked at the moment of sending, of the site as it is then."""

from AccessControl.PermissionRole import rolesForPermissionOn
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from datetime import UTC
from leap.cop.community import rules as community_rules
from leap.cop.community import site_reviewers
from leap.cop.community.groups import ROLE_OF_GROUP
from leap.cop.community.membership import Membership
from leap.cop.concern import reading
from leap.cop.concern import rules as concern_rules
from leap.cop.concern import safeguarding
from leap.cop.core import lookup
from leap.cop.core.addresses import deliverable
from leap.cop.core.containment import community_of
from leap.cop.core.people import is_gone
from leap.cop.core.permissions import REVIEW_STORY
from leap.cop.notify import rules
from leap.cop.story.lifecycle import lifecycle
from leap.cop.story.notes import notes
from plone import api
from Products.CMFCore.permissions import View
from typing import NamedTuple


class Receiver(NamedTuple):
    """Where a mail goes, and in which language it is written."""

    address: str
    language: str


class Asking:
    """Who is asked for while mails are written: of whom, and who was not found.

    :param only: the user ids of those who are still to be written to; None for all.
    """

    def __init__(self, only: frozenset[str] | None = None) -> None:
        self.only = only
        self.missed: set[str] = set()
        self.found: dict[str, str] = {}
        self.away: set[str] = set()


_asking: ContextVar[Asking | None] = ContextVar("leap.cop.notify.asking", default=None)


@contextmanager
def asking(only: frozenset[str] | None = None) -> Iterator[Asking]:
    """Note whom a mail could not be written to because nobody could look them up."""
    made = Asking(only)
    token = _asking.set(made)
    try:
        yield made
    finally:
        _asking.reset(token)


def receiver(userid: str) -> Receiver | None:
    """Return the address and language of a user; None where there is no address.

    Whoever is not found now is noted: a directory may be away.
    """
    now = _asking.get()
    if not userid or is_gone(userid):
        return None
    if now is not None and now.only is not None and userid not in now.only:
        return None
    try:
        account = lookup.find_exactly(userid, now.away if now is not None else None)
    except lookup.Unanswered:
        account = None
    if account is None:
        if now is not None:
            now.missed.add(userid)
        return None
    address = deliverable(account.email)
    if not address:
        return None
    if now is not None:
        now.found[address] = userid
    language = account.language or api.portal.get_default_language()
    return Receiver(address, language.split("-")[0].lower())


def site_administration() -> Receiver | None:
    """Return the address of the site, which is nobody's; None where it has none."""
    known = api.portal.get_registry_record("plone.email_from_address", default="")
    address = deliverable(known)
    language = api.portal.get_default_language().split("-")[0]
    return Receiver(address, language) if address else None


def only(userid: str) -> dict[str, Receiver]:
    """Return one person as a receiver, by user id; empty where there is no address."""
    return among([userid], lambda _one: True)


def whom_it_is_about(_content, userid: str, **_carried: str) -> dict[str, Receiver]:
    """Return the person that a mail carries along, wherever that one belongs."""
    return only(userid)


def among(userids: Iterable[str], may: Callable[[str], bool]):
    """Return the receivers among people, by user id; who may not know is none.

    Asked for the address first: whether somebody may know is a matter of the account,
    and who cannot be looked up is asked about later.
    """
    found = {userid: receiver(userid) for userid in sorted(userids)}
    return {
        userid: got for userid, got in found.items() if got is not None and may(userid)
    }


def reviewers_of(story) -> dict[str, Receiver]:
    """Return who may review a story now and has an address, by user id."""
    community = community_of(story)
    if community is None:
        return {}
    membership = Membership(community)
    candidates = _in_group(membership, "reviewers") | {*site_reviewers.userids()}
    teller = lifecycle.teller_of(story)
    return among(
        candidates - {teller},
        lambda one: not membership.is_paused(one) and _may(one, REVIEW_STORY, story),
    )


def teller_of(story) -> dict[str, Receiver]:
    """Return the teller of a story, who may still read it and did not leave."""
    userid = lifecycle.teller_of(story)
    community = community_of(story)
    if userid is None or community is None:
        return {}
    told = datetime.fromtimestamp(story.created().timeTime(), UTC)
    if not rules.still_gets_mail(Membership(community).history(userid), told):
        return {}
    return among([userid], lambda one: _may(one, View, story))


def writer_of_a_note(story, writer: str) -> dict[str, Receiver]:
    """Return who wrote a note about a story and may still read and write there."""
    return among([writer], lambda one: bool(notes.voice_of(story, one)))


def readers_of_concerns(story) -> dict[str, Receiver]:
    """Return who reads what is written about somebody in a story; never its teller."""
    community = community_of(story)
    if community is None:
        return {}
    membership = Membership(community)
    candidates = _in_group(membership, "reviewers") | {*site_reviewers.userids()}
    candidates |= {community.safeguarding_person} - {None, ""}
    candidates -= {lifecycle.teller_of(story)}
    return among(candidates, lambda one: safeguarding.looks_after(community, one))


def readers_of_what_went_wrong(community, readers: str) -> dict[str, Receiver]:
    """Return who reads what is written about a group now, or about a facilitator.

    :param readers: see `leap.cop.concern.rules`.
    """
    candidates = {community.safeguarding_person} - {None, ""}
    if readers == concern_rules.FACILITATORS:
        candidates = _in_group(Membership(community), "facilitators")
    return among(candidates, lambda one: reading.reads(community, readers, one))


def facilitators_of(community, *, besides: str) -> dict[str, Receiver]:
    """Return the facilitators of a community, without whoever writes to them."""
    ids = _in_group(Membership(community), "facilitators") - {besides}
    return among(ids, lambda _one: True)


def readers_inside(content, people: Iterable[str] | None = None):
    """Return who is of the community around some content now and may see it, by id.

    Whoever is paused or left is not of it any more. Nobody's groups and roles are asked
    for: people of the community see what its own roles see.

    :param people: whom it is about, all of them if None.
    """
    community = community_of(content)
    allowed = set(rolesForPermissionOn(View, content))
    ids = {
        userid
        for name in ("members", "facilitators", community_rules.WAITING)
        if allowed & {ROLE_OF_GROUP[name], "Authenticated"}
        for userid in _in_group(Membership(community), name)
    }
    return among(ids if people is None else ids & {*people}, lambda _one: True)


def one_inside(content, userid: str, **_carried: str) -> dict[str, Receiver]:
    """Return the person that a mail carries along, if `readers_inside` has them."""
    return readers_inside(content, [userid])


def has_facilitators(community) -> bool:
    """Tell whether anybody facilitates a community who is not paused.

    Whoever a source of users does not find now may be there all the same.
    """
    return bool(_in_group(Membership(community), "facilitators"))


def _in_group(membership: Membership, name: str) -> set[str]:
    return {
        userid
        for userid, history in membership.histories().items()
        if name in community_rules.groups_of(history)
    }


def _may(userid: str, permission: str, content) -> bool:
    user = api.portal.get_tool("acl_users").getUserById(userid)
    return user is not None and bool(user.has_permission(permission, content))
