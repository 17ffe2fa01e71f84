"""How many things wait, for the menu of every page."""

from leap.cop.core.interfaces import IBrowserLayer
from leap.cop.core.pages.counted import ITabCount
from leap.cop.place.mine import mine
from zope.component import adapter
from zope.interface import implementer


@implementer(ITabCount)
@adapter(IBrowserLayer)
class MyPlaceCount:
    """What waits behind the tab My place."""

    def __init__(self, request) -> None:
        self.request = request

    def count(self) -> int:
        """Return how many things wait for the reader.

        Without those of which no other page shows a sign.
        """
        return sum(not row.is_quiet for row in mine(self.request).rows)
