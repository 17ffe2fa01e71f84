"""A manager's word, and how often one is asked for it. Pure rules, no Zope."""

from collections.abc import Sequence
from datetime import datetime
from datetime import timedelta


#: What somebody writes who asks to come in, and what facilitators answer.
MAX_MESSAGE = 5_000

#: How long a manager's link works. Later a setting of the site.
LINK_LIFE = timedelta(days=30)

#: Nobody has this site write to managers more often than this in one day.
MAILS_A_DAY = 3

#: How far a manager's support is.
NOT_ASKED = "not_asked"
ASKED = "asked"
YES = "yes"
TALK = "talk"
WAIVED = "waived"

#: What a manager can answer.
ANSWERS = (YES, TALK)


def may_send(sent: Sequence[datetime], now: datetime) -> bool:
    """Tell whether one more mail to a manager is all right today."""
    recent = [moment for moment in sent if now - moment < timedelta(days=1)]
    return len(recent) < MAILS_A_DAY


def counts(state: str) -> bool:
    """Tell whether this is enough for a community that asks for support."""
    return state in (YES, WAIVED)


def shown_to_facilitators(state: str) -> str:
    """Return what facilitators read of a manager's answer: yes or not yet."""
    return "yes" if counts(state) else "not_yet"
