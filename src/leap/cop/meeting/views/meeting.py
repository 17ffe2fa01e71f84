"""The page of a meeting."""

from functools import cached_property
from leap.cop.meeting.views.page import MeetingPage
from leap.cop.meeting.views.parts import IPart
from zope.component import subscribers


class MeetingView(MeetingPage):
    """When, where, and all parts that this reader sees."""

    needs = ""

    @property
    def page_title(self) -> str:
        """What it is called."""
        return self.context.title

    @cached_property
    def _parts(self) -> list:
        found = subscribers((self.context, self.request), IPart)
        return sorted(
            (part for part in found if part.is_there), key=lambda part: part.order
        )

    @property
    def parts(self) -> list:
        """The parts in the main column."""
        return [part for part in self._parts if not part.aside]

    @property
    def parts_aside(self) -> list:
        """The parts beside it."""
        return [part for part in self._parts if part.aside]
