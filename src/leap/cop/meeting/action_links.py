"""What an action is about: a meeting, a theme, a story; each as its reader sees it."""

from leap.cop import _
from leap.cop.core.access import may_view
from leap.cop.core.containment import community_of
from leap.cop.core.errors import Refused
from leap.cop.meeting.finding import PORTAL_TYPE
from leap.cop.topic import lines
from plone import api


STORY = "leap.cop.Story"

KINDS = ("meeting", "theme", "story")


def _with_uid(uid: str, portal_type: str):
    """Return content that the current user sees, None for anything else."""
    if not uid:
        return None
    catalog = api.portal.get_tool("portal_catalog")
    for brain in catalog(UID=uid, portal_type=portal_type):
        found = brain._unrestrictedGetObject()
        return found if may_view(found) else None
    return None


def meeting_with(community, uid: str):
    """Return a meeting of a community that the current user sees, else None."""
    found = _with_uid(uid, PORTAL_TYPE)
    is_here = found is not None and community_of(found) == community
    return found if is_here else None


def story_with(uid: str):
    """Return a story that the current user reads, else None."""
    return _with_uid(uid, STORY)


def check(community, meeting: str = "", theme: str = "", story: str = "") -> None:
    """Refuse what the current user does not see; what is empty is about nothing.

    :raises Refused: with the field.
    """
    if meeting and meeting_with(community, meeting) is None:
        raise Refused(_("send the UID of a meeting of this community."), "meeting")
    if theme and theme not in lines.titles(community):
        raise Refused(_("send the line of a theme of this community."), "theme")
    if story and story_with(story) is None:
        raise Refused(_("send the UID of a story that you can read."), "story")
