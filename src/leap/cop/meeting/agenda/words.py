"""What stands on a screen for the kinds of a row, and for what became of it."""

from leap.cop import _
from leap.cop.meeting import rules
from leap.cop.meeting.agenda import rules as agenda_rules


KIND_TITLES = {
    "welcome": _("Welcome"),
    "agreement": _("Our agreement"),
    "warm_up": _("Warm-up"),
    "celebrate": _("Something small that changed"),
    "record_review": _("The record of our last meeting"),
    "action_review": _("What we set out to do"),
    "theme": _("One of our themes"),
    "story": _("A story"),
    "advice": _("Asking each other for advice"),
    "brought_views": _("Other people's views, passed on by one of us"),
    "guest": _("A guest"),
    "policy": _("What has changed around us"),
    "theory": _("Research, or a model"),
    "method": _("Something to try out"),
    "resource": _("Something to read or watch"),
    "standing_question": _("The question we keep asking"),
    "aim_review": _("Are these still our aims?"),
    "selection": _("Choosing stories"),
    "break": _("Break"),
    "other": _("Something else"),
}

STATE_TITLES = {
    rules.OPEN: _("Not yet"),
    rules.DONE: _("Done"),
    rules.CARRIED: _("Next time"),
}


def duration(minutes: int) -> object:
    """Return so many minutes in words."""
    hours, rest = agenda_rules.hours(minutes)
    if not hours:
        return _("${minutes} min", mapping={"minutes": rest})
    if not rest:
        return _("${hours} h", mapping={"hours": hours})
    return _("${hours} h ${minutes} min", mapping={"hours": hours, "minutes": rest})
