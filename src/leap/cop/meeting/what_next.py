"""Where a group talks about what came out of a round: at its next meeting."""

from datetime import datetime
from datetime import UTC
from leap.cop import _
from leap.cop.community.adapters import CommunityAdapter
from leap.cop.core.permissions import ADD_MEETING
from leap.cop.meeting import coming_up
from leap.cop.meeting import words
from leap.cop.topic.interfaces import IWhatNext
from leap.cop.topic.interfaces import NextStep
from plone import api
from zope.interface import implementer


@implementer(IWhatNext)
class TalkAboutIt(CommunityAdapter):
    """The next meeting that takes place; for who plans meetings, one to plan."""

    def steps(self) -> list[NextStep]:
        """Return where to go, nothing for who sees no meeting and plans none."""
        meeting = coming_up.next_meeting(self.community, datetime.now(UTC))
        if meeting is not None and not coming_up.is_cancelled(meeting):
            text = _(
                "Talk about it at the next meeting, on ${day}",
                mapping={"day": words.day_of(meeting)},
            )
            return [NextStep(meeting.absolute_url(), text)]
        if not api.user.has_permission(ADD_MEETING, obj=self.community):
            return []
        url = f"{self.community.absolute_url()}/++add++leap.cop.Meeting"
        return [NextStep(url, _("Plan a meeting to talk about it"))]
