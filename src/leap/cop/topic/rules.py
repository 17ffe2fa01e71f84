"""How a round goes on, from topics to themes to dots. Pure rules, no Zope.

A round goes forwards only (`collecting`, `grouping`, `voting`, `closed`): what people
wrote or decided in one phase is what the next one builds on. At a set time it goes on
by itself; nobody has to be there.
"""

from datetime import datetime
from datetime import timedelta

import hashlib


COLLECTING = "collecting"
GROUPING = "grouping"
VOTING = "voting"
CLOSED = "closed"

PHASES = (COLLECTING, GROUPING, VOTING, CLOSED)

#: Signs in one topic: a thought, not an essay.
LONGEST_TOPIC = 500

#: Topics that one person writes in one round.
MOST_TOPICS = 30

#: Themes that one round can have.
MOST_THEMES = 60

#: From so many themes on people choose what they saw last, not what matters: a hint.
HINT_FROM = 12

#: How long after the set time the dots are counted: whoever was just saving is in.
COUNTING = timedelta(seconds=1)


def may_go(phase: str, to: str) -> bool:
    """Tell whether a round may go from one phase to another: forwards, steps left out.

    :raises ValueError: for a phase that there is not.
    """
    return PHASES.index(to) > PHASES.index(phase)


def phase_at(
    phase: str,
    now: datetime,
    *,
    opens: datetime | None,
    closes: datetime | None,
    has_themes: bool,
) -> str:
    """Give the phase that a round is in now.

    :param phase: the one that is written down.
    :param opens: when the vote begins by itself, once topics are grouped into themes.
    :param closes: when it ends by itself.
    """
    if phase == GROUPING and has_themes and opens is not None and opens <= now:
        phase = VOTING
    if phase == VOTING and closes is not None and closes <= now:
        phase = CLOSED
    return phase


def shuffled(ids: list[str], seed: str) -> list[str]:
    """Give ids in an order that is each voter's own and stays.

    What stands on top gets more dots: so each theme stands on top for somebody.

    :param seed: says which round and who.
    """

    def place(one: str) -> bytes:
        return hashlib.sha256(f"{seed}:{one}".encode("utf-8", "replace")).digest()

    return sorted(ids, key=place)


def suggested_dots(themes: int) -> int:
    """Give how many dots suit so many themes: a third, at least three."""
    return max(3, (themes + 2) // 3)
