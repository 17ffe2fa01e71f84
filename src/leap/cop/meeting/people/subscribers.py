"""What becomes of turns when somebody cannot take them, and after a meeting."""

from collections.abc import Collection
from datetime import datetime
from datetime import UTC
from leap.cop.community import rules as membership_rules
from leap.cop.community.membership import Membership
from leap.cop.meeting import finding
from leap.cop.meeting import rules
from leap.cop.meeting import voices
from leap.cop.meeting.people import hosting
from leap.cop.meeting.people import offers
from leap.cop.meeting.records import record_of


def drop_turns_to_come(
    community, userid: str, *, now: datetime, states: Collection[str]
) -> None:
    """Let nobody have the turns of somebody who cannot take them any more.

    Of cancelled meetings as well: they may take place after all.
    """
    for meeting in finding.meetings_to_come(community, now):
        record = record_of(meeting)
        if record.phase == rules.HELD:
            continue
        offers.drop_of(record, userid)
        for kind, (holder, state) in list(record.turns.items()):
            if holder == userid and state in states:
                del record.turns[kind]


def forget_who_passed(event) -> None:
    """Keep no trace of who passed or offered once a meeting took place."""
    record = record_of(event.about)
    record.left_out.clear()
    record.offers.clear()


def follow_a_membership(event) -> None:
    """Let nobody have a turn who left, is paused, waits or is no member any more."""
    community = event.community
    part = voices.part_of(community, event.userid)
    if part in (rules.F, rules.M):
        return
    # A question to whoever waits stays: taken away, it would tell who does.
    states = {rules.ACCEPTED} if part == rules.W else {rules.ACCEPTED, rules.ASKED}
    now = datetime.now(UTC)
    drop_turns_to_come(community, event.userid, now=now, states=states)
    if membership_rules.current(Membership(community).history(event.userid)) is None:
        hosting.set_can_host(community, event.userid, False, now=now)
