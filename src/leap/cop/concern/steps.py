"""On the home of a community, to its facilitators alone: there is something to read."""

from leap.cop import _
from leap.cop.community import rules as community_rules
from leap.cop.community.home import Home
from leap.cop.concern import reading
from leap.cop.concern import rules
from leap.cop.core.waiting import IWaiting
from leap.cop.core.waiting import Waiting
from zope.globalrequest import getRequest
from zope.interface import implementer


#: Before everything else: somebody may be hurt.
FIRST = 1


@implementer(IWaiting)
class ConcernsWaiting:
    """What was written about a group, and waits for its facilitators."""

    def __init__(self, community) -> None:
        self.community = community

    def rows(self, userid: str) -> list[Waiting]:
        """Return where the reader reads what was written, while some of it is open."""
        # Nobody else waits for what is kept to be looked at.
        home = Home(self.community, getRequest())
        if home.role != community_rules.FACILITATOR:
            return []
        waiting = sum(
            found.concern.readers == rules.FACILITATORS
            and found.concern.status == rules.OPEN
            for found in reading.in_community(self.community)
        )
        text = _("Read what somebody wrote about the group")
        row = Waiting(
            "concerns", text, f"{home.url}/concerns", count=waiting, weight=FIRST
        )
        return [row] if waiting else []
