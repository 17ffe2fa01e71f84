"""What the home of a community says about its next meeting."""

from datetime import datetime
from datetime import UTC
from functools import cached_property
from leap.cop.community.adapters import HomePart
from leap.cop.community.membership import Membership
from leap.cop.community.views.page import CommunityPart
from leap.cop.core.me import me
from leap.cop.core.permissions import ADD_MEETING
from leap.cop.meeting import coming_up
from leap.cop.meeting import listing
from leap.cop.meeting import rules
from leap.cop.meeting import voices
from leap.cop.meeting import words
from leap.cop.meeting.people.schemas import SAID
from leap.cop.meeting.records import record_of
from plone import api


class NextMeetingOfCommunity(CommunityPart):
    """A part of the community's page: when people meet next.

    Whoever is of the community and sees no meeting is told that none is planned;
    everybody else is told nothing.
    """

    @cached_property
    def meeting(self):
        """The next meeting, None where the reader sees none."""
        return coming_up.next_meeting(self.context, datetime.now(UTC))

    @property
    def is_shown(self) -> bool:
        """Whether there is anything to say to this reader."""
        return self.meeting is not None or self.home.is_inside

    @property
    def may_plan(self) -> bool:
        """Whether the reader is one to plan a meeting."""
        return api.user.has_permission(ADD_MEETING, obj=self.context)

    @property
    def when(self) -> str:
        """Day and hours, on the meeting's own clock."""
        return words.when(self.meeting, self.request)

    @property
    def is_cancelled(self) -> bool:
        """Whether it does not take place."""
        return coming_up.is_cancelled(self.meeting)

    @property
    def may_answer(self) -> bool:
        """Whether somebody would like to know if the reader comes."""
        asks = listing.asks_who_comes(self.meeting, datetime.now(UTC))
        return asks and voices.may(self.meeting, "answer")

    @property
    def answer(self):
        """What the reader said, in words; empty for nothing yet."""
        return SAID.get(coming_up.answer_of(self.meeting, me()), "")

    @property
    def host(self) -> str:
        """Who hosts, for the people of the community; empty for nobody yet."""
        turn = record_of(self.meeting).turn(rules.HOST)
        if turn is None or turn[1] != rules.ACCEPTED:
            return ""
        if not voices.may(self.meeting, "read_record"):
            return ""
        return Membership(self.context).fullname(turn[0])


class NextMeetingOnHome(HomePart):
    """The next meeting stands on the home of its community."""

    order, page, tab = 10, "community-next-meeting", "home"
