"""Who asks, and how somebody is answered who may not. Data, and no test."""

from tests.who import ALL
from tests.who import MANAGERS
from tests.who import STAFF


STATES = ("private", "community", "public")

FACILITATORS = frozenset({"facilitator"})
MEMBERS = frozenset({"member", "facilitator"})

READERS = {
    "private": MANAGERS,
    "community": MANAGERS | {"member"},
    "public": frozenset(STAFF),
}

#: Who raises topics, and who has dots, in a state of the round.
RAISE = {"private": FACILITATORS, "community": MEMBERS, "public": MEMBERS}
VOTE = {"private": frozenset(), "community": MEMBERS, "public": MEMBERS}
#: Who changes a topic or takes it out: whose it is, the domain asks.
CHANGE = {
    "private": MANAGERS,
    "community": MANAGERS | MEMBERS,
    "public": MANAGERS | MEMBERS,
}
GROUP = dict.fromkeys(STATES, MANAGERS)


def meant(state: str, may: dict, good: int) -> dict:
    """Return the status for each, in a state: `good` for those who may."""
    table = {}
    for who in ALL:
        if who is None:
            table[who] = 401
        elif who in may[state]:
            table[who] = good
        else:
            table[who] = 403 if who in READERS[state] else 404
    return table
