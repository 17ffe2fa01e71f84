"""The eight moves of a story: what each asks for first, and what it leaves behind.

One row a move, in `_ROWS`; where it begins and ends and who makes it is pure and stands
in `consent.rules`, which an import reads too. Nothing has a default: a move that lacks
a part keeps this module from loading. Subscribers ask the guard before a transition,
however it was asked for (our forms, plone.restapi, a script), and after it
`lifecycle.record_move` reads the rest. What follows from the two ends alone stands in
no row: the level in the ledger, the day that is shown, tombstones.
"""

from collections.abc import Callable
from collections.abc import Mapping
from datetime import datetime
from leap.cop.consent import rules as consent
from leap.cop.consent.consent_state import ConsentState
from leap.cop.consent.consent_state import hold
from leap.cop.consent.consent_state import standing_of
from leap.cop.story import events
from leap.cop.story.lifecycle import guards
from leap.cop.story.lifecycle.digests import digest_of
from typing import NamedTuple


class Move(NamedTuple):
    """One move of a story.

    :param origins: the states it begins in, and where it ends from each.
    :param actors: who makes it; nobody where it follows from something else.
    :param guard: refuses it without its keys, each of which fits exactly one text;
        takes the story and what is said to the move.
    :param keys: gives the standing after it; takes the story, the level that it ends
        at and the moment.
    :param act: of its row in the ledger.
    :param event: what the rooms above are told; None for nothing.
    """

    origins: Mapping[str, str]
    actors: frozenset[str]
    guard: Callable[[object, dict], None]
    keys: Callable[[object, str, datetime], ConsentState]
    act: str
    event: type | None

    @property
    def is_decision(self) -> bool:
        """Whether a reviewer or facilitator decides: kept, with who it was."""
        return self.act in ("review", "takedown")

    @property
    def has_reason(self) -> bool:
        """Whether the teller is told why."""
        return self.guard is guards.check_reason


def _as_granted(story, level: str, now: datetime) -> ConsentState:
    """Leave what the grant wrote before the move."""
    return standing_of(story)


def _asked(story, level: str, now: datetime) -> ConsentState:
    return standing_of(story)._replace(asked=now)


def _approved(story, level: str, now: datetime) -> ConsentState:
    return standing_of(story)._replace(approved_digest=digest_of(story), asked=None)


def _narrowed(story, level: str, now: datetime) -> ConsentState:
    granted = "" if level == consent.PRIVATE else level
    return standing_of(story)._replace(
        granted=granted, approved_digest="", asked=None, alone=False
    )


def _held(story, level: str, now: datetime) -> ConsentState:
    return hold(_narrowed(story, level, now), digest_of(story))


#: Name to guard, keys, act and event.
_ROWS = {
    "share": (guards.check_share, _as_granted, "grant", None),
    "submit": (guards.check_submit, _asked, "grant", events.StorySubmitted),
    "approve": (guards.check_approve, _approved, "review", events.StoryPublished),
    "return": (guards.check_reason, _narrowed, "review", events.StoryReturned),
    "revise": (guards.check_nothing, _asked, "edit", events.StorySubmitted),
    "retract": (guards.check_nothing, _narrowed, "withdraw", None),
    "withdraw": (guards.check_nothing, _narrowed, "withdraw", None),
    "take_down": (guards.check_reason, _held, "takedown", events.StoryHeld),
}

MOVES = {name: Move(*way, *_ROWS[name]) for name, way in consent.MOVES.items()}
