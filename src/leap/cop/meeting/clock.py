"""Times on a wall clock: kept as they stand on the clock of a place, with its zone.

A meeting at nine stays at nine when a country changes its rules, so an instant is
computed and never stored. Pure, no Zope.
"""

from collections.abc import Mapping
from datetime import datetime
from datetime import time
from datetime import timedelta
from datetime import UTC
from leap.cop import _
from leap.cop.core.errors import Refused
from typing import Any
from zoneinfo import available_timezones
from zoneinfo import ZoneInfo


#: Years that a meeting can be in; beyond them zones and calendars stumble.
YEARS = range(2000, 2200)

_MINUTE = timedelta(minutes=1)


def is_zone(name: object) -> bool:
    """Tell whether this is the name of a time zone, such as Europe/Sofia."""
    return isinstance(name, str) and name in available_timezones()


def checked_zone(name: object) -> str:
    """Return the name of a zone.

    :raises Refused: for anything else.
    """
    if not is_zone(name):
        raise Refused(_("choose a time zone, for example Europe/Sofia."), "timezone")
    return str(name)


def on_clock(wall: datetime, zone: str, field: str = "start") -> datetime:
    """Return when a clock of a zone shows something.

    Where it does so twice, on the night on which clocks go back, the first time.

    :param wall: a time without a zone.
    :raises Refused: for a time that the clock leaves out, and a year that is out of
        all years, with the field.
    """
    _check_year(wall, field)
    there = wall.replace(tzinfo=ZoneInfo(zone), fold=0)
    if not _is_shown(there):
        first, last = there, there
        while not _is_shown(first - _MINUTE):
            first -= _MINUTE
        while not _is_shown(last):
            last += _MINUTE
        raise Refused(
            _(
                "this time does not exist on that day: the clocks go from "
                "${first} straight to ${last}.",
                mapping={"first": f"{first:%H:%M}", "last": f"{last:%H:%M}"},
            ),
            field,
        )
    return there


def _check_year(moment: datetime, field: str) -> None:
    if moment.year not in YEARS:
        raise Refused(
            _(
                "choose a day in the years ${first} to ${last}.",
                mapping={"first": str(YEARS[0]), "last": str(YEARS[-1])},
            ),
            field,
        )


def _is_shown(there: datetime) -> bool:
    back = there.astimezone(UTC).astimezone(there.tzinfo)
    return back.replace(tzinfo=None, fold=0) == there.replace(tzinfo=None, fold=0)


def in_zone(moment: datetime, zone: str) -> datetime:
    """Return a moment as a clock of a zone shows it."""
    return moment.astimezone(ZoneInfo(zone)).replace(microsecond=0)


def ending(begins: datetime, length: timedelta) -> datetime:
    """Return when something ends that begins then, on the same clock.

    On the instants: a day with a change of clocks is no day of 24 hours.

    :raises Refused: for a year that is out of all years, with the field.
    """
    ends = (begins.astimezone(UTC) + length).astimezone(begins.tzinfo)
    _check_year(ends, "end")
    return ends


def length_of(start: datetime, end: datetime) -> timedelta:
    """Return how long something lasts, whatever clocks show meanwhile."""
    return end.astimezone(UTC) - start.astimezone(UTC)


def read(text: object, zone: str, field: str) -> datetime:
    """Return a moment that was sent: with an offset that instant, else on the clock.

    :param text: ISO 8601, such as 2027-03-27T09:00 or 2027-03-27T07:00:00Z.
    :raises Refused: for what is no moment, or out of all years, with the field.
    """
    try:
        moment = datetime.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        moment = None
    if moment is None:
        raise Refused(
            _("send a date and a time, for example 2027-03-27T09:00."),
            field,
        )
    # A year at either end of the calendar could leave it in another zone.
    _check_year(moment, field)
    moment = moment.replace(microsecond=0)
    if moment.tzinfo is None:
        return on_clock(moment, zone, field)
    there = in_zone(moment, zone)
    _check_year(there, field)
    return there


def settled(
    sent: Mapping[str, Any],
    *,
    zone: str,
    start: datetime | None = None,
    end: datetime | None = None,
    usual: timedelta,
) -> dict[str, Any]:
    """Return start, end and zone as they will be, of what was sent; nothing if nothing.

    A zone alone keeps the instants; a start alone keeps the length.

    :param sent: `start`, `end` and `timezone`, each if it was sent.
    :param zone: where it was until now, or where it is usual.
    :param start: when it began until now, None for a new one.
    :param usual: how long a new one is.
    :raises Refused: with the field.
    """
    if not {"start", "end", "timezone"} & set(sent):
        return {}
    zone = checked_zone(sent["timezone"]) if "timezone" in sent else zone
    is_new = start is None or end is None
    length = usual if is_new else length_of(start, end)
    begins, ends = start, end
    if "start" in sent:
        begins = read(sent["start"], zone, "start")
        ends = ending(begins, length)
    if "end" in sent:
        ends = read(sent["end"], zone, "end")
    if begins is None:
        raise Refused(
            _("send a date and a time, for example 2027-03-27T09:00."), "start"
        )
    return {
        "start": in_zone(begins, zone),
        "end": in_zone(ends, zone),
        "timezone": zone,
    }


def typed(
    start: datetime, end: datetime | None, zone: str, usual: timedelta
) -> tuple[datetime, datetime]:
    """Return start and end that were typed as a clock of a zone shows them.

    :param end: None for as long as is usual.
    :raises Refused: for a time that the clock leaves out, with the field.
    """
    begins = on_clock(start, zone)
    if end is None:
        return begins, ending(begins, usual)
    return begins, on_clock(end, zone, "end")


def time_of_day(text: str, field: str) -> time:
    """Return a time that was typed, such as 13:00.

    :raises Refused: for anything else, with the field.
    """
    try:
        return datetime.strptime(text.strip().replace(".", ":"), "%H:%M").time()
    except ValueError as error:
        raise Refused(_("enter a time, for example 13:00."), field) from error
