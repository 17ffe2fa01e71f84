"""Changing when and where a meeting is, by those whose turn that is."""

from datetime import datetime
from datetime import UTC
from leap.cop import _
from leap.cop.core.errors import Refused
from leap.cop.meeting import rules
from leap.cop.meeting import showing
from leap.cop.meeting import voices
from leap.cop.meeting.content import IMeeting
from leap.cop.meeting.content import is_safe_link
from zope.event import notify
from zope.lifecycleevent import Attributes
from zope.lifecycleevent import ObjectModifiedEvent


def check_times(start: datetime, end: datetime) -> None:
    """Let a meeting last for some time, and no longer than a day.

    :param start: aware, as is the end.
    :raises Refused: with the field.
    """
    length = end.astimezone(UTC) - start.astimezone(UTC)
    if length <= rules.LONGEST * 0:
        raise Refused(_("later than start."), "end")
    if length > rules.LONGEST:
        raise Refused(_("within 24 hours."), "end")


def is_unusual(start: datetime, end: datetime, mode: str) -> bool:
    """Tell whether a meeting leaves less time than people need, or tires them."""
    shortest, longest = rules.ENOUGH_TIME
    length = end.astimezone(UTC) - start.astimezone(UTC)
    return mode != rules.ONLINE and not shortest <= length <= longest


def change(meeting, *, confirmed: bool = False, **values: object) -> None:
    """Change fields of a meeting.

    :param confirmed: whether somebody has looked at what `showing` found.
    :param values: by field; those that are as they were are no change.
    :raises NotYours: for a field that is not theirs, and nothing is changed.
    :raises Refused: for a link that is none.
    :raises SeeFirst: where something was found in what others will read.
    """
    for name in values:
        voices.need(meeting, rules.needed_for(name))
    link = values.get("online_link")
    if link and not is_safe_link(str(link)):
        raise Refused(_("a link that begins with https://."), "online_link")
    changed = {
        name: value for name, value in values.items() if there(meeting, name) != value
    }
    showing.check_change(meeting, changed, confirmed=confirmed)
    for name, value in changed.items():
        setattr(meeting, name, value)
    if changed:
        names = [f"IMeeting.{name}" for name in changed]
        notify(ObjectModifiedEvent(meeting, Attributes(IMeeting, *names)))


def there(meeting, name: str) -> object:
    """Return what a field holds now, for those inside."""
    return getattr(meeting, "place" if name == "location" else name)
