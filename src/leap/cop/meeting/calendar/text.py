"""A meeting as a calendar reads it: RFC 5545, and nothing but what it may know.

The same meeting gives the same bytes whenever it is asked for, in whichever process.
Pure, no Zope.
"""

from collections.abc import Iterable
from datetime import date
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from functools import lru_cache
from icalendar import Calendar
from icalendar import Event
from icalendar import Timezone
from icalendar import vCalAddress
from icalendar import vDuration
from icalendar import vText
from icalendar import vUri
from typing import NamedTuple


PRODID = "-//leap.cop//meetings//EN"

#: How often a client may ask anew.
EVERY = timedelta(hours=6)

# Methods of iTIP

PUBLISH = "PUBLISH"
REQUEST = "REQUEST"
CANCEL = "CANCEL"


class Entry(NamedTuple):
    """What a calendar is told of one meeting. Texts are in one language already."""

    uid: str
    #: On the clock of the meeting's zone.
    begins: datetime
    ends: datetime
    #: When something of this was said last.
    said: datetime
    sequence: int
    is_cancelled: bool
    summary: str
    #: The address of its page.
    url: str
    place: str
    #: The group's short name, and the address that the site writes from; may be empty.
    group: str
    sender: str


def event_of(entry: Entry, attendee: str = "") -> Event:
    """Return a meeting as a component of a calendar.

    :param attendee: the one mail address that it is sent to; empty for none.
    """
    said = entry.said.astimezone(UTC).replace(microsecond=0)
    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", said)
    event.add("last-modified", said)
    event.add("sequence", entry.sequence)
    event.add("status", "CANCELLED" if entry.is_cancelled else "CONFIRMED")
    event.add("dtstart", entry.begins)
    event.add("dtend", entry.ends)
    event.add("summary", entry.summary)
    event.add("description", entry.url)
    event.add("url", vUri(entry.url))
    if entry.place:
        event.add("location", entry.place)
    if entry.sender:
        event.add("organizer", _address(entry.sender, entry.group))
    if attendee:
        receiver = _address(attendee)
        receiver.params["RSVP"] = vText("FALSE")
        event.add("attendee", receiver)
    event.add("class", "PRIVATE")
    return event


def _address(mail: str, name: str = "") -> vCalAddress:
    found = vCalAddress(f"mailto:{mail}")
    if name:
        # A parameter has no way to write a quotation mark.
        found.params["CN"] = vText(name.replace('"', "'"))
    return found


def calendar_of(
    entries: Iterable[Entry], *, method: str = "", name: str = "", attendee: str = ""
) -> bytes:
    """Return a calendar as it goes over the wire.

    :param method: of iTIP, empty for a file that somebody takes home.
    :param name: what the calendar is called, where a client comes back for it.
    """
    told = sorted(entries, key=lambda entry: (entry.begins, entry.uid))
    events = [_written(entry, attendee) for entry in told]
    zones = _zones(told, {name for event in events for name in event.zones})
    head, *end = _frame(method, name).rpartition(b"END:VCALENDAR")
    return b"".join((head, *zones, *(event.text for event in events), *end))


@lru_cache(maxsize=64)
def _frame(method: str, name: str) -> bytes:
    """Return a calendar in which nothing stands."""
    calendar = Calendar()
    calendar.add("prodid", PRODID)
    calendar.add("version", "2.0")
    if method:
        calendar.add("method", method)
    if name:
        calendar.add("x-wr-calname", name)
        calendar.add("refresh-interval", EVERY, parameters={"VALUE": "DURATION"})
        calendar.add("x-published-ttl", vDuration(EVERY).to_ical().decode())
    return calendar.to_ical()


class Written(NamedTuple):
    """A meeting as it stands in a file, and the zones that it names."""

    text: bytes
    zones: frozenset[str]


def _written(entry: Entry, attendee: str) -> Written:
    # Moments are equal in all zones, and are not written alike.
    begins, ends = (str(moment.tzinfo) for moment in (entry.begins, entry.ends))
    write = _write.__wrapped__ if attendee else _write
    return write(entry, attendee, begins, ends)


@lru_cache(maxsize=1_024)
def _write(entry: Entry, attendee: str, *zones: str) -> Written:
    """Write a meeting down; kept by all that stands in it, so nothing gets old.

    Calendars come back every few hours, and most meetings have not changed.
    """
    alone, event = Calendar(), event_of(entry, attendee)
    alone.add_component(event)
    return Written(event.to_ical(), frozenset(alone.get_missing_tzids()))


def _zones(told: list[Entry], names: set[str]) -> list[bytes]:
    """Return the zones that are named, by name, as far as these meetings need them.

    As `Calendar.add_missing_timezones` does it; that one has them in the order of a
    set, which is another one in each process.
    """
    if not told:
        return []
    first = min(entry.begins.year for entry in told)
    last = max(entry.ends.year for entry in told)
    return [_zone(name, first, last) for name in sorted(names)]


@lru_cache(maxsize=256)
def _zone(name: str, first: int, last: int) -> bytes:
    return Timezone.from_tzid(
        name, first_date=date(first, 1, 1), last_date=date(last + 2, 1, 1)
    ).to_ical()
