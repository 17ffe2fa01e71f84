"""Saying that something went wrong in a group: who may, who reads it, what is kept."""

from datetime import datetime
from datetime import UTC
from leap.cop import _
from leap.cop.community import people
from leap.cop.community import rules as community_rules
from leap.cop.community.membership import Membership
from leap.cop.concern import rules
from leap.cop.concern.events import WentWrong
from leap.cop.concern.reading import facilitates
from leap.cop.concern.records import Concerns
from leap.cop.concern.records import telephone
from leap.cop.concern.rules import Concern
from leap.cop.core.errors import NotNow
from leap.cop.core.me import me
from zExceptions import NotFound
from zope.event import notify


#: Who belongs, or is on the way in. Reviewers come from elsewhere.
_INSIDE = frozenset(
    {community_rules.FACILITATOR, community_rules.MEMBER, community_rules.CANDIDATE}
)


def may_raise(community) -> bool:
    """Tell whether the current user may say that something went wrong here."""
    userid = me()
    return bool(userid) and Membership(community).role_of(userid) in _INSIDE


def check_may_raise(community) -> None:
    """Answer those who do not belong as if there were nothing.

    :raises NotFound: for them.
    """
    if community is None or not may_raise(community):
        raise NotFound(_("This page is not available."))


def has_reader(community, about: str) -> bool:
    """Tell whether anybody would read what is about the group, or a facilitator."""
    if rules.READERS_OF[about] == rules.FACILITATORS:
        return True
    userid = people.safeguarding_person(community)
    return (
        userid is not None
        and not Membership(community).is_paused(userid)
        and not facilitates(community, userid)
    )


def call_instead(community):
    """Return what is said where nobody reads what is about a facilitator."""
    contact = telephone(community)
    if not contact:
        return _(
            "Nobody here can read messages about a facilitator, and this "
            "community has no safeguarding contact yet. Please use your "
            "organisation's own safeguarding procedure."
        )
    return _(
        "Nobody here can read messages about a facilitator. Please phone: ${contact}",
        mapping={"contact": contact},
    )


def say_what_went_wrong(
    community, text: str, contact: str, about: str, *, now: datetime
) -> None:
    """Keep what somebody says went wrong, without a name, and have its readers told.

    :param about: `group` or `facilitator`.
    :raises NotFound: for whoever does not belong.
    :raises NotNow: where nobody would read it, or too many are open; it says whom to
        call.
    """
    check_may_raise(community)
    if not has_reader(community, about):
        raise NotNow(call_instead(community), "about")
    readers = rules.READERS_OF[about]
    concern = Concern(
        subject=rules.GROUP,
        readers=readers,
        day=now.astimezone(UTC).date(),
        text=text.strip(),
        contact=contact.strip(),
        not_for=_whom_it_may_be_about(community, readers),
    )
    if Concerns(community).add(concern):
        notify(WentWrong(community, readers))


def _whom_it_may_be_about(community, readers: str) -> tuple[str, ...]:
    """Return codes of those who facilitate, and could read it after they stop."""
    if readers != rules.PERSON:
        return ()
    ids = Membership(community).histories()
    return tuple(rules.code_of(one) for one in ids if facilitates(community, one))
