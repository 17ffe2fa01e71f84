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

    @property
    def count(self) -> int:
        """How many stories of this community wait for the reader's review."""
        here = "/".join((*self.community.getPhysicalPath(), ""))
        return sum(brain.getPath().startswith(here) for brain in library.review_queue())
