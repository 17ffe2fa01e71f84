"""Who belonged at a moment: whoever votes, is counted or was there."""

from datetime import datetime
from datetime import timedelta
from datetime import UTC
from leap.cop.community.membership import members_at
from leap.cop.community.membership import Membership
from tests.conftest import NOW

import pytest


HOUR = timedelta(hours=1)


@pytest.fixture
def since(community) -> datetime:
    """Return when everybody of the community had come."""
    intervals = [each[-1] for each in Membership(community).histories().values()]
    return max(interval.since for interval in intervals)


def test_members_and_facilitators_alone(community, since):
    found = members_at(community, since)
    roles = {Membership(community).role_of(userid) for userid in found}
    assert roles == {"member", "facilitator"}
    assert found == sorted(found)
    assert "reviewer" not in found and "colleague" not in found


def test_nobody_before_they_came(community):
    assert members_at(community, NOW - timedelta(days=9999)) == []


def test_from_the_moment_on_to_the_moment(community, since):
    members, came, left = Membership(community), since + HOUR, since + 3 * HOUR
    members.add("colleague", "member", now=came)
    members.remove("colleague", now=left)
    moments = [came - HOUR, came, came + HOUR, left, left + HOUR]
    assert ["colleague" in members_at(community, one) for one in moments] == [
        False,
        True,
        True,
        False,
        False,
    ]


def test_a_pause_and_another_role_count_while_they_last(community, since):
    members = Membership(community)
    members.pause("member", now=since + HOUR, by_site=True)
    members.resume("member", now=since + 2 * HOUR, by_site=True)
    moments = [since + number * HOUR for number in range(3)]
    assert ["member" in members_at(community, one) for one in moments] == [
        True,
        False,
        True,
    ]
    later = datetime.now(UTC) + HOUR
    members.change_role("member", "reviewer", now=later)
    assert "member" in members_at(community, later - HOUR / 2)
    assert "member" not in members_at(community, later)
