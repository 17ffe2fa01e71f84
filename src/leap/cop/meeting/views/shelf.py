"""Files and links of all meetings of a community, on one page."""

from functools import cached_property
from leap.cop import _
from leap.cop.community.views.page import CommunityPage
from leap.cop.core.containment import container_of
from leap.cop.core.pages.pager import Pages
from leap.cop.media import keeping
from leap.cop.meeting import resources
from leap.cop.story.display.media_shown import Shown
from leap.cop.story.display.media_shown import shown
from leap.cop.story.display.page import StoryMacros
from typing import NamedTuple


class OnShelf(NamedTuple):
    """A file or link, and the meeting to which somebody brought it."""

    medium: Shown
    meeting_url: str
    meeting_title: str


class ResourcesView(StoryMacros, CommunityPage):
    """The newest first; by kind, and by words of title and description."""

    page_title = _("Files and links of our meetings")
    has_columns = False
    tab = "meetings"

    kinds = keeping.NEUTRAL_TITLES

    @property
    def page_url(self) -> str:
        """The address of the page."""
        return f"{self.url}/resources"

    @property
    def kind(self) -> str:
        """Which kind is asked for, empty for all."""
        asked = self.typed("kind")
        return asked if asked in self.kinds else ""

    @property
    def words(self) -> str:
        """Which words are looked for."""
        return self.typed("words")[:200]

    @cached_property
    def pages(self) -> Pages:
        """The page that was asked for."""
        asked = {"kind": self.kind, "words": self.words}
        return Pages(
            resources.shelf(self.context, kind=self.kind or None, words=self.words),
            self.request,
            url=self.page_url,
            query=[(name, value) for name, value in asked.items() if value],
        )

    @property
    def rows(self) -> list[OnShelf]:
        """What stands on this page."""
        return [
            OnShelf(shown(one), meeting.absolute_url(), meeting.title)
            for one, meeting in ((one, container_of(one)) for one in self.pages.here)
        ]
