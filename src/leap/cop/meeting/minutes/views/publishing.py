"""Showing a meeting to more or fewer people."""

from leap.cop import _
from leap.cop.community.views.moving import MoveView
from leap.cop.meeting.minutes.views.found import LooksBeforeMoving


class MoveMeetingView(LooksBeforeMoving, MoveView):
    """Who sees a meeting, and the buttons that change it."""

    page_title = _("Who can see this meeting")
    done = {
        "share": _("Members can now see the meeting."),
        "publish": _(
            "All staff can now see this meeting. Agenda, names and record "
            "stay in your community."
        ),
        "retract": _("Only members can see the meeting now."),
        "hide": _("Only facilitators can see the meeting now."),
    }
    notes = (
        _(
            "If the meeting is shown to all staff, they can see the title, the line "
            "below it, and when and how you meet; the place, the summary and files "
            "only if you show them. Agenda, names and record stay in your community."
        ),
    )
