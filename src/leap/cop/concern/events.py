"""What is told of concerns: that there is one, for whom, and nothing of the words."""

from zope.interface import Attribute
from zope.interface import implementer
from zope.interface import Interface


class IWentWrong(Interface):
    """Somebody wrote that something went wrong in a group. Who it was is not known."""

    community = Attribute("The community")
    readers = Attribute("Who reads it: see `leap.cop.concern.rules`")


@implementer(IWentWrong)
class WentWrong:
    """See `IWentWrong`."""

    def __init__(self, community, readers: str) -> None:
        self.community = community
        self.readers = readers
