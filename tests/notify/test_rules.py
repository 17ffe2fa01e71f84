"""Working days, and who still gets a mail."""

from datetime import datetime
from datetime import timedelta
from datetime import UTC
from hypothesis import given
from hypothesis import strategies as st
from leap.cop.community.rules import Interval
from leap.cop.notify import rules
from zoneinfo import ZoneInfo

import pytest


SOFIA = ZoneInfo("Europe/Sofia")

#: A Monday.
MONDAY = datetime(2026, 11, 2, 15, 0, tzinfo=UTC)


def day(offset: int, hour: int = 15, minute: int = 0) -> datetime:
    return MONDAY.replace(hour=hour, minute=minute) + timedelta(days=offset)


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        (day(0), 0, day(0)),
        (day(0), 4, day(4)),
        (day(0), 5, day(7)),
        (day(0), 10, day(14)),
        (day(4), 1, day(7)),
        (day(3), 2, day(7)),
        (day(5), 0, day(7, 0)),
        (day(6, 23, 59), 0, day(7, 0)),
        (day(5), 5, day(14, 0)),
    ],
)
def test_after_working_days(start, days, end):
    assert rules.after_working_days(start, days) == end


def test_a_day_is_a_day_of_the_zone():
    late_on_sunday = datetime(2026, 11, 8, 23, 0, tzinfo=UTC)
    assert not rules.is_working_day(late_on_sunday)
    assert rules.is_working_day(late_on_sunday.astimezone(SOFIA))


def test_the_hour_stays_where_the_clocks_change():
    before = datetime(2026, 10, 23, 9, 0, tzinfo=SOFIA)
    after = rules.after_working_days(before, 5)
    assert (after.date().isoformat(), after.hour) == ("2026-10-30", 9)


@pytest.mark.parametrize(
    ("now", "due"),
    [
        (day(0), 0),
        (day(4, 23), 0),
        (day(6, 23), 0),
        (day(7, 14, 59), 0),
        (day(7), 1),
        (day(13), 1),
        (day(14), 2),
        (day(28), 4),
        (day(-3), 0),
    ],
)
def test_reminders_due(now, due):
    assert rules.reminders_due(MONDAY, now) == due


moments = st.datetimes(
    datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)
)


@given(moments, st.integers(0, 60))
def test_working_days_are_counted(start, days):
    end = rules.after_working_days(start, days)
    assert rules.is_working_day(end)
    first = start.date()
    passed = sum(
        (first + timedelta(days=n)).weekday() < 5
        for n in range(1, (end.date() - first).days + 1)
    )
    assert passed == days + (not rules.is_working_day(start))


@given(moments, st.timedeltas(timedelta(0), timedelta(days=200)))
def test_reminders_never_become_fewer(asked, passed):
    now = asked + passed
    due = rules.reminders_due(asked, now)
    assert due <= rules.reminders_due(asked, now + timedelta(hours=1))
    assert due * 7 <= passed.days


def interval(until=None, paused=False, since=0):
    return Interval("member", day(since), until, "added", paused)


@pytest.mark.parametrize(
    ("history", "gets"),
    [
        ((), True),
        ((interval(),), True),
        ((interval(paused=True),), False),
        ((interval(until=day(1)),), False),
        ((interval(until=day(-1), since=-9),), True),
        ((interval(until=day(1)), interval(since=2)), True),
    ],
    ids=["staff", "member", "paused", "left", "left before", "came back"],
)
def test_who_still_gets_mail(history, gets):
    assert rules.still_gets_mail(history, told=MONDAY) is gets
