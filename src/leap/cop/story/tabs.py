"""The tab that leads to a community's stories."""

from leap.cop import _
from leap.cop.community.tabs import CommunityTab


class StoriesTab(CommunityTab):
    """The stories."""

    name = "stories"
    title = _("Stories")
    order = 20
    page = "/stories"
    pages = ("stories", "keep-story")
    types = ("leap.cop.Story",)
    kinds = frozenset({"story-returned", "story-held", "story-note", "review-stories"})
