"""REST of all communities at a glance, for whoever looks after the site."""

from leap.cop.community.overview import Glance
from leap.cop.community.overview import glances
from leap.cop.core.services import CopService


def as_json(glance: Glance) -> dict:
    """Return a row as it is answered."""
    month = glance.last_story
    return {
        "@id": glance.community.absolute_url(),
        "title": glance.community.title,
        "state": glance.state,
        "facilitators": glance.facilitators,
        "has_safeguarding_contact": glance.has_contact,
        "members_total": glance.members_total,
        "last_story": f"{month:%Y-%m}" if month is not None else None,
        "missing": glance.lacks,
    }


class CommunitiesOverviewGet(CopService):
    """All communities, those first that lack something; of stories a month."""

    def handle(self):
        return self.listing(glances(), as_json)
