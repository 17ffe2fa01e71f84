"""How a round goes on, from topics to themes to dots. Pure rules, no Zope."""

from leap.cop.ballot.phases import Phases


COLLECTING = "collecting"
GROUPING = "grouping"
VOTING = "voting"
CLOSED = "closed"

PHASES = (COLLECTING, GROUPING, VOTING, CLOSED)

WAY = Phases(PHASES, voting=VOTING)

#: Signs in one topic: a thought, not an essay.
LONGEST_TOPIC = 500

#: Topics that one person writes in one round.
MOST_TOPICS = 30

#: Themes that one round can have.
MOST_THEMES = 60

#: From so many themes on people choose what they saw last, not what matters: a hint.
HINT_FROM = 12


def suggested_dots(themes: int) -> int:
    """Return how many dots suit so many themes: a third, at least three."""
    return max(3, (themes + 2) // 3)
