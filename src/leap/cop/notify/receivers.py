"""Who gets a mail: asked at the moment of sending, of the site as it is then."""

from datetime import datetime
from datetime import UTC
from leap.cop import settings
from leap.cop.community import rules as community_rules
from leap.cop.community.membership import Membership
from leap.cop.community.people import safeguarding_person
from leap.cop.core.containment import community_of
from leap.cop.notify import rules
from leap.cop.story import lifecycle
from leap.cop.story import notes
from leap.cop.story import safeguarding
from plone import api
from Products.CMFCore.permissions import View
from Products.PluggableAuthService.interfaces.plugins import IRolesPlugin
from typing import NamedTuple


REVIEW_STORY = "leap.cop: Review Story"
REVIEWER = "Reviewer"


class Receiver(NamedTuple):
    """Where a mail goes, and in which language it is written."""

    address: str
    language: str


def receiver(userid: str) -> Receiver | None:
    """Give the address and language of a user; None where there is no address."""
    member = api.user.get(userid=userid)
    if member is None:
        return None
    address = member.getProperty("email", "")
    if not rules.is_address(address):
        return None
    language = member.getProperty("language", "") or api.portal.get_default_language()
    return Receiver(address, language.split("-")[0].lower())


def reviewers_of(story) -> dict[str, Receiver]:
    """Give who may review a story now and has an address, by user id."""
    community = community_of(story)
    if community is None:
        return {}
    membership = Membership(community)
    candidates = _in_group(membership, "reviewers") | _reviewers_of_the_site()
    teller = lifecycle.teller_of(story)
    found = {
        userid: receiver(userid)
        for userid in sorted(candidates - {teller})
        if not membership.is_paused(userid) and _may(userid, REVIEW_STORY, story)
    }
    return {userid: got for userid, got in found.items() if got is not None}


def teller_of(story) -> dict[str, Receiver]:
    """Give the teller of a story, who may still read it and did not leave."""
    userid = lifecycle.teller_of(story)
    community = community_of(story)
    if userid is None or community is None or not _may(userid, View, story):
        return {}
    told = datetime.fromtimestamp(story.created().timeTime(), UTC)
    if not rules.still_gets_mail(Membership(community).history(userid), told):
        return {}
    got = receiver(userid)
    return {userid: got} if got is not None else {}


def writer_of_a_note(story, userid: str) -> dict[str, Receiver]:
    """Give who wrote a note about a story and may still read and write there."""
    got = receiver(userid) if notes.voice_of(story, userid) else None
    return {userid: got} if got is not None else {}


def readers_of_concerns(story) -> dict[str, Receiver]:
    """Give who reads what is written about somebody in a story; never its teller."""
    community = community_of(story)
    if community is None:
        return {}
    membership = Membership(community)
    candidates = _in_group(membership, "reviewers") | _reviewers_of_the_site()
    candidates |= {safeguarding_person(community)} - {None}
    candidates -= {lifecycle.teller_of(story)}
    found = {
        userid: receiver(userid)
        for userid in sorted(candidates)
        if safeguarding.looks_after(community, userid)
    }
    return {userid: got for userid, got in found.items() if got is not None}


def facilitators_of(community, *, besides: str) -> dict[str, Receiver]:
    """Give the facilitators of a community, without whoever writes to them."""
    ids = _in_group(Membership(community), "facilitators") - {besides}
    found = {userid: receiver(userid) for userid in sorted(ids)}
    return {userid: got for userid, got in found.items() if got is not None}


def readers_inside(content) -> dict[str, Receiver]:
    """Give who is of the community around some content now and may see it, by id.

    Whoever is paused or left is not of it any more.
    """
    ids = _in_group(Membership(community_of(content)), "members")
    found = {
        userid: receiver(userid)
        for userid in sorted(ids)
        if _may(userid, View, content)
    }
    return {userid: got for userid, got in found.items() if got is not None}


def has_facilitators(community) -> bool:
    """Tell whether anybody facilitates a community who is on the site and not paused.

    Whoever an outside source of users does not know any more is nobody.
    """
    ids = _in_group(Membership(community), "facilitators")
    return any(api.user.get(userid=userid) is not None for userid in ids)


def _in_group(membership: Membership, name: str) -> set[str]:
    return {
        userid
        for userid, history in membership.histories().items()
        if name in community_rules.groups_of(history)
    }


def _reviewers_of_the_site() -> set[str]:
    """Give the users with the site-wide role, if the site lets them review here."""
    if not settings.site_reviewers_count():
        return set()
    plugins = api.portal.get_tool("acl_users").plugins
    waiting = set()
    for _id, plugin in plugins.listPlugins(IRolesPlugin):
        if hasattr(plugin, "listAssignedPrincipals"):
            assigned = plugin.listAssignedPrincipals(REVIEWER)
            waiting.update(principal for principal, _title in assigned)
    return _users_among(waiting)


def _users_among(principals: set[str]) -> set[str]:
    """Give the users among some principals and in the groups among them, nested ones
    included.
    """
    acl_users = api.portal.get_tool("acl_users")
    groups = api.portal.get_tool("portal_groups")
    users, seen, waiting = set(), set(), set(principals)
    while waiting:
        principal = waiting.pop()
        seen.add(principal)
        if acl_users.getUserById(principal) is not None:
            users.add(principal)
        else:
            waiting.update(set(groups.getGroupMembers(principal)) - seen)
    return users


def _may(userid: str, permission: str, content) -> bool:
    user = api.portal.get_tool("acl_users").getUserById(userid)
    return user is not None and bool(user.has_permission(permission, content))
