"""What stands for a community beside its name: its picture, else two letters of it."""

from Acquisition import aq_base
from leap.cop.core.names import hue
from leap.cop.core.names import initials
from typing import NamedTuple


#: The field, and the scale that is shown: made when the picture is kept.
FIELD = "picture"
_SHOWN = f"@@images/{FIELD}/preview"


class Emblem(NamedTuple):
    """What a page shows of it.

    :param hue: the number of the colour behind the letters.
    :param picture: where its picture is, empty for none.
    :param text: what one sees there; empty in lists, where the name says it.
    """

    initials: str
    hue: int
    picture: str = ""
    text: str = ""


def picture_url(community) -> str:
    """Return where a small picture of a community is, empty for none; none is woken."""
    if getattr(aq_base(community), FIELD, None) is None:
        return ""
    return f"{community.absolute_url()}/{_SHOWN}"


def emblem_of(community) -> Emblem:
    """Return what stands for a community in a list."""
    title = community.title
    return Emblem(initials(title), hue(title), picture_url(community))
