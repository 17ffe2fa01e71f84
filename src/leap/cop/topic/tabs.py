"""The tab that leads to a community's rounds."""

from datetime import datetime
from datetime import UTC
from leap.cop import _
from leap.cop.community.tabs import CommunityTab
from leap.cop.topic.steps import newest_rounds
from leap.cop.topic.voting import dots_left


class TopicsTab(CommunityTab):
    """The rounds."""

    name = "topics"
    title = _("Topics")
    order = 30
    page = "/rounds"

    @property
    def count(self) -> int:
        """In how many rounds the reader has dots to give."""
        now = datetime.now(UTC)
        rounds = newest_rounds(self.community)
        return sum(dots_left(one, now=now) > 0 for one in rounds)
