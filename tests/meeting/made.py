"""A meeting as a facilitator would plan it. No test."""

from datetime import datetime
from datetime import timedelta
from datetime import UTC
from plone import api


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
