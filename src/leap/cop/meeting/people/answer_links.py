"""Links in mails by which somebody says whether they come, without logging in.

They work as long as the meeting can be answered and as long as its holder may answer:
whatever else a token leads to looks like nonsense.
"""

from datetime import datetime
from datetime import timedelta
from datetime import UTC
from leap.cop.core import binding
from leap.cop.core.audience import PRIVATE
from leap.cop.core.containment import community_of
from leap.cop.core.links import Link
from leap.cop.core.links import Links
from leap.cop.meeting import rules
from leap.cop.meeting import voices
from plone import api
from plone.uuid.interfaces import IUUID


PURPOSE = "meeting-answer"

#: The name of the page that a link opens.
PAGE = "cop-answer"

#: A meeting that is put off keeps its links; so long after the day it had at first.
_PUT_OFF = timedelta(days=180)


def make(meeting, userid: str, now: datetime) -> str:
    """Return a token by which somebody answers; earlier mails' tokens go on working."""
    return Links(api.portal.get()).make(
        PURPOSE,
        target=IUUID(meeting),
        userid=userid,
        now=now,
        until=meeting.end.astimezone(UTC) + _PUT_OFF,
        keep_older=True,
    )


def may_answer(meeting, link: Link, now: datetime) -> bool:
    """Tell whether a link still opens its meeting for its holder."""
    part = voices.part_of(community_of(meeting), link.userid)
    hidden = binding.state_of(meeting) == PRIVATE and part != rules.F
    return part is not None and not hidden and now <= meeting.end


def drop_of(meeting, userid: str) -> None:
    """Let no link of somebody lead to a meeting any more."""
    Links(api.portal.get()).drop_all(
        purpose=PURPOSE, target=IUUID(meeting), userid=userid
    )


def drop(meeting, event) -> None:
    """Let no link lead to a meeting that goes."""
    if event.newParent is None:
        Links(api.portal.get()).drop_all(purpose=PURPOSE, target=IUUID(meeting))
