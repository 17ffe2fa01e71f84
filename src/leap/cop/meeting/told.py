"""The stories told at a meeting: links that their tellers put there.

Kept are UIDs alone. Titles are looked up for each reader, and what a reader may not
read is not there: no title, no number.
"""

from Acquisition import aq_base
from leap.cop import _
from leap.cop.core import access
from leap.cop.core.containment import community_of
from leap.cop.core.containment import is_ours
from leap.cop.core.errors import NotYours
from leap.cop.core.people import People
from leap.cop.meeting import finding
from leap.cop.meeting import voices
from leap.cop.meeting.records import record_of
from leap.cop.story import lifecycle
from leap.cop.story import teller
from plone import api
from plone.uuid.interfaces import IUUID
from typing import Any
from typing import NamedTuple
from zExceptions import NotFound


class Told(NamedTuple):
    """A story that this reader may read, and whether it is the reader's own."""

    story: Any
    is_mine: bool


def own_stories(meeting) -> dict[str, Any]:
    """Return the stories that I told in the community, by UID."""
    code = People(api.portal.get()).code_of(voices.me())
    community = community_of(meeting)
    return {
        IUUID(story): story
        for story in (teller.stories_of(code) if code else ())
        if community_of(story).UID() == community.UID()
    }


def listed(meeting) -> list[Told]:
    """Return the stories told that the current user may read, in the order told."""
    uids = record_of(meeting).told
    if not uids:
        return []
    catalog = api.portal.get_tool("portal_catalog")
    found = {brain.UID: brain for brain in catalog(UID=list(uids))}
    mine = own_stories(meeting)
    rows = []
    for uid in uids:
        if uid in mine:
            rows.append(Told(mine[uid], True))
        elif uid in found:
            story = found[uid]._unrestrictedGetObject()
            if is_ours(story) and access.may_view(story):
                rows.append(Told(story, False))
    return rows


def tell(meeting, uid: str) -> Told:
    """Say that an own story was told here; once more changes nothing.

    :raises NotYours: for everything else, whether it is there or not.
    """
    voices.need(meeting, "add_row")
    story = own_stories(meeting).get(uid)
    if story is None:
        raise NotYours(_("Only whoever told a story puts it here."))
    record = record_of(meeting)
    if uid not in record.told:
        record.told = (*record.told, uid)
    return Told(story, True)


def take_off(meeting, uid: str) -> None:
    """Take an own story off.

    :raises NotYours: for one of others that the reader may read.
    :raises NotFound: for everything else.
    """
    voices.need(meeting, "read")
    row = next((row for row in listed(meeting) if IUUID(row.story) == uid), None)
    if row is None:
        raise NotFound(uid)
    if not row.is_mine:
        raise NotYours(_("Only whoever told a story takes it off."))
    _drop(meeting, uid)


def _drop(meeting, uid: str) -> None:
    record = record_of(meeting)
    if uid in record.told:
        record.told = tuple(one for one in record.told if one != uid)


def forget_a_story_taken_back(story, event) -> None:
    """Let a story that is its teller's alone again be no link of any meeting."""
    if event.transition is None or lifecycle.state_of(story) != "private":
        return
    _forget(community_of(story), IUUID(story))


def forget_a_deleted_story(story, event) -> None:
    """Let no meeting keep the id of a story that is gone."""
    is_it = aq_base(event.object) is aq_base(story)
    if is_it and event.oldParent is not None and event.newParent is None:
        community = community_of(event.oldParent)
        if community is not None:
            _forget(community, IUUID(story))


def _forget(community, uid: str) -> None:
    for meeting in finding.every_meeting(community):
        _drop(meeting, uid)
