"""Who could be asked for a turn next, so that turns go round."""

from collections.abc import Callable
from collections.abc import Iterable
from datetime import datetime
from functools import partial
from leap.cop.community import rules as membership_rules
from leap.cop.community.membership import Membership
from leap.cop.core.containment import community_of
from leap.cop.meeting import finding
from leap.cop.meeting import rules
from leap.cop.meeting import turn_rows
from leap.cop.meeting.people import rota
from leap.cop.meeting.people import turns
from leap.cop.meeting.records import record_of
from leap.cop.meeting.records import TurnsShelf
from plone.uuid.interfaces import IUUID
from typing import NamedTuple


#: So many meetings are looked at for the last one that took place.
_LAST = 5


class Suggested(NamedTuple):
    """Who could be asked."""

    userid: str
    name: str


def who_could_take_one(community) -> list[rota.Member]:
    """Return members and facilitators who are neither paused nor waiting."""
    hosts = TurnsShelf(community).kept.can_host
    found = []
    for userid, history in Membership(community).histories().items():
        if "members" in membership_rules.groups_of(history):
            found.append(
                rota.Member(
                    userid=userid,
                    since=membership_rules.since(history).date().isoformat(),
                    can_host=hosts.get(userid),
                )
            )
    return found


def suggestions(meeting, now: datetime) -> dict[str, Suggested | None]:
    """Return who could be asked for each turn that nobody has; for those who ask."""
    community, record = community_of(meeting), record_of(meeting)
    people = who_could_take_one(community)
    held_before = _held_before(community, now)
    found: dict[str, Suggested | None] = {}
    for kind in rules.TURNS:
        one = None
        if record.turn(kind) is None and turns.is_open(meeting, now):
            one = rota.choose(
                people,
                rota.Taken(_days_of(community, kind), held_before),
                kind,
                now,
                left_out=_left_out(record, kind, people),
                salt=IUUID(community),
            )
        found[kind] = one and Suggested(one, _name(community, one))
    return found


def _days_of(community, kind: str) -> Callable[[str], list[str]]:
    """Return what gives the days of somebody's turns of one kind."""
    return partial(turn_rows.days_of, TurnsShelf(community).kept.by_person, kind)


def _name(community, userid: str) -> str:
    return Membership(community).names([userid])[userid]


def _left_out(record, kind: str, people: Iterable[rota.Member]) -> set[str]:
    return {
        one.userid
        for one in people
        if record.code_of(kind, one.userid) in record.left_out
    }


def _held_before(community, now: datetime) -> Callable[[str], str]:
    """Return what gives the last day before one on which a meeting took place.

    As far as turns or the last meetings say.
    """
    by_day = TurnsShelf(community).kept.by_day
    lately = [
        meeting.start.date().isoformat()
        for meeting in finding.last_begun(community, now, _LAST)
        if record_of(meeting).phase == rules.HELD
    ]

    def held_before(day: str) -> str:
        of_turns = turn_rows.last_day(by_day, day)
        return max([of_turns, *(one for one in lately if one < day)])

    return held_before
