"""What is told of concerns: that there is one, for whom, and nothing of the words."""

from leap.cop.core.events import ICopEvent
from zope.interface import Attribute
from zope.interface import implementer


class IWentWrong(ICopEvent):
    """Somebody wrote that something went wrong in a group. Who it was is not known."""

    readers = Attribute("Who reads it: see `leap.cop.concern.rules`")


@implementer(IWentWrong)
class WentWrong:
    """See `IWentWrong`."""

    def __init__(self, community, readers: str) -> None:
        self.about = community
        self.readers = readers
