"""The agenda as one reader sees it: titles, names, and stories that they may read."""

from functools import cached_property
from leap.cop.community.membership import Membership
from leap.cop.core.containment import community_of
from leap.cop.core.me import me
from leap.cop.meeting import rules
from leap.cop.meeting import stories
from leap.cop.meeting import voices
from leap.cop.meeting.agenda import agenda
from leap.cop.meeting.agenda import earlier
from leap.cop.meeting.agenda import rules as agenda_rules
from leap.cop.meeting.agenda.words import KIND_TITLES
from leap.cop.meeting.records import AgendaRow
from leap.cop.meeting.records import record_of
from leap.cop.topic import theme_history
from typing import Any
from zope.i18n import translate


class ShownAgenda:
    """The agenda of a meeting, for whoever is logged in."""

    def __init__(self, meeting, request) -> None:
        self.meeting = meeting
        self.request = request
        self.me = me()
        self._stories: dict[str, Any] = {}

    @cached_property
    def rows(self) -> list[AgendaRow]:
        """All rows, in order."""
        return record_of(self.meeting).agenda()

    @property
    def minutes_there(self) -> int:
        """How many minutes the meeting has."""
        return agenda_rules.minutes_between(self.meeting.start, self.meeting.end)

    @property
    def minutes_planned(self) -> int:
        """How many the rows take together."""
        return sum(row.minutes for row in self.rows)

    @cached_property
    def reads_outcomes(self) -> bool:
        """Whether the reader reads what was said: the people of the community."""
        return rules.may(self._here, "read_record")

    @cached_property
    def _here(self) -> frozenset[str]:
        """All that the reader is in this meeting."""
        return voices.voices_of(self.meeting, self.me)

    @cached_property
    def themes(self) -> dict[str, str]:
        """How the themes are called that the reader may see, by their lines."""
        return theme_history.titles(community_of(self.meeting))

    @cached_property
    def _names(self) -> dict[str, str]:
        leads = {row.lead for row in self.rows if row.lead}
        return Membership(community_of(self.meeting)).names(leads)

    @cached_property
    def said_before(self) -> list[earlier.Said]:
        """What earlier meetings said to the standing question."""
        return earlier.said_before(self.meeting) if self.reads_outcomes else []

    def lead(self, row: AgendaRow) -> str:
        """Return the name of who leads a row, empty for nobody."""
        return self._names.get(row.lead, "") if row.lead else ""

    def theme_title(self, row: AgendaRow) -> str:
        """Return how a row's theme is called, empty where the reader sees none."""
        return self.themes.get(row.theme, "") if row.theme else ""

    def story(self, row: AgendaRow):
        """Return the story of a row, None where the reader may read none."""
        if row.story and row.story not in self._stories:
            community = community_of(self.meeting)
            found = stories.seen_story(community, row.story)
            self._stories[row.story] = found
        return self._stories.get(row.story)

    def title(self, row: AgendaRow) -> str:
        """Return what stands on the screen for a row, whatever its kind."""
        story = self.story(row)
        if story is not None:
            return story.title
        return row.title or self.theme_title(row) or self.kind(row.kind)

    def kind(self, kind: str) -> str:
        """Return a kind's own words."""
        return translate(KIND_TITLES[kind], context=self.request)

    def may_change(self, row: AgendaRow) -> bool:
        """Tell whether the reader may change a row."""
        return agenda.may_change(self.meeting, row, self.me, self._here)
