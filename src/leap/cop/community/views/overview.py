"""All communities at a glance: the page for whoever looks after the site."""

from functools import cached_property
from leap.cop import _
from leap.cop.community.overview import Glance
from leap.cop.community.overview import glances
from leap.cop.community.overview import LACKS
from leap.cop.community.views.moving import SEEN_BY
from leap.cop.core import dates
from leap.cop.core.pages.forms import FormPage
from typing import NamedTuple


class Cell(NamedTuple):
    """What stands in a column, in words; and whether something is missing there."""

    heading: object
    text: object
    is_missing: bool = False


class OverviewView(FormPage):
    """One row a community, those first that lack something."""

    page_title = _("Communities at a glance")
    lead = _(
        "Communities where something is missing come first. The latest story is the "
        "newest one that all members can read."
    )
    has_columns = False

    headings = (
        _("Who sees it"),
        _("Facilitators"),
        _("Safeguarding contact"),
        _("Members"),
        _("Latest story"),
    )

    @cached_property
    def rows(self) -> list[Glance]:
        """The communities."""
        return glances()

    def cells(self, glance: Glance) -> list[Cell]:
        """Return what stands in a row after the community, as many as headings."""
        month = glance.last_story
        lacks = {what: LACKS[what] for what in glance.lacks}
        texts = (
            (SEEN_BY[glance.state], "visibility"),
            (", ".join(glance.facilitators), "facilitators"),
            (_("Named"), "safeguarding_contact"),
            (glance.members_total, ""),
            (dates.month(month) if month is not None else _("No story yet"), ""),
        )
        return [
            Cell(heading, lacks.get(what, text), what in lacks)
            for heading, (text, what) in zip(self.headings, texts, strict=True)
        ]
