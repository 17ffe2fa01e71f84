"""What the house knows of its content: markers, and nothing of any room."""

from zope.interface import Interface
from zope.publisher.interfaces.browser import IDefaultBrowserLayer


class IBrowserLayer(IDefaultBrowserLayer):
    """Requests on a site where leap.cop is installed."""


class ISecretAddress(Interface):
    """A page of the site whose address is a secret: no other address repeats it."""


class ICopPage(Interface):
    """A page of ours, whatever it stands on: stock's chrome is another one there."""


class ICopAnswer(Interface):
    """An answer of ours in place of a page, and the request that gets one."""


class ICopContent(Interface):
    """Everything of ours that has an audience; the gate asks View before it answers."""


class ICommunityContext(ICopContent):
    """A community: below it, what is missing and what is not yours look the same."""


class IBelowCommunity(ICopContent):
    """Content below a community: its id says nothing and cannot be chosen."""


class IMadeByCommunity(IBelowCommunity):
    """What a community makes besides stories, and what goes with it.

    It follows `cop_audience_workflow`, and is shown no more widely than the community.
    """


class IMeaningOfSigns(Interface):
    """What a room keeps under random signs that look like a word."""

    def __call__(portal, word: str) -> str:
        """Return what a word stands for there, empty for nothing."""
