"""The meetings before one, as far as the reader may see them."""

from collections.abc import Iterator
from datetime import date
from datetime import UTC
from itertools import islice
from leap.cop.core.containment import community_of
from leap.cop.meeting import rules
from leap.cop.meeting.agenda import rules as agenda_rules
from leap.cop.meeting.finding import PORTAL_TYPE
from leap.cop.meeting.records import record_of
from plone import api
from typing import NamedTuple

import pytz


class Said(NamedTuple):
    """What a meeting said to the standing question."""

    meeting: object
    held: date
    outcome: str


def earlier_meetings(meeting) -> Iterator:
    """Yield those that were not cancelled, the newest first.

    Each is fetched only when it is asked for: most who ask want the last one or two.
    """
    catalog = api.portal.get_tool("portal_catalog")
    begins = meeting.start.astimezone(UTC).replace(tzinfo=None)
    brains = catalog.searchResults(
        path="/".join(community_of(meeting).getPhysicalPath()),
        portal_type=PORTAL_TYPE,
        start={"query": pytz.utc.localize(begins), "range": "max"},
        sort_on="start",
        sort_order="descending",
    )
    for brain in brains:
        found = brain.getObject()
        if found.start < meeting.start and record_of(found).phase != rules.CANCELLED:
            yield found


def said_before(meeting) -> list[Said]:
    """Return what was said to the standing question in the last meetings, newest first.

    For the people of the community, who read what was said.
    """
    took_place = (
        found
        for found in earlier_meetings(meeting)
        if record_of(found).phase == rules.HELD
    )
    return [
        Said(found, found.start.date(), row.outcome)
        for found in islice(took_place, agenda_rules.SAID_BEFORE)
        for row in record_of(found).agenda()
        if row.kind == agenda_rules.STANDING_QUESTION and row.outcome
    ]
