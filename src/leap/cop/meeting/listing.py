"""The meetings of a community that somebody sees, by a question to the catalog."""

from datetime import datetime
from datetime import UTC
from leap.cop import _
from leap.cop.core import binding
from leap.cop.core.errors import Refused
from leap.cop.meeting import rules
from leap.cop.meeting import voices
from leap.cop.meeting.finding import PORTAL_TYPE
from leap.cop.meeting.people import answers
from leap.cop.meeting.records import record_of
from plone import api


NEXT = "next"
PAST = "past"


def as_utc(moment: datetime) -> str:
    """Return a moment as it goes over REST."""
    return moment.astimezone(UTC).isoformat(timespec="seconds")


def checked_when(sent: object) -> str:
    """Return which meetings are asked for, empty for all.

    :raises Refused: for anything else.
    """
    if sent in (None, ""):
        return ""
    if sent not in (NEXT, PAST):
        raise Refused(
            _("choose one of ${values}.", mapping={"values": f"{NEXT}, {PAST}"}), "when"
        )
    return str(sent)


def seen_meetings(community, when: str, now: datetime, limit: int = 0):
    """Return the brains of meetings that whoever asks sees.

    :param when: `next` for those that have not ended, the soonest first; `past` for the
        others, empty for all, the newest first.
    :param limit: how many are needed, 0 for all; there may be more.
    """
    ends = {
        NEXT: {"query": now, "range": "min"},
        PAST: {"query": now, "range": "max"},
    }
    limits: dict[str, object] = {"end": ends[when]} if when else {}
    if limit:
        limits["sort_limit"] = limit
    return api.portal.get_tool("portal_catalog")(
        path="/".join(community.getPhysicalPath()),
        portal_type=PORTAL_TYPE,
        sort_on="start",
        sort_order="ascending" if when == NEXT else "descending",
        **limits,
    )


def asks_who_comes(meeting, now: datetime) -> bool:
    """Tell whether a meeting asks those who belong if they come.

    Nobody is asked about what facilitators only prepare.
    """
    is_shown = binding.state_of(meeting) != "private"
    is_planned = record_of(meeting).phase == rules.PLANNED
    return is_shown and is_planned and now <= meeting.end


def waits_for_answer(meeting, userid: str, now: datetime) -> bool:
    """Tell whether somebody who belongs has still to say if they come."""
    is_answered = userid in record_of(meeting).answers
    return not is_answered and asks_who_comes(meeting, now)


def row_of(meeting, userid: str) -> dict:
    """Return a meeting as it stands in lists; when it is, and not where.

    Whoever belongs finds `mine` in it, their own answer, and `how` where that is asked.
    """
    row = {
        "@id": meeting.absolute_url(),
        "title": meeting.title,
        "start": as_utc(meeting.start),
        "end": as_utc(meeting.end),
        "timezone": meeting.timezone,
        "mode": meeting.mode,
        "phase": record_of(meeting).phase,
    }
    if voices.may(meeting, "answer", userid):
        row["mine"], how = answers.mine(meeting, userid)
        if meeting.mode == rules.BOTH:
            row["how"] = how
    return row
