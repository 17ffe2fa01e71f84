"""The parts of a meeting's page: each says when it is there, and looks after itself.

One subscription adapter a part, so that the page knows none of them.
"""

from leap.cop.core.interfaces import IBrowserLayer
from leap.cop.meeting.content import IMeeting
from leap.cop.meeting.views.page import MeetingPage
from zope.component import adapter
from zope.interface import Attribute
from zope.interface import implementer
from zope.interface import Interface


class IPart(Interface):
    """Subscription adapter of a meeting and a request: one part of its page."""

    order = Attribute("Where it stands, the smallest number first.")
    aside = Attribute("Whether it stands beside the others.")
    is_there = Attribute("Whether this reader sees it.")

    def render() -> str:
        """Return the part as HTML."""


@adapter(IMeeting, IBrowserLayer)
@implementer(IPart)
class Part(MeetingPage):
    """A part. `index` is a page template of its own; `view` in it is the part."""

    order = 50
    aside = False
    is_there = True
    index = None

    def __init__(self, context, request) -> None:
        super().__init__(context, request)
        self.__name__ = "view"

    def render(self) -> str:
        """Return the part as HTML."""
        return self.index()
