"""What came out of a round stays news on the home until somebody puts it aside.

Each for oneself alone: nobody else is told, and the round stays where it is.
"""

from datetime import datetime
from leap.cop import _
from leap.cop.community.home import Home
from leap.cop.community.membership import Membership
from leap.cop.core.containment import community_of
from leap.cop.core.errors import NotNow
from leap.cop.core.errors import NotYours
from leap.cop.core.me import me
from leap.cop.topic import rules
from leap.cop.topic.phases import is_counted
from leap.cop.topic.phases import phase_of
from zope.globalrequest import getRequest


def may_put_aside(content) -> bool:
    """Tell whether the current user is told on the home what came out of rounds."""
    return Home(community_of(content), getRequest()).is_inside


def is_put_aside(content) -> bool:
    """Tell whether the current user put aside what came out of a round."""
    return Membership(community_of(content)).is_put_aside(me(), content.getId())


def put_aside(content, value: bool, *, now: datetime) -> None:
    """Put aside what came out of a round, or bring it back, for the current user.

    :raises NotYours: for whoever does not belong to the community.
    :raises NotNow: before anything came out.
    """
    if not may_put_aside(content):
        raise NotYours(_("Only people in this community can do this."))
    if phase_of(content, now) != rules.CLOSED or not is_counted(content, now):
        raise NotNow(_("This round has no results yet."))
    if is_put_aside(content) != value:
        membership = Membership(community_of(content))
        membership.put_aside(me(), content.getId(), value)
