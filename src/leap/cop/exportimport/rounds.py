"""Rounds on a journey: with topics, themes and dots, and never wider than they were.

A round goes with its fields, because they hold promises: whether people are named, and
whether dots are secret. No ledger speaks for it. So it comes in with a file whose seal
holds, or not at all; and into a community that stood here already for facilitators
alone, who know whether it is still wanted.
"""

from datetime import datetime
from datetime import UTC
from leap.cop.consent import rules
from leap.cop.core import binding
from leap.cop.core.containment import community_of
from leap.cop.core.errors import Refused
from leap.cop.core.errors import sentence
from leap.cop.exportimport import workflow_state
from leap.cop.exportimport.transfer import Travel
from leap.cop.topic import packing


def is_voted_on(content) -> bool:
    """Tell whether the ballots of a round stay here."""
    return packing.is_voted_on(content, datetime.now(UTC))


def packed(content) -> dict:
    """Return a round as it leaves."""
    return packing.RoundShelf(content).pack()


def comes_in(content, uid: str, journey: Travel) -> bool:
    """Give a new round what arrives with it; tell whether it is believed, and say why.

    :param content: the new round; it has no place yet.
    """
    row = journey.rounds.get(uid)
    if not journey.whole or not isinstance(row, dict):
        return False
    try:
        packing.RoundShelf(content).unpack(row.get("round"))
    except Refused as error:
        why = sentence(error)
        journey.reasons.append(f"a round could not be taken, {why}")
        return False
    return True


def land(content, row: dict, journey: Travel) -> bool:
    """Give a round its place; tell whether fewer people see it than where it was."""
    community = community_of(content)
    came = row.get("state")
    state = rules.PRIVATE
    if came in rules.LEVELS and community.UID() in journey.made:
        state = rules.narrowest(came, binding.state_of(community))
    workflow_state.put_in_state(content, state, row.get("history"))
    workflow_state.set_dates(content, *workflow_state.dates_in(row))
    return state != came
