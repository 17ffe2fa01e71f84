"""What an action is about: a meeting, a theme, a story; each as its reader sees it."""

from collections.abc import Iterable
from leap.cop import _
from leap.cop.core.access import may_view
from leap.cop.core.containment import community_of
from leap.cop.core.errors import Refused
from leap.cop.meeting.finding import PORTAL_TYPE
from leap.cop.meeting.records import Action
from leap.cop.story.lifecycle.teller import STORY
from leap.cop.topic import theme_history
from plone import api
from typing import Any


KINDS = ("meeting", "theme", "story")


def _brains(uids: set[str]) -> dict[str, Any]:
    if not uids:
        return {}
    catalog = api.portal.get_tool("portal_catalog")
    found = catalog(UID=sorted(uids), portal_type=[PORTAL_TYPE, STORY])
    return {brain.UID: brain for brain in found}


def brains_of(actions: Iterable[Action]) -> dict[str, Any]:
    """Return what the catalog has of the meetings and stories of actions, by UID."""
    named = {uid for one in actions for uid in (one.meeting, one.story)}
    return _brains(named - {""})


def seen(brain, portal_type: str):
    """Return what the catalog found if the current user sees it, None for the rest."""
    if brain is None or brain.portal_type != portal_type:
        return None
    found = brain._unrestrictedGetObject()
    return found if may_view(found) else None


def seen_meeting(community, brain):
    """Return a meeting of a community that the current user sees, else None."""
    found = seen(brain, PORTAL_TYPE)
    is_here = found is not None and community_of(found) == community
    return found if is_here else None


def meeting_with(community, uid: str):
    """Return the meeting of a UID, if it is one that the current user sees here."""
    return seen_meeting(community, _brains({uid} - {""}).get(uid))


def story_with(uid: str):
    """Return a story that the current user reads, else None."""
    return seen(_brains({uid} - {""}).get(uid), STORY)


def check(community, meeting: str = "", theme: str = "", story: str = "") -> None:
    """Refuse what the current user does not see; what is empty is about nothing.

    :raises Refused: with the field.
    """
    if meeting and meeting_with(community, meeting) is None:
        raise Refused(_("send the UID of a meeting of this community."), "meeting")
    if theme and theme not in theme_history.titles(community):
        raise Refused(_("send the line of a theme of this community."), "theme")
    if story and story_with(story) is None:
        raise Refused(_("send the UID of a story that you can read."), "story")
