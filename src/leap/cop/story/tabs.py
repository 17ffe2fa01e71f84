"""The tab that leads to a community's stories."""

from leap.cop import _
from leap.cop.community.tabs import CommunityTab
from leap.cop.story.library import library


class StoriesTab(CommunityTab):
    """The latest stories, which stand on the home."""

    name = "stories"
    title = _("Stories")
    order = 20
    page = "#cop-latest-title"

    @property
    def count(self) -> int:
        """How many stories of this community wait for the reader's review."""
        here = "/".join((*self.community.getPhysicalPath(), ""))
        return sum(brain.getPath().startswith(here) for brain in library.review_queue())
