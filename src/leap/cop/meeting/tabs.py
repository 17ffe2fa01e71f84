"""The tab that leads to a community's meetings."""

from leap.cop import _
from leap.cop.community.tabs import CommunityTab


class MeetingsTab(CommunityTab):
    """The meetings."""

    name = "meetings"
    title = _("Meetings")
    order = 40
    page = "/meetings"
    pages = ("meetings", "resources")
    types = ("leap.cop.Meeting",)
    kinds = frozenset(
        {"answer-meeting", "turn-asked", "turn-offered", "host-missing", "meeting-over"}
        | {"action-due"}
    )
