"""Stories that meetings name, on agendas and as told: put there by their tellers.

Kept are UIDs alone: what a reader may not read is not there for them. Once a story is
its teller's alone again, or goes, nothing of it stays at any meeting.
"""

from Acquisition import aq_base
from leap.cop.core.containment import community_of
from leap.cop.core.me import me
from leap.cop.core.people import People
from leap.cop.meeting import finding
from leap.cop.meeting import named
from leap.cop.meeting.actions import actions
from leap.cop.meeting.records import record_of
from leap.cop.story.library import library
from leap.cop.story.lifecycle import teller
from plone import api
from plone.uuid.interfaces import IUUID


def own_stories(community, userid: str) -> list:
    """Return the stories that somebody told in a community, newest first."""
    return teller.stories_in(community, People(api.portal.get()).code_of(userid))


def own_story(community, uid: str, userid: str):
    """Return a story that somebody told in a community, None for any other."""
    mine = own_stories(community, userid)
    return next((story for story in mine if IUUID(story) == uid), None)


def seen_story(community, uid: str):
    """Return a story that the current user may read, None for any other."""
    catalog = api.portal.get_tool("portal_catalog")
    brains = catalog.unrestrictedSearchResults(UID=uid, portal_type=library.STORY)
    shared = [brain._unrestrictedGetObject() for brain in brains]
    # What is its teller's alone stands in no catalog.
    mine = own_stories(community, me()) if not shared else []
    for story in (*shared, *mine):
        if IUUID(story) == uid and community_of(story) == community:
            return story if api.user.has_permission("View", obj=story) else None
    return None


def forget(community, uid: str) -> None:
    """Leave an empty slot wherever a story stands at meetings, and no link to it.

    The `rev` of the row stays too: to everybody who could not read the story it is
    exactly the same row as before.
    """
    uids = named.meetings_naming(community, named.STORIES, uid)
    for meeting in finding.with_uids(community, uids):
        record = record_of(meeting)
        for row in record.rows.values():
            if row.story == uid:
                row.story = ""
        if uid in record.told:
            record.told = tuple(one for one in record.told if one != uid)
        named.note(meeting)


def forget_when_taken_back(event) -> None:
    """Forget a story that is its teller's alone again."""
    uid, community = IUUID(event.story, None), community_of(event.story)
    if uid and community is not None:
        forget(community, uid)
        actions.forget_story(uid)


def forget_when_it_goes(story, event) -> None:
    """Forget a story that is deleted, here or with all around it, or goes elsewhere."""
    uid = IUUID(story, None)
    if uid is None or event.oldParent is None:
        return
    if event.newParent is None:
        actions.forget_story(uid)
    is_it = aq_base(event.object) is aq_base(story)
    was_in = community_of(event.oldParent) if is_it else None
    goes_to = community_of(event.newParent) if event.newParent is not None else None
    if was_in is not None and was_in != goes_to:
        forget(was_in, uid)
