"""When a word is due. No site."""

from datetime import date
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from leap.cop.meeting import reminding

import pytest


NOW = datetime(2027, 3, 25, 7, tzinfo=UTC)
TODAY = NOW.date()
LONG_AGO = NOW - timedelta(days=30)


@pytest.mark.parametrize(
    "hours, reminded, said, due",
    [
        (48, None, LONG_AGO, True),
        (49, None, LONG_AGO, False),
        (1, None, LONG_AGO, True),
        (0, None, LONG_AGO, False),
        (-1, None, LONG_AGO, False),
        (40, None, NOW - timedelta(hours=3), False),
        (40, TODAY, LONG_AGO, False),
        (2, TODAY - timedelta(days=2), LONG_AGO, False),
        # Put off since it was first reminded of.
        (40, TODAY - timedelta(days=9), LONG_AGO, True),
        (40, None, None, True),
    ],
)
def test_a_meeting(hours, reminded, said, due):
    starts = NOW + timedelta(hours=hours)
    assert reminding.is_meeting_due(starts, reminded, said, NOW) is due


@pytest.mark.parametrize(
    "due, told, said",
    [
        (None, (), ""),
        (TODAY + timedelta(days=8), (), ""),
        (TODAY + timedelta(days=7), (), "soon"),
        (TODAY, (), "soon"),
        (TODAY, ("soon",), ""),
        (TODAY - timedelta(days=1), ("soon",), "late"),
        (TODAY - timedelta(days=1), (), "late"),
        (TODAY - timedelta(days=90), ("soon", "late"), ""),
        (date(2200, 1, 1), (), ""),
    ],
)
def test_an_action(due, told, said):
    assert reminding.action_due(due, TODAY, told) == said
