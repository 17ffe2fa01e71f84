"""Whether somebody can host, as everybody says for oneself beside name and line."""

from datetime import datetime
from datetime import UTC
from leap.cop import _
from leap.cop.community.adapters import CommunityAdapter
from leap.cop.community.interfaces import IOwnWish
from leap.cop.meeting.records import TurnsShelf
from zope.interface import implementer


def can_host(community, userid: str) -> bool:
    """Tell whether somebody said that they can host."""
    return userid in TurnsShelf(community).kept.can_host


def set_can_host(community, userid: str, can: bool, *, now: datetime) -> None:
    """Keep whether somebody can host."""
    if can == can_host(community, userid):
        return
    hosts = TurnsShelf(community).ready.can_host
    if can:
        hosts[userid] = now.astimezone(UTC).date().isoformat()
    else:
        del hosts[userid]


@implementer(IOwnWish)
class CanHost(CommunityAdapter):
    """The wish to be asked to host. Adapts a community."""

    name = "can_host"
    title = _("I can host a meeting")
    help = _("You may be asked now and then. You can always pass, no reason needed.")

    def said(self, userid: str) -> bool:
        """Tell whether somebody can host."""
        return can_host(self.community, userid)

    def say(self, userid: str, value: bool, now: datetime) -> None:
        """Keep whether somebody can host."""
        set_can_host(self.community, userid, value, now=now)
