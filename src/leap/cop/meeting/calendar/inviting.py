"""Inviting: everybody who has not answered, each once.

Nothing is an answer but an answer; who has one is not asked.
"""

from datetime import datetime
from leap.cop import _
from leap.cop.community.membership import Membership
from leap.cop.core import binding
from leap.cop.core.audience import PRIVATE
from leap.cop.core.containment import community_of
from leap.cop.core.errors import NotNow
from leap.cop.meeting import rules
from leap.cop.meeting import voices
from leap.cop.meeting.calendar import announcing
from leap.cop.meeting.events import Invited
from leap.cop.meeting.records import MeetingShelf
from leap.cop.meeting.records import record_of
from zope.event import notify


def not_invited_yet(meeting) -> list[str]:
    """Return the user ids of those who belong, have not answered and got nothing."""
    community, record = community_of(meeting), record_of(meeting)
    return sorted(
        userid
        for userid in Membership(community).histories()
        if voices.part_of(community, userid) is not None
        and userid not in record.answers
        and userid not in record.invited
    )


def reason_against(meeting, now: datetime):
    """Return in a sentence why nobody can be invited now, empty if somebody can."""
    if binding.state_of(meeting) == PRIVATE:
        return _("Show the meeting to members first.")
    if record_of(meeting).phase != rules.PLANNED or meeting.end <= now:
        return _("This meeting is over, or cancelled.")
    return ""


def invite(meeting, *, now: datetime) -> list[str]:
    """Invite; return the user ids of those who get an invitation now.

    :raises NotYours: for whoever does not look after the meeting.
    :raises NotNow: while it cannot be seen, or once it is over.
    """
    voices.need(meeting, "lead")
    if reason := reason_against(meeting, now):
        raise NotNow(reason)
    announcing.announce(meeting, now=now)
    announcing.take_as_told(meeting)
    people, record = not_invited_yet(meeting), MeetingShelf(meeting).ready
    for userid in people:
        record.invited.insert(userid)
        notify(Invited(meeting, userid))
    return people
