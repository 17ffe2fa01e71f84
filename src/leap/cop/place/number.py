"""How many things wait, for the menu of every page."""

from leap.cop.core.interfaces import IBrowserLayer
from leap.cop.core.pages.chrome import page_name
from leap.cop.core.pages.counted import ITabCount
from leap.cop.core.waiting import things
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

        Without those of which no other page than the own one shows a sign.
        """
        rows, is_own = mine(self.request).rows, self._is_own_page
        return things(row for row in rows if is_own or not row.is_quiet)

    @property
    def _is_own_page(self) -> bool:
        published = self.request.get("PUBLISHED")
        return page_name(getattr(published, "__self__", published)) == "my-place"
