"""The tab that leads to a community's meetings."""

from datetime import datetime
from datetime import UTC
from functools import cached_property
from leap.cop import _
from leap.cop.community.tabs import CommunityTab
from leap.cop.meeting import listing
from leap.cop.meeting import voices


class MeetingsTab(CommunityTab):
    """The meetings."""

    name = "meetings"
    title = _("Meetings")
    order = 40
    page = "/meetings"

    @cached_property
    def count(self) -> int:
        """How many meetings wait for the reader's answer."""
        me = voices.me()
        if voices.part_of(self.community, me) is None:
            return 0
        return listing.waiting_for_answer(self.community, me, datetime.now(UTC))
