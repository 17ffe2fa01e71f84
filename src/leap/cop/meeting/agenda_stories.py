"""Stories on agendas: put there by their tellers, gone when they are taken back."""

from leap.cop.core.containment import community_of
from leap.cop.meeting import voices
from leap.cop.meeting.finding import every_meeting
from leap.cop.meeting.records import record_of
from leap.cop.story import library
from plone import api
from plone.uuid.interfaces import IUUID


def own_stories(community, userid: str) -> list:
    """Return the stories that somebody told in a community, newest first."""
    mine = library.my_stories(userid)
    return [story for story in mine if community_of(story) == community]


def is_told_by(community, uid: str, userid: str) -> bool:
    """Tell whether somebody tells a story; one that is not there is nobody's."""
    return any(IUUID(story) == uid for story in own_stories(community, userid))


def seen_story(community, uid: str):
    """Return a story that the current user may read, None for any other."""
    catalog = api.portal.get_tool("portal_catalog")
    brains = catalog.unrestrictedSearchResults(UID=uid, portal_type=library.STORY)
    shared = [brain._unrestrictedGetObject() for brain in brains]
    # What is its teller's alone stands in no catalog.
    mine = own_stories(community, voices.me()) if not shared else []
    for story in (*shared, *mine):
        if IUUID(story) == uid and community_of(story) == community:
            return story if api.user.has_permission("View", obj=story) else None
    return None


def take_off_agendas(story, community) -> None:
    """Leave an empty slot wherever a story stands, and no sign that one did.

    The `rev` of the row stays too: to everybody who could not read the story it is
    exactly the same row as before.
    """
    uid = IUUID(story)
    for meeting in every_meeting(community):
        for row in record_of(meeting).rows.values():
            if row.story == uid:
                row.story = ""


def leave_agendas_when_taken_back(event) -> None:
    """Take a story off all agendas when it is its teller's alone again."""
    community = community_of(event.story)
    if community is not None:
        take_off_agendas(event.story, community)


def leave_agendas_when_it_goes(story, event) -> None:
    """Take a story off all agendas when it is deleted, or goes to other people."""
    if event.object is not story or event.oldParent is None:
        return
    was_in = community_of(event.oldParent)
    goes_to = community_of(event.newParent) if event.newParent is not None else None
    if was_in is not None and was_in != goes_to:
        take_off_agendas(story, was_in)
