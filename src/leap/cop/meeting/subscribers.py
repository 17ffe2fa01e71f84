"""What follows when a meeting is made."""

from datetime import datetime
from datetime import UTC
from leap.cop.core.content import strip_owner
from leap.cop.core.roles import begin
from leap.cop.meeting import said
from leap.cop.meeting.records import MeetingShelf


def begin_meeting(meeting, event) -> None:
    """Let a new meeting be nobody's property, and for facilitators alone."""
    if event.newParent is None or event.oldParent is not None:
        return
    strip_owner(meeting)
    begin(meeting)
    MeetingShelf(meeting).ready  # noqa: B018
    said.begin(meeting, datetime.now(UTC))
