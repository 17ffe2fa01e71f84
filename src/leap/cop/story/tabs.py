"""The tab that leads to a community's stories."""

from leap.cop import _
from leap.cop.community.tabs import CommunityTab
from leap.cop.story.library import library


class StoriesTab(CommunityTab):
    """The stories."""

    name = "stories"
    title = _("Stories")
    order = 20
    page = "/stories"
    pages = ("stories", "keep-story")
    types = ("leap.cop.Story",)
    kinds = frozenset({"story-returned", "story-held", "story-note"})

    @property
    def count(self) -> int:
        """How much waits about the reader's stories, and for the reader's review."""
        return super().count + self._to_review

    @property
    def _to_review(self) -> int:
        here = "/".join((*self.community.getPhysicalPath(), ""))
        return sum(brain.getPath().startswith(here) for brain in library.review_queue())
