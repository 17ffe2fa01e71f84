"""The stories told at a meeting: links that their tellers put there.

Kept are UIDs alone. Titles are looked up for each reader, and what a reader may not
read is not there: no title, no number.
"""

from leap.cop import _
from leap.cop.core import access
from leap.cop.core.containment import community_of
from leap.cop.core.containment import is_ours
from leap.cop.core.errors import NotYours
from leap.cop.core.me import me
from leap.cop.meeting import named
from leap.cop.meeting import stories
from leap.cop.meeting import voices
from leap.cop.meeting.records import record_of
from plone import api
from plone.uuid.interfaces import IUUID
from typing import Any
from typing import NamedTuple
from zExceptions import NotFound


class Told(NamedTuple):
    """A story that this reader may read, and whether it is the reader's own."""

    story: Any
    is_mine: bool


def listed(meeting) -> list[Told]:
    """Return the stories told that the current user may read, in the order told."""
    uids = record_of(meeting).told
    if not uids:
        return []
    catalog = api.portal.get_tool("portal_catalog")
    found = {brain.UID: brain for brain in catalog(UID=list(uids))}
    own = stories.own_stories(community_of(meeting), me())
    mine = {IUUID(story): story for story in own}
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
    """Say that one's own story was told here; once more changes nothing.

    :raises NotYours: for everything else, whether it is there or not.
    """
    voices.need(meeting, "add_row")
    story = stories.own_story(community_of(meeting), uid, me())
    if story is None:
        raise NotYours(_("Only the person who told a story can add it here."))
    record = record_of(meeting)
    if uid not in record.told:
        record.told = (*record.told, uid)
        named.note(meeting)
    return Told(story, True)


def take_off(meeting, uid: str) -> None:
    """Take one's own story off.

    :raises NotYours: for one of others that the reader may read.
    :raises NotFound: for everything else.
    """
    voices.need(meeting, "read")
    row = next((row for row in listed(meeting) if IUUID(row.story) == uid), None)
    if row is None:
        raise NotFound(uid)
    if not row.is_mine:
        raise NotYours(_("Only the person who told a story can remove it here."))
    record = record_of(meeting)
    record.told = tuple(one for one in record.told if one != uid)
    named.note(meeting)
