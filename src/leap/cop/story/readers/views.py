"""Who could read a story, and when: the page for the safeguarding person."""

from functools import cached_property
from leap.cop import _
from leap.cop.core import dates
from leap.cop.story.display.page import StoryPage
from leap.cop.story.readers import readers
from typing import NamedTuple
from zope.i18n import translate


class Row(NamedTuple):
    """One line of the table."""

    who: str
    since: str
    until: str


class ReadersView(StoryPage):
    """A table of dated stretches, with names where there are any."""

    page_title = _("Who could read this story, and when")

    def __call__(self):
        self.rows  # noqa: B018 - refuses whoever may not, before the page begins
        return self.show()

    @cached_property
    def rows(self) -> list[Row]:
        """Who, since when, until when; an empty end goes on."""
        return [
            Row(
                translate(row.who, context=self.request),
                _moment(row.since),
                _moment(row.until),
            )
            for row in readers.readers_of(self.context)
        ]


def _moment(moment) -> str:
    if moment is None:
        return ""
    return dates.moment(moment)
