"""Fixtures of the meetings room: a meeting in a community, over REST and in Python."""

from leap.cop.meeting.records import record_of
from tests.meeting.made import plan

import pytest
import transaction


@pytest.fixture
def meeting(community):
    """Return a meeting that members see, in a test that asks no server."""
    return plan(community)


@pytest.fixture
def meeting_at(site):
    """Return a function that plans a meeting over there; it returns its path."""

    def make(**fields) -> str:
        transaction.begin()
        meeting = plan(site["tuesday"], **fields)
        transaction.commit()
        return f"tuesday/{meeting.getId()}"

    return make


@pytest.fixture
def kept(site):
    """Return a function that reads the record of a meeting as it is stored now."""

    def read(path: str):
        transaction.begin()
        return record_of(site.unrestrictedTraverse(path))

    return read
