"""What follows when a meeting is made, changed, moved down or taken away."""

from Acquisition import aq_base
from datetime import datetime
from datetime import UTC
from leap.cop import _
from leap.cop.core.content import strip_owner
from leap.cop.core.errors import NotNow
from leap.cop.core.roles import begin
from leap.cop.meeting import rules
from leap.cop.meeting import said
from leap.cop.meeting.records import MeetingShelf
from leap.cop.meeting.records import record_of


def begin_meeting(meeting, event) -> None:
    """Let a new meeting be nobody's property, and for facilitators alone."""
    if event.newParent is None or event.oldParent is not None:
        return
    strip_owner(meeting)
    begin(meeting)
    MeetingShelf(meeting).ready  # noqa: B018
    said.begin(meeting, datetime.now(UTC))


def keep_what_was_said(meeting, event) -> None:
    """Refuse to delete a meeting at which somebody was, or of which there is a record.

    A whole community or site goes.
    """
    if event.newParent is not None or event.oldParent is None:
        return
    record = record_of(meeting)
    has_record = record.minutes.rev or record.phase == rules.HELD
    if aq_base(event.object) is aq_base(meeting) and (record.presence or has_record):
        raise NotNow(
            _("There is a record of this meeting, so it stays. You can cancel it.")
        )
