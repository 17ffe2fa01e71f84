"""How far a story may travel: the audiences, the moves between them, the bounds.

Pure rules, no Zope. `cop_story_workflow` holds the same table for the engine; a test
compares the two. Everything unknown means no.
"""

from leap.cop.core.audience import COMMUNITY
from leap.cop.core.audience import LEVELS
from leap.cop.core.audience import PRIVATE
from leap.cop.core.audience import PUBLIC
from typing import NamedTuple


#: What a teller can grant.
GRANTABLE = (COMMUNITY, PUBLIC)

#: How the teller is named.
ATTRIBUTIONS = ("name", "role", "anonymous")

#: States in which a review is open and the text rests.
IN_REVIEW = frozenset({"pending", "community_pending"})

#: Who can read a story in a state, apart from its teller and its reviewers.
AUDIENCE_OF_STATE = {
    "private": PRIVATE,
    "pending": PRIVATE,
    "community": COMMUNITY,
    "community_pending": COMMUNITY,
    "public": PUBLIC,
}


#: What its teller has to have granted of a story in a state.
GRANT_OF_STATE = {
    "private": PRIVATE,
    "pending": PUBLIC,
    "community": COMMUNITY,
    "community_pending": PUBLIC,
    "public": PUBLIC,
}


class Move(NamedTuple):
    """One transition of a story: where from and to, and who makes it."""

    origins: dict[str, str]
    actors: frozenset[str]


TELLER = "teller"
REVIEWER = "reviewer"
FACILITATOR = "facilitator"

MOVES = {
    "share": Move({"private": "community"}, frozenset({TELLER})),
    "submit": Move(
        {"private": "pending", "community": "community_pending"}, frozenset({TELLER})
    ),
    "approve": Move(
        {"pending": "public", "community_pending": "public"}, frozenset({REVIEWER})
    ),
    "return": Move(
        {"pending": "private", "community_pending": "community"},
        frozenset({REVIEWER}),
    ),
    "revise": Move({"public": "community_pending"}, frozenset()),
    "retract": Move(
        {
            "community_pending": "community",
            "public": "community",
            "pending": "private",
        },
        frozenset({TELLER}),
    ),
    "withdraw": Move(
        {
            "private": "private",
            "community": "private",
            "pending": "private",
            "community_pending": "private",
            "public": "private",
        },
        frozenset({TELLER}),
    ),
    "take_down": Move(
        {
            "community": "private",
            "pending": "private",
            "community_pending": "private",
            "public": "private",
        },
        frozenset({FACILITATOR, REVIEWER}),
    ),
}


#: What is possible whatever else was changed: no page and no revision is too old.
TAKING_BACK = frozenset({"retract", "withdraw"})


def rank(level: str | None) -> int:
    """Return the width of an audience, 0 (the teller alone) to 2 (all staff).

    What is not a known audience counts as 0.
    """
    return LEVELS.index(level) if level in LEVELS else 0


def widens(old_state: str, state: str) -> bool:
    """Tell whether more people can read a story in a state than in the one before."""
    before, after = map(AUDIENCE_OF_STATE.get, (old_state, state))
    return rank(after) > rank(before)


def narrowest(*levels: str | None) -> str:
    """Return the narrowest of the audiences; an unknown one closes everything."""
    return LEVELS[min((rank(level) for level in levels), default=0)]


def effective_audience(
    *, granted: str | None, approved: bool, ceiling: str | None, community: str | None
) -> str:
    """Return the audience that all keys together allow (DESIGN §3).

    :param granted: what the teller granted for exactly this text.
    :param approved: whether a reviewer approved exactly this text.
    :param ceiling: the widest audience that the community lets a story have.
    :param community: the community's own state.
    """
    reviewed = PUBLIC if approved else COMMUNITY
    return narrowest(granted, reviewed, ceiling, community)


def state_within(state: str, limit: str) -> str | None:
    """Return the transition that brings a story in `state` down to `limit`.

    None where the state is within the limit already. A review that could only end
    beyond the limit is closed, so `pending` falls with it.
    """
    if limit == PUBLIC:
        return None
    if limit == COMMUNITY:
        return "retract" if state in ("public", *IN_REVIEW) else None
    return None if state == "private" else "withdraw"
