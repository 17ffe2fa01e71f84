"""Who offers to take a turn: kept apart from whose turn it is, and without any right.

An offer replaces nobody, and is the same to whoever makes it whether somebody else is
asked or not. Those who ask for turns read it, and say yes by asking that person.
"""

from leap.cop.community.membership import Membership
from leap.cop.core.containment import community_of
from leap.cop.core.names import sort_key
from leap.cop.meeting import rules
from leap.cop.meeting.records import MeetingRecord
from leap.cop.meeting.records import record_of
from typing import NamedTuple


class Offer(NamedTuple):
    """Somebody who would take a turn."""

    userid: str
    name: str


def offered(meeting) -> dict[str, list[Offer]]:
    """Return who offers to take which turn, by name; for those who ask for turns."""
    record = record_of(meeting)
    names = Membership(community_of(meeting)).names(
        {who for _kind, who in record.offers}
    )
    found: dict[str, list[Offer]] = {kind: [] for kind in rules.TURNS}
    for kind, who in record.offers:
        found[kind].append(Offer(who, names[who]))
    return {
        kind: sorted(some, key=lambda one: (sort_key(one.name), one.userid))
        for kind, some in found.items()
    }


def is_offered(record: MeetingRecord, kind: str, userid: str) -> bool:
    """Tell whether somebody offers to take a turn."""
    return (kind, userid) in record.offers


def put(record: MeetingRecord, kind: str, userid: str) -> None:
    """Keep an offer; one that is there already changes nothing."""
    record.offers.add((kind, userid))


def withdraw(record: MeetingRecord, kind: str, userid: str) -> bool:
    """Take an offer out; tell whether there was one."""
    if not is_offered(record, kind, userid):
        return False
    record.offers.remove((kind, userid))
    return True


def settle(record: MeetingRecord, kind: str) -> None:
    """Take out all offers for a turn: somebody has it."""
    for offer in [one for one in record.offers if one[0] == kind]:
        record.offers.remove(offer)


def drop_of(record: MeetingRecord, userid: str) -> int:
    """Take out all offers of somebody; return how many there were."""
    return sum(withdraw(record, kind, userid) for kind in rules.TURNS)
