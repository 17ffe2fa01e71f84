"""What a community asks the rooms above, without knowing them."""

from zope.interface import Attribute
from zope.interface import Interface


class IWiderContent(Interface):
    """What of a community goes further than some limit. Adapts a community."""

    def count(limit: str) -> int:
        """Return how much would come back if the community allowed `limit` only."""


class IKeepsQuiet(Interface):
    """Subscription adapter of a community: why some wait is nobody else's business."""

    def quiet() -> set[str]:
        """Return the user ids of whom no list says whether they wait."""


class ICompletesSent(Interface):
    """What a client may leave out of new content. A utility named like the type."""

    def __call__(data: dict) -> None:
        """Fill it in; refuse what cannot be content."""


class IOwnWish(Interface):
    """Subscription adapter of a community: yes or no, said by each for oneself alone.

    Nobody else is shown it; what follows is the room's that asks.
    """

    name = Attribute("What it is called in `@members` and in forms.")
    title = Attribute("What stands beside the box to tick.")
    help = Attribute("What it means, in a sentence.")

    def said(userid: str) -> bool:
        """Return what somebody said; no, where nothing was."""

    def say(userid: str, value: bool, now) -> None:
        """Keep what somebody says."""


class IHomeFacts(Interface):
    """Subscription adapter of a community: what a room above says in `@cop-home`."""

    def facts() -> dict:
        """Return it by key, for the current user, as JSON can hold it."""


class IHomePart(Interface):
    """Subscription adapter of a community and a request: a part of a page of it."""

    order = Attribute("Where it stands among the others, the lowest first.")
    page = Attribute("The name of the page that is shown there.")
    tab = Attribute("Where people who belong find it: `home` or `about`.")
