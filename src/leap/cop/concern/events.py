"""What is told of concerns: that there is one, for whom, and nothing of the words."""

from leap.cop.core.events import event_class
from leap.cop.core.events import ICopEvent
from zope.interface import Attribute


class IWentWrong(ICopEvent):
    """Somebody wrote that something went wrong in a group. Who it was is not known."""

    readers = Attribute("Who reads it: see `leap.cop.concern.rules`")


WentWrong = event_class(IWentWrong)
