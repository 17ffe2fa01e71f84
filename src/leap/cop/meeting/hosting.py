"""Whether somebody can host, as everybody says for oneself beside name and line."""

from datetime import datetime
from leap.cop import _
from leap.cop.community.interfaces import IOwnWish
from leap.cop.meeting import turns
from zope.interface import implementer


@implementer(IOwnWish)
class CanHost:
    """The wish to be asked to host. Adapts a community."""

    name = "can_host"
    title = _("I can host a meeting")
    help = _("You are asked now and then. You can always pass, without a reason.")

    def __init__(self, community) -> None:
        self.community = community

    def said(self, userid: str) -> bool:
        """Tell whether somebody can host."""
        return turns.can_host(self.community, userid)

    def say(self, userid: str, value: bool, now: datetime) -> None:
        """Keep whether somebody can host."""
        turns.set_can_host(self.community, userid, value, now=now)
