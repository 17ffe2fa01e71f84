"""Who was here: of everybody who was a member when the meeting began.

What nobody noted is unknown, and never taken for anything else. Whoever left since
stays in the numbers; of whoever was erased only the number stays.
"""

from collections.abc import Mapping
from datetime import datetime
from datetime import UTC
from leap.cop import _
from leap.cop.community.membership import members_at
from leap.cop.community.membership import Membership
from leap.cop.core.containment import community_of
from leap.cop.core.errors import NotNow
from leap.cop.core.errors import Refused
from leap.cop.core.names import sort_key
from leap.cop.core.people import is_gone
from leap.cop.meeting import keeping
from leap.cop.meeting import rules
from leap.cop.meeting import voices
from leap.cop.meeting.records import record_of
from typing import NamedTuple


class Totals(NamedTuple):
    """How many were here."""

    present: int
    apologies: int
    absent: int
    unknown: int
    guests: int
    young_people: int


class Item(NamedTuple):
    """One person who was a member then."""

    userid: str
    name: str
    presence: str


def who_could_come(meeting) -> list[str]:
    """Return the user ids of those who were members when it began."""
    return members_at(community_of(meeting), meeting.start.astimezone(UTC))


def could_come(meeting, userid: str) -> bool:
    """Tell whether somebody was a member when it began."""
    return userid in who_could_come(meeting)


def has_begun(meeting, now: datetime) -> bool:
    """Tell whether anybody can have been here."""
    return now >= meeting.start


def presence_of(meeting, userid: str) -> str:
    """Return what was noted of somebody; unknown where nothing was."""
    return record_of(meeting).presence.get(userid, rules.UNKNOWN)


def totals(meeting) -> Totals:
    """Return how many were here; together all who were members when it began."""
    record = record_of(meeting)
    nameless = [name for name in record.presence if is_gone(name)]
    marks = [
        record.presence.get(one, rules.UNKNOWN)
        for one in (*who_could_come(meeting), *nameless)
    ]
    return Totals(
        present=marks.count(rules.PRESENT),
        apologies=marks.count(rules.APOLOGIES),
        absent=marks.count(rules.ABSENT),
        unknown=marks.count(rules.UNKNOWN),
        guests=record.guests,
        young_people=record.young_people,
    )


def noted_by(meeting, userid: str, now: datetime) -> list[str]:
    """Return the user ids of those of whom somebody notes whether they were here.

    Facilitators read who was a member at any time; whoever has a turn does not: whoever
    left or is paused since is shown to them where something is noted. Before it begins
    there is nobody: moved back and forth, it would tell when somebody came and went.
    """
    if not has_begun(meeting, now):
        return []
    could_come = who_could_come(meeting)
    if rules.F in voices.voices_of(meeting, userid):
        return could_come
    community, noted = community_of(meeting), record_of(meeting).presence
    return [
        one
        for one in could_come
        if one in noted or voices.part_of(community, one) is not None
    ]


def items(meeting, userid: str, now: datetime) -> list[Item]:
    """Return everybody of whom somebody notes whether they were here, by name."""
    names = Membership(community_of(meeting)).names(noted_by(meeting, userid, now))
    found = [Item(one, name, presence_of(meeting, one)) for one, name in names.items()]
    return sorted(found, key=lambda item: (sort_key(item.name), item.userid))


def mark(
    meeting,
    *,
    by: str,
    now: datetime,
    people: Mapping[str, str] | None = None,
    guests: int | None = None,
    young_people: int | None = None,
) -> None:
    """Note who was here; what is not said stays as it is.

    :param people: user id -> present, apologies, absent; unknown takes a mark out.
    :raises NotNow: before it begins, where it does not take place, and once the record
        is kept.
    :raises Refused: for somebody who was no member when it began; nothing is noted.
    """
    voices.need(meeting, "mark_presence", by)
    keeping.need_open(
        meeting, _("The record is final, so who was there cannot be changed.")
    )
    record = record_of(meeting)
    if not has_begun(meeting, now):
        raise NotNow(_("The meeting has not started yet."))
    if record.phase == rules.CANCELLED:
        raise NotNow(_("This meeting is cancelled."))
    sent = people or {}
    if not sent.keys() <= set(noted_by(meeting, by, now)):
        raise Refused(
            _("somebody in this list was not a member when the meeting started."),
            "people",
        )
    for userid, value in sent.items():
        if value == rules.UNKNOWN:
            record.presence.pop(userid, None)
        elif record.presence.get(userid) != value:
            record.presence[userid] = value
    for name, number in (("guests", guests), ("young_people", young_people)):
        if number is not None and number != getattr(record, name):
            setattr(record, name, number)
