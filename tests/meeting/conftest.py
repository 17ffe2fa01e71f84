"""Fixtures of the meetings room: a meeting in a community, over REST and in Python."""

from datetime import datetime
from datetime import timedelta
from datetime import UTC
from leap.cop.meeting.records import record_of
from plone import api

import pytest
import transaction


#: When the meetings of these tests begin, if a test says nothing else: long from now.
BEGINS = datetime(2027, 3, 27, 7, 0, tzinfo=UTC)


def plan(community, *, state: str = "community", start=BEGINS, **fields):
    """Plan a meeting as a facilitator would, and show it.

    :param start: a moment; `hours` gives the length, 3.5 if nothing is said.
    """
    hours = fields.pop("hours", 3.5)
    with api.env.adopt_user("facilitator"):
        meeting = api.content.create(
            community,
            type="leap.cop.Meeting",
            **{
                "title": "Listening well",
                "timezone": "Europe/Sofia",
                "start": start,
                "end": start + timedelta(hours=hours),
                "location": "12 Hidden Lane",
                "venue_notes": "Ring the bell twice",
                "online_link": "https://meet.example.org/secret-room",
                **fields,
            },
        )
        for transition in {
            "private": (),
            "community": ("share",),
            "public": ("share", "publish"),
        }[state]:
            api.content.transition(meeting, transition)
    return meeting


@pytest.fixture
def meeting(community):
    """Give a meeting that members see, in a test that asks no server."""
    return plan(community)


@pytest.fixture
def meeting_at(site):
    """Give a function that plans a meeting over there; it returns its path."""

    def make(**fields) -> str:
        transaction.begin()
        meeting = plan(site["tuesday"], **fields)
        transaction.commit()
        return f"tuesday/{meeting.getId()}"

    return make


@pytest.fixture
def kept(site):
    """Give a function that reads the record of a meeting as it is stored now."""

    def read(path: str):
        transaction.begin()
        return record_of(site.unrestrictedTraverse(path))

    return read
