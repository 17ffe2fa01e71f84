"""The tab that leads to a community's rounds."""

from leap.cop import _
from leap.cop.community.tabs import CommunityTab


class TopicsTab(CommunityTab):
    """The rounds."""

    name = "topics"
    title = _("Topics")
    order = 30
    page = "/rounds"
    pages = ("rounds",)
    types = ("leap.cop.TopicRound",)
    kinds = frozenset({"write-topics", "group-topics", "give-dots", "show-round"})
