"""A round that is sent over REST: few dots leave less for one theme."""

from leap.cop.community.interfaces import ICompletesSent
from leap.cop.topic.content import ITopicRound
from zope.interface import provider


@provider(ICompletesSent)
def let_a_theme_take_what_there_is(data: dict) -> None:
    """Say how many dots a theme takes, where nobody did and the default is too many."""
    dots, most = data.get("dots"), ITopicRound["max_per_theme"].default
    if "max_per_theme" not in data and isinstance(dots, int) and 0 < dots < most:
        data["max_per_theme"] = dots
