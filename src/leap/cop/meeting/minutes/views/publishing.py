"""Showing a meeting to more or fewer people."""

from leap.cop import _
from leap.cop.community.views.moving import MoveView
from leap.cop.meeting.minutes.views.found import LooksBeforeMoving


class MoveMeetingView(LooksBeforeMoving, MoveView):
    """Who sees a meeting, and the buttons that change it."""

    page_title = _("Who sees this meeting")
    done = {
        "share": _("Members see the meeting now."),
        "publish": _(
            "All staff see this meeting now. Agenda, names and record stay among you."
        ),
        "retract": _("Only members see the meeting now."),
        "hide": _("Only facilitators see the meeting now."),
    }
    notes = (
        _(
            "When all staff see it, they read when you meet and the title, and where "
            "and the summary only if you show these. Agenda, names and record stay "
            "among you."
        ),
    )
