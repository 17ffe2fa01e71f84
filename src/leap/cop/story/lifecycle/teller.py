"""Whose a story is: the one record of it, the role that hangs on it, and the list.

A story holds a random code and nothing of a person; `core.people` says whose code
that is. No local role stands on a story for somebody to read: the role is given at the
moment of asking, to the person and never to a group of that name.
"""

from AccessControl import getSecurityManager
from borg.localrole.interfaces import ILocalRoleProvider
from collections.abc import Iterable
from functools import cached_property
from leap.cop.community.membership import all_communities
from leap.cop.core.containment import container_of
from leap.cop.core.me import me
from leap.cop.core.people import People
from leap.cop.story.lifecycle import desk
from plone import api
from plone.uuid.interfaces import IUUID
from zope.component.hooks import getSite
from zope.interface import implementer


TELLER = "CoP Teller"

STORY = "leap.cop.Story"

#: Where a story keeps the code of its teller.
ATTRIBUTE = "_cop_teller"


def code_of(story) -> str:
    """Return the code of a story's teller, empty for nobody's."""
    return getattr(story.aq_base, ATTRIBUTE, "")


def userid_of(story) -> str | None:
    """Return the user id of a story's teller, None where there is no such account."""
    portal = getSite()
    return People(portal).userid_of(code_of(story)) if portal is not None else None


def is_teller(story) -> bool:
    """Tell whether the current user told this story."""
    told_by = userid_of(story)
    return bool(told_by) and told_by == me()


def set_code(story, code: str) -> None:
    """Write down whose a story is, which may have no place yet."""
    setattr(story.aq_base, ATTRIBUTE, code)


def put_on_list(story) -> None:
    """Put a story that has its place on its teller's list."""
    if code := code_of(story):
        place = place_of(story)
        People(api.portal.get()).add(code, place)
        told = desk.Thing(*place, desk.TOLD, desk.in_iso(story.created()))
        desk.desks().add(code, told)


def place_of(story) -> tuple[str, str]:
    """Return the UID of a story's community, and its own id."""
    return IUUID(container_of(story)), story.getId()


def move_to_list(story, code: str) -> None:
    """Let a story be somebody else's, by another code."""
    place = place_of(story)
    if old := code_of(story):
        desk.desks().move(old, place, code, place)
    take_off_list(story, container_of(story))
    set_code(story, code)
    put_on_list(story)


def move(code: str, old: tuple[str, str], new: tuple[str, str]) -> None:
    """Follow a story that stands at another place now on its teller's list."""
    if code:
        people = People(api.portal.get())
        people.add(code, new)
        people.drop(code, old)
        desk.desks().move(code, old, code, new)


def take_off_list(story, container) -> None:
    """Take a story that went from its place off its teller's list."""
    if code := code_of(story):
        place = (IUUID(container), story.getId())
        desk.desks().clear_away(code, place)
        People(api.portal.get()).drop(code, place)


def stories_of(code: str | None) -> list:
    """Return the stories of a teller, in every state and in no order.

    Unrestricted, and for the domain only.
    """
    found = stories_at(People(api.portal.get()).places(code))
    return [story for story in found if code_of(story) == code]


def stories_in(community, code: str | None) -> list:
    """Return the stories that a teller told in one community, newest first.

    Unrestricted, and for the domain only.
    """
    here = IUUID(community)
    names = [name for uid, name in People(api.portal.get()).places(code) if uid == here]
    found = [community._getOb(name) for name in names if name in community]
    return sorted(
        (story for story in found if code_of(story) == code),
        key=lambda story: (story.created(), story.getId()),
        reverse=True,
    )


def last_stories(userid: str, count: int) -> list:
    """Return the stories that somebody told last, newest first; no others are woken.

    Unrestricted, and for the domain only.
    """
    people = People(api.portal.get())
    code = people.code_of(userid)
    told = [thing.place for thing in desk.of(userid) if thing.kind == desk.TOLD]
    places = people.places(code)
    if len(told) < min(count, len(places)):
        # Some of the last ones were deleted: those before them are on no desk.
        told = places
    found = [story for story in stories_at(told) if code_of(story) == code]
    found.sort(key=lambda story: (story.created(), story.getId()), reverse=True)
    return found[:count]


def stories_at(places: Iterable[tuple[str, str]]) -> list:
    """Return the stories at places, each the UID of its community and its own id."""
    communities = {IUUID(community): community for community in all_communities()}
    return [
        communities[uid]._getOb(name)
        for uid, name in places
        if uid in communities and name in communities[uid]
    ]


def all_stories() -> list:
    """Return every story of the site, private ones too, which stand in no catalog.

    Unrestricted, and for the domain only. It wakes them: for commands, not for pages.
    """
    return [
        story
        for community in all_communities()
        for story in community.objectValues()
        if story.portal_type == STORY
    ]


@implementer(ILocalRoleProvider)
class TellerRole:
    """Gives its teller the role on a story; nobody can list whose that is."""

    def __init__(self, story) -> None:
        self.story = story

    @cached_property
    def userid(self) -> str | None:
        """The id of the teller's account."""
        return userid_of(self.story)

    def getRoles(self, principal_id: str | None) -> tuple[str, ...]:
        """Return the role for the teller.

        Groups of whoever asks come here by their ids as well, and a directory may have
        a group that is called like a person.
        """
        if not principal_id or principal_id != self.userid:
            return ()
        return (TELLER,) if _is_person(principal_id) else ()

    def getAllRoles(self) -> tuple:
        """Return nothing: sharing pages, exports and the catalog would tell."""
        return ()


def _is_person(userid: str) -> bool:
    """Tell whether an id that is a teller's is asked about as that of a person.

    Whoever is logged in under it is that person. Somebody else may come here with a
    group: with one of the own, which no search need know, or a program that asks about
    others with one of theirs.
    """
    user = getSecurityManager().getUser()
    if user.getId() == userid:
        return True
    if userid in getattr(user, "getGroups", tuple)():
        return False
    users = api.portal.get_tool("acl_users")
    return not users.searchGroups(id=userid, exact_match=True)
