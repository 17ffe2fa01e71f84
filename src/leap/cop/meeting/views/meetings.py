"""The meetings of a community: those to come, and those that were."""

from functools import cached_property
from leap.cop import _
from leap.cop.community.views.moving import seen_by
from leap.cop.community.views.page import CommunityPage
from leap.cop.core.me import me
from leap.cop.core.pages.pager import Pages
from leap.cop.core.permissions import ADD_MEETING
from leap.cop.meeting import listing
from leap.cop.meeting import rules
from leap.cop.meeting import voices
from leap.cop.meeting import words
from leap.cop.meeting.people.schemas import SAID
from leap.cop.meeting.records import record_of
from leap.cop.meeting.schemas import PHASE_TITLES
from leap.cop.meeting.sent import TITLE
from plone import api
from typing import NamedTuple


class MeetingRow(NamedTuple):
    """A meeting in the list."""

    url: str
    day: str
    title: str
    #: What stands below it, each in a few words.
    facts: list
    #: Whether the reader has not answered yet.
    waits: bool


class MeetingsView(CommunityPage):
    """What the reader may see of the meetings; others are not even counted."""

    page_title = _("Meetings")
    tab = "meetings"
    has_columns = False

    @cached_property
    def part(self) -> str | None:
        """In which way the reader belongs here."""
        return voices.part_of(self.context, me())

    @property
    def may_plan(self) -> bool:
        """Whether the reader may plan a meeting."""
        return api.user.has_permission(ADD_MEETING, obj=self.context)

    @cached_property
    def next(self) -> list[MeetingRow]:
        """Those that have not ended, the first one first."""
        found = listing.seen_meetings(self.context, listing.NEXT, self.now)
        return [self._row(brain) for brain in found]

    @cached_property
    def pages(self) -> Pages:
        """Those that were, the newest first, in pages."""
        found = listing.seen_meetings(self.context, listing.PAST, self.now)
        return Pages(found, self.request, url=f"{self.url}/meetings")

    @property
    def past(self) -> list[MeetingRow]:
        """Those of this page."""
        return [self._row(brain) for brain in self.pages.here]

    def _row(self, brain) -> MeetingRow:
        meeting = brain.getObject()
        record = record_of(meeting)
        answer = self._answer(record)
        is_planned = record.phase == rules.PLANNED
        facts = [
            words.hours(meeting, self.request),
            words.WAYS[meeting.mode],
            "" if is_planned else PHASE_TITLES[record.phase],
            SAID.get(answer, ""),
            seen_by(meeting) if self.home.is_inside or self.may_plan else "",
        ]
        title = meeting.title or ""
        return MeetingRow(
            url=meeting.absolute_url(),
            day=words.day(meeting.start, self.request),
            title="" if title in (TITLE, api.portal.translate(TITLE)) else title,
            facts=[fact for fact in facts if fact],
            waits=self.part is not None
            and listing.waits_for_answer(meeting, me(), self.now),
        )

    def _answer(self, record) -> str:
        return record.answers.get(me(), ("", ""))[0] if self.part else ""
