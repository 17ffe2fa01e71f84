"""A meeting as a calendar reads it: RFC 5545, and nothing but what it may know.

The same meeting gives the same bytes whenever it is asked for, in whichever process.
Pure, no Zope.
"""

from collections.abc import Iterable
from datetime import date
from datetime import datetime
from datetime import timedelta
from datetime import UTC
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
    calendar = Calendar()
    calendar.add("prodid", PRODID)
    calendar.add("version", "2.0")
    if method:
        calendar.add("method", method)
    if name:
        calendar.add("x-wr-calname", name)
        calendar.add("refresh-interval", EVERY, parameters={"VALUE": "DURATION"})
        calendar.add("x-published-ttl", vDuration(EVERY).to_ical().decode())
    told = sorted(entries, key=lambda entry: (entry.begins, entry.uid))
    for entry in told:
        calendar.add_component(event_of(entry, attendee))
    for place, zone in enumerate(_zones(calendar, told)):
        calendar.subcomponents.insert(place, zone)
    return calendar.to_ical()


def _zones(calendar: Calendar, told: list[Entry]) -> list[Timezone]:
    """Return the zones that are named, by name, as far as these meetings need them.

    As `Calendar.add_missing_timezones` does it; that one has them in the order of a
    set, which is another one in each process.
    """
    if not told:
        return []
    first = min(entry.begins.year for entry in told)
    last = max(entry.ends.year for entry in told)
    return [
        Timezone.from_tzid(
            name, first_date=date(first, 1, 1), last_date=date(last + 2, 1, 1)
        )
        for name in sorted(calendar.get_missing_tzids())
    ]
