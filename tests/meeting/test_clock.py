"""Times on a clock: lengths over a change of clocks, years out of all years."""

from datetime import datetime
from datetime import timedelta
from datetime import UTC
from leap.cop.core.errors import Refused
from leap.cop.meeting import clock

import pytest


SOFIA = "Europe/Sofia"
USUAL = timedelta(hours=3, minutes=30)


@pytest.mark.parametrize("year", [1, 1999, 2200, 9999])
@pytest.mark.parametrize("zone", [SOFIA, "Pacific/Kiritimati", "America/Los_Angeles"])
def test_years_out_of_all_years(year, zone):
    with pytest.raises(Refused) as refused:
        clock.on_clock(datetime(year, 1, 1), zone, "begins")
    assert refused.value.field == "begins"
    for text in (f"{year:04}-12-31T23:59", f"{year:04}-01-01T00:00Z"):
        with pytest.raises(Refused) as refused:
            clock.read(text, zone, "start")
        assert refused.value.field == "start"


def test_no_year_is_left_by_the_way():
    with pytest.raises(Refused) as refused:
        clock.read("2000-01-01T00:00Z", "America/Los_Angeles", "start")
    assert refused.value.field == "start"
    begins = clock.on_clock(datetime(2199, 12, 31, 23), SOFIA)
    with pytest.raises(Refused) as refused:
        clock.ending(begins, USUAL)
    assert refused.value.field == "end"
    sent = {"start": "2199-12-31T23:00"}
    with pytest.raises(Refused):
        clock.settled(sent, zone=SOFIA, usual=USUAL)
    with pytest.raises(Refused):
        clock.typed(begins.replace(tzinfo=None), None, SOFIA, USUAL)


@pytest.mark.parametrize("day, hours", [("2027-03-27", 7), ("2027-10-30", 9)])
def test_a_length_over_a_change_of_clocks_is_kept(day, hours):
    """Eight hours on the clock, in a night in which clocks change."""
    start = clock.on_clock(datetime.fromisoformat(f"{day}T22:00"), SOFIA)
    end = clock.on_clock(start.replace(tzinfo=None) + timedelta(hours=8), SOFIA)
    moved = clock.settled(
        {"start": "2027-06-01T09:00"}, zone=SOFIA, start=start, end=end, usual=USUAL
    )
    length = moved["end"].astimezone(UTC) - moved["start"].astimezone(UTC)
    assert length == timedelta(hours=hours)


def change_time(visit, path, **typed):
    visitor = visit("facilitator")
    visitor.go(f"{path}/change-time")
    form = visitor.form_to("change-time")
    for name, value in typed.items():
        form.getControl(name=name).value = value
    form.submit()
    return visitor


@pytest.mark.parametrize(
    "typed, words",
    [
        ({"day": "0001-01-01"}, "Enter a date, for example 2026-12-31."),
        ({"day": "1999-12-31"}, "Enter a date, for example 2026-12-31."),
        ({"day": "2300-01-01"}, "Enter a date, for example 2026-12-31."),
        (
            {"day": "2199-12-31", "begins": "23:00", "ends": "02:00"},
            "Choose a day in the years 2000 to 2199.",
        ),
        (
            {"day": "2027-03-27", "begins": "20:00", "ends": "03:30"},
            "clocks go from 03:00 straight to 04:00",
        ),
        (
            {"day": "2027-10-30", "begins": "09:00", "ends": "09:00"},
            "Choose a time within 24 hours of the start.",
        ),
    ],
)
def test_times_that_are_none_are_refused_on_the_page(visit, meeting_at, typed, words):
    visitor = change_time(visit, meeting_at(), **typed)
    assert visitor.status == 400
    assert words in visitor.text


def test_people_who_meet_late_go_home_on_the_next_day(visit, meeting_at, site):
    path = meeting_at()
    visitor = change_time(visit, path, day="2027-03-27", begins="20:00", ends="01:00")
    assert visitor.status == 200
    assert "Sunday 28 March 2027, 01:00" in visitor.text


@pytest.mark.parametrize("day", ["0001-01-01", "1999-01-01", "2300-01-01"])
def test_nor_is_the_next_one_planned_then(visit, meeting_at, day):
    visitor = visit("facilitator")
    visitor.go(f"{meeting_at()}/plan-next")
    form = visitor.form_to("plan-next")
    form.getControl(name="day").value = day
    form.submit()
    assert visitor.status == 400


@pytest.mark.parametrize(
    "sent",
    [
        {"start": "2199-12-31T23:00"},
        {"start": "0001-01-01T00:00"},
        {"end": "2300-01-01T00:00"},
    ],
)
def test_nor_over_rest(rest, meeting_at, kept, sent):
    path = meeting_at()
    assert rest("facilitator").patch(path, json=sent).status_code == 400
    assert kept(path).sequence == 0
