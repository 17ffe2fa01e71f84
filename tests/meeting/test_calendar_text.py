"""What a calendar is told, read by the programs of others. No site."""

from datetime import datetime
from datetime import timedelta
from datetime import UTC
from dateutil import tz
from icalendar import Calendar
from icalendar.timezone import tzp
from leap.cop.meeting.calendar import text as calendar_text
from leap.cop.meeting.calendar.text import Entry
from zoneinfo import ZoneInfo

import io
import os
import pytest
import subprocess
import sys
import vobject


def entry(**changed) -> Entry:
    zone = ZoneInfo(changed.pop("zone", "Europe/Sofia"))
    begins = changed.pop("begins", datetime(2027, 3, 27, 7, tzinfo=UTC))
    return Entry(
        uid="0123456789abcdef",
        begins=begins.astimezone(zone),
        ends=(begins + timedelta(hours=3.5)).astimezone(zone),
        said=datetime(2026, 11, 2, 9, 30, 5, 77, tzinfo=UTC),
        sequence=2,
        is_cancelled=False,
        summary="Tuesday circle: meeting",
        url="https://intranet.example.org/tuesday/abc",
        place="see the meeting page",
        group="Tuesday circle",
        sender="intranet@example.org",
    )._replace(**changed)


@pytest.fixture(autouse=True)
def nothing_remembered(monkeypatch):
    """Let each file be read anew: both readers keep the first zone of a name."""
    utc = vobject.icalendar.getTzid("UTC")
    monkeypatch.setattr(vobject.icalendar, "__tzidMap", {"UTC": utc})
    monkeypatch.setattr(tzp, "_TZP__tz_cache", {})


def lines(text: bytes) -> list[str]:
    return text.decode().replace("\r\n ", "").split("\r\n")


def test_exactly_this_and_nothing_else():
    text = calendar_text.calendar_of([entry()])
    found = lines(text)
    begin = found.index("BEGIN:VEVENT")
    assert sorted(found[begin + 1 : found.index("END:VEVENT")]) == sorted(
        [
            "UID:0123456789abcdef",
            "DTSTAMP:20261102T093005Z",
            "LAST-MODIFIED:20261102T093005Z",
            "SEQUENCE:2",
            "STATUS:CONFIRMED",
            "DTSTART;TZID=Europe/Sofia:20270327T090000",
            "DTEND;TZID=Europe/Sofia:20270327T123000",
            "SUMMARY:Tuesday circle: meeting",
            "DESCRIPTION:https://intranet.example.org/tuesday/abc",
            "URL:https://intranet.example.org/tuesday/abc",
            "LOCATION:see the meeting page",
            'ORGANIZER;CN="Tuesday circle":mailto:intranet@example.org',
            "CLASS:PRIVATE",
        ]
    )
    for other in ("METHOD", "RRULE", "VALARM", "ATTENDEE", "CATEGORIES", "X-WR"):
        assert other not in text.decode()
    assert len(text) < 1500


def test_cancelled():
    assert "STATUS:CANCELLED" in lines(
        calendar_text.calendar_of([entry(is_cancelled=True)])
    )


def test_a_feed_says_what_it_is_and_when_to_come_back():
    found = lines(
        calendar_text.calendar_of([], method=calendar_text.PUBLISH, name="Meetings")
    )
    assert "METHOD:PUBLISH" in found
    assert "X-WR-CALNAME:Meetings" in found
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT6H" in found
    assert "X-PUBLISHED-TTL:PT6H" in found


def test_sent_to_one_person():
    found = lines(
        calendar_text.calendar_of(
            [entry()], method=calendar_text.REQUEST, attendee="mia@example.org"
        )
    )
    assert "ATTENDEE;RSVP=FALSE:mailto:mia@example.org" in found


ZONES = [
    "Europe/Sofia",
    "Europe/Bucharest",
    "Europe/Amsterdam",
    "Europe/London",
    "America/New_York",
    "Asia/Kolkata",
    "Australia/Lord_Howe",
    "Africa/Abidjan",
    "UTC",
]

#: Around both changes of clocks, and far from them.
MOMENTS = [
    datetime(year, month, day, hour, tzinfo=UTC)
    for year in (2027, 2033)
    for month, day in ((3, 27), (3, 28), (3, 29), (7, 1), (10, 30), (10, 31), (11, 1))
    for hour in (5, 18)
]


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("moment", MOMENTS)
def test_everybody_reads_the_same_instant(zone, moment):
    text = calendar_text.calendar_of([entry(zone=zone, begins=moment)])
    [event] = Calendar.from_ical(text).events
    ends = moment + timedelta(hours=3.5)
    assert event["dtstart"].dt.astimezone(UTC) == moment
    assert event["dtend"].dt.astimezone(UTC) == ends
    # Both of these believe the zone that stands in the file, not their own tables.
    read = vobject.readOne(text.decode()).vevent
    assert read.dtstart.value.astimezone(UTC) == moment
    assert read.dtend.value.astimezone(UTC) == ends
    if b"VTIMEZONE" in text:
        there = tz.tzical(io.StringIO(text.decode())).get(zone)
        wall = event["dtstart"].dt.replace(tzinfo=there)
        assert wall.astimezone(UTC) == moment


@pytest.mark.parametrize("zone", ZONES[:4])
def test_a_zone_is_right_at_every_half_hour_around_the_changes(zone):
    text = calendar_text.calendar_of([entry(zone=zone)])
    there = tz.tzical(io.StringIO(text.decode())).get(zone)
    real = ZoneInfo(zone)
    for change in (datetime(2027, 3, 25), datetime(2027, 10, 28)):
        for step in range(7 * 48):
            wall = change + timedelta(minutes=30 * step)
            offsets = [wall.replace(tzinfo=real, fold=n).utcoffset() for n in (0, 1)]
            # Not in the hour that is left out or comes twice: programs differ there.
            if offsets[0] == offsets[1]:
                assert wall.replace(tzinfo=there).utcoffset() == offsets[0]


@pytest.mark.parametrize(
    "name",
    [
        "A;B,C\\D",
        "A\nATTACH:http://evil.example.org",
        "A\r\nBEGIN:VALARM",
        'The "quiet" circle: one; two, three',
        "Кръг ș ț",
    ],
)
def test_a_name_stays_a_name(name):
    text = calendar_text.calendar_of([entry(group=name, summary=name)])
    calendar = Calendar.from_ical(text)
    [event] = calendar.events
    assert [part.name for part in calendar.subcomponents] == ["VTIMEZONE", "VEVENT"]
    assert event.subcomponents == []
    assert "ATTACH" not in event
    plain = " ".join(name.split())
    assert " ".join(str(event["summary"]).split()) == plain
    said = " ".join(str(event["organizer"].params["CN"]).split())
    assert said == plain.replace('"', "'")
    assert vobject.readOne(text.decode()).vevent.uid.value == "0123456789abcdef"


PROGRAM = """
from tests.meeting.test_calendar_text import entry, ZONES
from leap.cop.meeting.calendar.text import calendar_of
import hashlib
entries = [entry(zone=zone, uid=zone) for zone in ZONES]
print(hashlib.sha256(calendar_of(entries)).hexdigest())
"""


def test_the_same_bytes_in_every_process():
    found = {
        subprocess.run(
            [sys.executable, "-c", PROGRAM],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(found) == 1
