"""All communities at a glance, for whoever looks after the site: who helps where.

A community is woken for its row, and no story ever is: of stories the catalog alone is
asked, and only for those that everybody in the community can read.
"""

from datetime import date
from functools import cached_property
from leap.cop import _
from leap.cop.community import rules
from leap.cop.community.home import READ_HERE
from leap.cop.community.membership import Membership
from leap.cop.community.roster import by_name
from leap.cop.core import binding
from leap.cop.core.audience import PRIVATE
from plone import api


#: What a community can lack, and how that is said; in this order.
LACKS = {
    "visibility": _("Only facilitators see it"),
    "facilitators": _("No facilitator"),
    "safeguarding_contact": _("No safeguarding contact"),
}


class Glance:
    """One community, as whoever looks after the site sees it."""

    def __init__(self, community) -> None:
        self.community = community
        self._membership = Membership(community)

    @cached_property
    def state(self) -> str:
        """How far the community goes: `private`, `community` or `public`."""
        return binding.state_of(self.community)

    @cached_property
    def _facilitator_ids(self) -> list[str]:
        return self._membership.ids_in_role(rules.FACILITATOR)

    @cached_property
    def facilitators(self) -> list[str]:
        """The names shown of those who facilitate now, sorted for the reader."""
        names = self._membership.names(self._facilitator_ids)
        return sorted(names.values(), key=by_name())

    @property
    def has_contact(self) -> bool:
        """Whether there is a safeguarding contact."""
        return bool(self.community.safeguarding_contact)

    @cached_property
    def lacks(self) -> list[str]:
        """What somebody should see about, as keys of `LACKS`; empty for nothing."""
        there = {
            "visibility": self.state != PRIVATE,
            "facilitators": self._facilitator_ids,
            "safeguarding_contact": self.has_contact,
        }
        return [what for what in LACKS if not there[what]]

    @cached_property
    def members_total(self) -> int:
        """How many members there are, those included for whom stories wait."""
        return len(self._membership.insiders())

    @cached_property
    def last_story(self) -> date | None:
        """The first of the month in which a story was last shared here, or published.

        None for no story that at least the community can read. Unrestricted: whoever
        looks after the site reads few stories of it, and gets no more than the month.
        """
        brains = api.portal.get_tool("portal_catalog").unrestrictedSearchResults(
            path={"query": "/".join(self.community.getPhysicalPath()), "depth": 1},
            portal_type="leap.cop.Story",
            review_state=READ_HERE,
            sort_on="effective",
            sort_order="reverse",
            sort_limit=1,
        )
        for brain in brains[:1]:
            return date(brain.effective.year(), brain.effective.month(), 1)
        return None


def glances() -> list[Glance]:
    """Return all communities that the reader may see, by title.

    Those that lack something come first.
    """
    catalog = api.portal.get_tool("portal_catalog")
    brains = catalog(portal_type="leap.cop.Community", sort_on="sortable_title")
    found = [Glance(brain.getObject()) for brain in brains]
    return sorted(found, key=lambda glance: not glance.lacks)
