"""Who reads which concern, and what they do with it."""

from leap.cop import _
from leap.cop.community import rules as community_rules
from leap.cop.community.membership import all_communities
from leap.cop.community.membership import Membership
from leap.cop.community.people import is_safeguarding_person
from leap.cop.concern import rules
from leap.cop.concern import safeguarding
from leap.cop.concern.records import Concerns
from leap.cop.concern.rules import Concern
from leap.cop.core.errors import NotNow
from leap.cop.core.me import me
from typing import NamedTuple
from zExceptions import NotFound


class Found(NamedTuple):
    """A concern and where it is kept."""

    id: str
    concern: Concern
    kept: Concerns

    @property
    def community(self):
        """The community that it is about, or about something in."""
        return self.kept.content


def facilitates(community, userid: str) -> bool:
    """Tell whether somebody facilitates a community, paused or not."""
    running = community_rules.current(Membership(community).history(userid))
    return running is not None and running.role == community_rules.FACILITATOR


def _reads_about_facilitators(community, userid: str) -> bool:
    return is_safeguarding_person(community, userid) and not facilitates(
        community, userid
    )


def _reads_about_the_group(community, userid: str) -> bool:
    members = Membership(community)
    facilitates_now = members.role_of(userid) == community_rules.FACILITATOR
    return facilitates_now and not members.waits(userid)


_READS = {
    rules.SAFEGUARDING: safeguarding.looks_after,
    rules.PERSON: _reads_about_facilitators,
    rules.FACILITATORS: _reads_about_the_group,
}


def reads(community, readers: str, userid: str) -> bool:
    """Tell whether somebody is among some readers of a community's concerns now.

    :param readers: see `rules`.
    """
    return _READS[readers](community, userid)


def in_community(community) -> list[Found]:
    """Return what the current user reads of one community's concerns, in no order."""
    kept = Concerns(community)
    userid = me()
    found = kept.concerns() if userid else {}
    among = {
        readers: reads(community, readers, userid)
        for readers in {concern.readers for concern in found.values()}
    }
    return [
        Found(name, concern, kept)
        for name, concern in found.items()
        if among[concern.readers] and not rules.is_about(concern, userid)
    ]


def in_order(found: list[Found]) -> list[Found]:
    """Return open ones first, the newest on top."""
    by_day = sorted(found, key=lambda each: each.concern.day, reverse=True)
    return sorted(by_day, key=lambda each: each.concern.status != rules.OPEN)


def for_reader() -> list[Found]:
    """Return what the current user reads.

    Unrestricted, and for the domain only: who reads here need not see a community.
    """
    return in_order(
        [found for each in all_communities() for found in in_community(each)]
    )


def looks_after_any() -> bool:
    """Tell whether the current user reads what is written about public stories."""
    return bool(me()) and any(map(safeguarding.looks_after, all_communities()))


def find(key: str) -> Found:
    """Return one concern.

    :raises NotFound: when it is not there, or not for this reader; alike for both.
    """
    for found in for_reader():
        if found.id == key:
            return found
    raise NotFound(_("This page is not available."))


def set_status(key: str, status: str) -> Found:
    """Mark a concern as dealt with; it stays readable."""
    found = find(key)
    concern = found.concern._replace(status=status)
    found.kept.replace(key, concern)
    return found._replace(concern=concern)


def erase(key: str) -> None:
    """Forget a concern that was dealt with.

    :raises NotNow: while it is open.
    """
    found = find(key)
    if found.concern.status != rules.DEALT_WITH:
        raise NotNow(_("Mark it as dealt with first."))
    found.kept.drop(key)
