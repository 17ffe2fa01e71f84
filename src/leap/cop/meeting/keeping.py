"""What of a meeting has to stay."""

from Acquisition import aq_base
from datetime import datetime
from datetime import UTC
from leap.cop import _
from leap.cop.core.errors import NotNow
from leap.cop.meeting import rules
from leap.cop.meeting.records import record_of
from zope.i18nmessageid import Message


def reason_to_keep(meeting, now: datetime) -> Message | None:
    """Return why a meeting cannot be deleted, None if it can.

    What was said in it stays; and whoever was invited hears that it is cancelled before
    it is gone from their calendar.
    """
    record = record_of(meeting)
    if record.presence or record.minutes.rev or record.phase == rules.HELD:
        return _("There is a record of this meeting, so it stays. You can cancel it.")
    waits = record.phase == rules.PLANNED and meeting.end > now
    if waits and len(record.invited):
        return _("People are invited. Cancel it first, so that they hear of it.")
    return None


def keep_what_was_said(meeting, event) -> None:
    """Refuse to delete a meeting that has to stay. A whole community or site goes.

    :raises NotNow: with the reason.
    """
    if event.newParent is not None or event.oldParent is None:
        return
    if aq_base(event.object) is not aq_base(meeting):
        return
    if reason := reason_to_keep(meeting, datetime.now(UTC)):
        raise NotNow(reason)
