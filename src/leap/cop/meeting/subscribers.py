"""What follows when a meeting is made."""

from datetime import datetime
from datetime import UTC
from leap.cop.core.content import strip_owner
from leap.cop.core.roles import begin
from leap.cop.meeting import rules
from leap.cop.meeting.calendar import said
from leap.cop.meeting.records import MeetingShelf


def begin_meeting(meeting, event) -> None:
    """Let a new meeting be nobody's property, and for facilitators alone."""
    if event.newParent is None or event.oldParent is not None:
        return
    strip_owner(meeting)
    begin(meeting)
    # Written down: a site that moves, or another reader, moves no meeting.
    meeting.timezone = meeting.timezone
    now = datetime.now(UTC).replace(microsecond=0)
    if meeting.start is None:
        # Made by a program that does not say when. Pages of the site would fail.
        meeting.start = now
    if meeting.end is None:
        meeting.end = meeting.start + rules.USUAL
    said.begin(MeetingShelf(meeting).ready, meeting, now)
