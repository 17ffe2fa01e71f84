"""Which phase a vote is in: forwards only, and at set times by itself. Pure."""

from datetime import datetime
from datetime import timedelta
from datetime import UTC
from hypothesis import given
from hypothesis import strategies as st
from leap.cop.ballot.phases import Phases

import pytest


NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)

#: With something before the vote, and more than one phase after it.
WAY = Phases(("gathering", "reading", "choosing", "reasons", "closed"), "choosing")

moments = st.none() | st.integers(-5, 5).map(lambda hours: NOW + timedelta(hours=hours))


def test_around_the_vote():
    assert (WAY.ready, WAY.over) == ("reading", "reasons")
    assert [one for one in WAY.order if WAY.is_past(one)] == ["reasons", "closed"]
    assert WAY.ahead_of("reading") == ("choosing", "reasons", "closed")
    assert WAY.ahead_of("closed") == ()
    with pytest.raises(ValueError):
        WAY.ahead_of("voting")


@pytest.mark.parametrize(
    ("phase", "opens", "closes", "has_options", "expected"),
    [
        ("reading", 0, None, True, "choosing"),
        ("reading", -1, 1, True, "choosing"),
        ("reading", -2, 0, True, "reasons"),
        ("reading", 1, 2, True, "reading"),
        ("reading", None, -1, True, "reading"),
        ("reading", -1, None, False, "reading"),
        # Two phases away nothing is ready.
        ("gathering", -2, -1, True, "gathering"),
        # Whoever opened it did not wait for the time.
        ("choosing", 1, 2, True, "choosing"),
        ("choosing", None, 0, True, "reasons"),
        ("closed", -2, -1, True, "closed"),
    ],
)
def test_at_set_times(phase, opens, closes, has_options, expected):
    times = {
        name: None if hours is None else NOW + timedelta(hours=hours)
        for name, hours in (("opens", opens), ("closes", closes))
    }
    assert WAY.at(phase, NOW, **times, has_options=has_options) == expected


@given(st.sampled_from(WAY.order), moments, moments, st.booleans(), moments, moments)
def test_time_only_goes_forwards(phase, opens, closes, has_options, one, other):
    times = {"opens": opens, "closes": closes, "has_options": has_options}
    earlier, later = sorted((one or NOW, other or NOW))
    then = WAY.at(phase, earlier, **times)
    assert then == phase or then in WAY.ahead_of(phase)
    # Whether somebody came by in between and put it down changes nothing.
    assert WAY.at(then, later, **times) == WAY.at(phase, later, **times)
