"""The next meeting of a community: on its home, and in `@cop-home`."""

from datetime import datetime
from datetime import UTC
from leap.cop.community.adapters import CommunityAdapter
from leap.cop.community.interfaces import IHomeFacts
from leap.cop.core.me import me
from leap.cop.meeting import rules
from leap.cop.meeting import voices
from leap.cop.meeting.finding import PORTAL_TYPE
from leap.cop.meeting.listing import row_of
from leap.cop.meeting.records import record_of
from plone import api
from typing import Any
from zope.interface import implementer


def next_meeting(community, now: datetime):
    """Return the meeting that goes on or comes next, None where the reader sees none.

    One query, and one meeting is woken: a cancelled one is shown until it would have
    been over, or somebody would go there.
    """
    found = api.portal.get_tool("portal_catalog")(
        path={"query": "/".join(community.getPhysicalPath()), "depth": 1},
        portal_type=PORTAL_TYPE,
        end={"query": now, "range": "min"},
        sort_on="start",
        sort_limit=1,
    )
    return found[0]._unrestrictedGetObject() if found else None


def next_meetings(communities: list, now: datetime) -> dict[str, Any]:
    """Return the next meetings that the reader sees, by the paths of communities.

    One query for all, and one meeting of each is woken.
    """
    if not communities:
        return {}
    paths = ["/".join(community.getPhysicalPath()) for community in communities]
    found = api.portal.get_tool("portal_catalog")(
        path={"query": paths, "depth": 1},
        portal_type=PORTAL_TYPE,
        end={"query": now, "range": "min"},
        sort_on="start",
    )
    first: dict[str, Any] = {}
    for brain in found:
        first.setdefault(brain.getPath().rpartition("/")[0], brain)
    places = dict(zip(paths, communities, strict=True))
    return {path: places[path]._getOb(brain.getId) for path, brain in first.items()}


def answer_of(meeting, userid: str) -> str | None:
    """Return what somebody said to a meeting, None for nothing and for outsiders."""
    if not userid or not voices.may(meeting, "answer", userid):
        return None
    given = record_of(meeting).answers.get(userid)
    return given[0] if given else None


@implementer(IHomeFacts)
class NextMeetingFacts(CommunityAdapter):
    """What `@cop-home` says of the next meeting."""

    def facts(self) -> dict:
        """Return the next meeting; when it is, and not where."""
        meeting = next_meeting(self.community, datetime.now(UTC))
        return {"next_meeting": meeting and row_of(meeting, me())}


def is_cancelled(meeting) -> bool:
    """Tell whether a meeting does not take place."""
    return record_of(meeting).phase == rules.CANCELLED
