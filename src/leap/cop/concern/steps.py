"""On the home of a community, to its facilitators alone: there is something to read."""

from leap.cop import _
from leap.cop.community import rules as community_rules
from leap.cop.community.home import Step
from leap.cop.concern import reading
from leap.cop.concern import rules


class StepsOfConcerns:
    """The step for one community and one request."""

    def __init__(self, community, request) -> None:
        self.community = community

    def steps(self, home) -> list[Step]:
        """Return where the reader reads what was written, while some of it is open."""
        # Nobody else waits for what is kept to be looked at.
        if home.role != community_rules.FACILITATOR:
            return []
        is_there = any(
            found.concern.readers == rules.FACILITATORS
            and found.concern.status == rules.OPEN
            for found in reading.in_community(self.community)
        )
        text = _("Read what somebody wrote about the group")
        return [Step(text, f"{home.url}/concerns")] if is_there else []
