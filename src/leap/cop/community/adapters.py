"""What rooms say to a community: subscription adapters that say themselves of what.

In ZCML such a class needs nothing but its name.
"""

from leap.cop.community.content import ICommunity
from leap.cop.community.interfaces import IHomePart
from leap.cop.core.interfaces import IBrowserLayer
from zope.component import adapter
from zope.interface import implementer


@adapter(ICommunity)
class CommunityAdapter:
    """What a room says of a community, whoever asks."""

    def __init__(self, community) -> None:
        self.community = community


@adapter(ICommunity, IBrowserLayer)
@implementer(IHomePart)
class HomePart:
    """A part of a page of a community: `order`, and the `page` that is shown there."""

    order = 50
    page = ""
    tab = "home"

    def __init__(self, community, request) -> None:
        """Take what a subscription adapter gets; the page asks all that counts."""
