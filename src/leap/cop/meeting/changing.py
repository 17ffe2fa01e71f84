"""Changing when and where a meeting is, by those whose turn that is."""

from collections.abc import Mapping
from datetime import datetime
from datetime import UTC
from leap.cop import _
from leap.cop.core.errors import NotNow
from leap.cop.core.errors import Refused
from leap.cop.core.text import hides_something
from leap.cop.meeting import clock
from leap.cop.meeting import keeping
from leap.cop.meeting import rules
from leap.cop.meeting import voices
from leap.cop.meeting.content import IMeeting
from leap.cop.meeting.content import is_safe_link
from leap.cop.meeting.minutes import showing
from leap.cop.meeting.records import record_of
from zope.event import notify
from zope.lifecycleevent import Attributes
from zope.lifecycleevent import ObjectModifiedEvent


def check_times(start: datetime, end: datetime, field: str = "end") -> None:
    """Let a meeting last for some time, and no longer than a day.

    :param start: aware, as is the end.
    :param field: where the end was said.
    :raises Refused: with the field.
    """
    length = clock.length_of(start, end)
    if length <= rules.LONGEST * 0:
        raise Refused(_("choose a time after the start."), field)
    if length > rules.LONGEST:
        raise Refused(_("choose a time within 24 hours of the start."), field)


def is_unusual(start: datetime, end: datetime, mode: str) -> bool:
    """Tell whether a meeting leaves less time than people need, or tires them."""
    shortest, longest = rules.ENOUGH_TIME
    length = clock.length_of(start, end)
    return mode != rules.ONLINE and not shortest <= length <= longest


#: What people write on one line, and in several.
_LINES = ("title", "location", "online_link")
_TEXTS = ("description", "venue_notes")


def check_words(values: Mapping[str, object]) -> None:
    """Refuse characters that nobody sees, and a link that people cannot be given.

    :param values: by field; what is no text is somebody else's to refuse.
    :raises Refused: with the field.
    """
    for name in (*_LINES, *_TEXTS):
        text = values.get(name)
        if isinstance(text, str) and hides_something(text, is_line=name in _LINES):
            raise Refused(_("write it without invisible characters."), name)
    link = values.get("online_link")
    if isinstance(link, str) and link and not is_safe_link(link):
        raise Refused(
            _(
                "enter a link that starts with https:// and a host name, without a "
                "password."
            ),
            "online_link",
        )


#: What stays as it was once a meeting took place, and besides once its record is kept.
_TIMES = frozenset({"start", "end", "timezone"})
_HEADING = frozenset({"title", "description"})


def need_changeable(meeting, values: Mapping[str, object]) -> None:
    """Let fields be changed as long as that rewrites nothing that was.

    :param values: as they will be, by field; those that are as they were do not count.
    :raises NotNow: for times of what took place, and more once its record is kept.
    """
    names = {
        name
        for name in (_TIMES | _HEADING).intersection(values)
        if _plain(there(meeting, name)) != _plain(values[name])
    }
    if names:
        keeping.need_open(
            meeting,
            _("The record of this meeting is final. The facilitators can reopen it."),
        )
    if names & _TIMES and record_of(meeting).phase == rules.HELD:
        raise NotNow(
            _(
                "The meeting took place, so its day and time cannot be changed. To "
                "change them, a facilitator first has to say that the meeting did "
                "not take place."
            )
        )


def _plain(value: object) -> object:
    """Return a value to compare: of two times on one clock which of them it is."""
    return value.astimezone(UTC) if isinstance(value, datetime) else value or None


def change(meeting, *, confirmed: bool = False, **values: object) -> None:
    """Change fields of a meeting.

    :param confirmed: whether somebody has looked at what `showing` found.
    :param values: by field; those that are as they were are no change.
    :raises NotYours: for a field that is not theirs, and nothing is changed.
    :raises NotNow: for what stays as it was.
    :raises Refused: for words that nobody can read as they are.
    :raises SeeFirst: where something was found in what others will read.
    """
    for name in values:
        voices.need(meeting, rules.needed_for(name))
    need_changeable(meeting, values)
    check_words(values)
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
