"""What the home of a community says about its agreement."""

from functools import cached_property
from leap.cop.agreement.content import find_agreement
from leap.cop.agreement.content import seen_agreement
from leap.cop.agreement.records import record_of
from leap.cop.community.adapters import HomePart
from leap.cop.community.views.page import CommunityPart


class AgreementOfCommunity(CommunityPart):
    """A part of the community's page: its agreement, or that there is none yet.

    Whoever is of the community and does not see an agreement is told that there is
    none yet; everybody else is told nothing.
    """

    @cached_property
    def agreement(self):
        """The agreement, None where the reader sees none."""
        return seen_agreement(self.context)

    @property
    def is_agreed(self) -> bool:
        """Whether there are rules that somebody could say yes to."""
        return self.agreement is not None and bool(record_of(self.agreement).versions)

    @property
    def is_shown(self) -> bool:
        """Whether there is anything to say to this reader."""
        return self.agreement is not None or self.home.is_inside

    @property
    def may_begin(self) -> bool:
        """Whether the reader is the one to begin, and there is none."""
        return self.home.facilitates and find_agreement(self.context) is None


class AgreementOnHome(HomePart):
    """The agreement stands on the home of its community."""

    order, page, tab = 20, "community-agreement", "about"
