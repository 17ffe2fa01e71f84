"""Stories on agendas: put there by their tellers, gone when they are taken back."""

from leap.cop.core.containment import community_of
from leap.cop.meeting.finding import every_meeting
from leap.cop.meeting.records import record_of
from leap.cop.story import lifecycle
from leap.cop.story.content import IStory
from plone import api
from plone.uuid.interfaces import IUUID


def story_in(community, uid: str):
    """Return a story of a community, whoever asks; None where there is none.

    For the domain only.
    """
    catalog = api.portal.get_tool("portal_catalog")
    for brain in catalog.unrestrictedSearchResults(UID=uid):
        found = brain._unrestrictedGetObject()
        if IStory.providedBy(found) and community_of(found) == community:
            return found
    return None


def is_told_by(community, uid: str, userid: str) -> bool:
    """Tell whether somebody tells a story; one that is not there is nobody's."""
    story = story_in(community, uid)
    return story is not None and lifecycle.teller_of(story) == userid


def seen_story(community, uid: str):
    """Return a story that the current user may read, None for any other."""
    story = story_in(community, uid) if uid else None
    if story is None or not api.user.has_permission("View", obj=story):
        return None
    return story


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


def leave_agendas_when_deleted(story, event) -> None:
    """Take a story off all agendas when it goes, by itself or from its community."""
    community = community_of(event.oldParent) if event.oldParent is not None else None
    if event.object is story and community is not None:
        take_off_agendas(story, community)
