"""What holds of actions: who sees one, who changes what about it. Pure, no Zope."""

from collections.abc import Collection
from collections.abc import Mapping
from datetime import date
from datetime import timedelta
from leap.cop.meeting import rules
from typing import Any
from typing import TYPE_CHECKING


if TYPE_CHECKING:
    from leap.cop.meeting.records import Action


MAX_TEXT = 300
MAX_LEARNED = 1000

#: So long before the day the home says that something is due.
SOON = timedelta(days=7)

#: What is still to do.
RUNNING = (rules.PLANNED, rules.IN_PROGRESS)


def sees(action: "Action", userid: str) -> bool:
    """Tell whether somebody of the community sees an action."""
    return not action.personal or action.shared or action.owner == userid


def may_change(action: "Action", userid: str, leads: bool) -> bool:
    """Tell whether somebody may change an action, or take it out.

    :param leads: whether they may note actions for others where it was noted.
    """
    if not sees(action, userid):
        return False
    is_loose = not action.owner and action.author == userid
    return action.owner == userid or leads or is_loose


def may_take_on(
    action: "Action", sent: Collection[str], owner: str | None, me: str
) -> bool:
    """Tell whether what is sent takes on an action that is nobody's, and no more."""
    return not action.owner and owner == me and set(sent) == {"owner"}


#: What can be taken away; of the rest, nothing means that it stays.
_MAY_GO = ("owner", "learned", "theme", "story")


def tidy(sent: Mapping[str, Any]) -> dict[str, Any]:
    """Return what was sent as an action keeps it: nothing is an empty text or day."""
    found = {
        name: "" if value is None else value
        for name, value in sent.items()
        if value is not None or name in _MAY_GO
    }
    if "due" in sent:
        found["due"] = sent["due"]
    return found


def is_running(action: "Action") -> bool:
    """Tell whether there is something left to do."""
    return action.status in RUNNING


def is_due(action: "Action", today: date) -> bool:
    """Tell whether the day of something that is left to do is near, or was."""
    return is_running(action) and action.due is not None and action.due <= today + SOON


def place(action: "Action") -> tuple:
    """Return what puts actions in order: what is due first on top, the newest first."""
    running = is_running(action)
    due = action.due.toordinal() if running and action.due else date.max.toordinal()
    made = action.made.timestamp() if action.made is not None else 0.0
    return not running, due, -made, action.id
