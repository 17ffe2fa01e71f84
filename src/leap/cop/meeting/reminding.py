"""When a word before a meeting, or about an action, is due. Pure rules, no Zope."""

from datetime import date
from datetime import datetime
from datetime import timedelta


#: So long before a meeting people are reminded.
BEFORE = timedelta(days=2)

#: Whoever was told a day ago when it is knows it.
JUST_TOLD = timedelta(days=1)

#: So long before its day somebody hears of an action.
WEEK = timedelta(days=7)

SOON = "soon"
LATE = "late"


def is_meeting_due(
    starts: datetime, reminded: date | None, said: datetime | None, now: datetime
) -> bool:
    """Tell whether people are to be reminded of a meeting now.

    Once; and again where it was put off since, so that it is another day.

    :param reminded: the day on which they were reminded last.
    :param said: when it was planned or changed last.
    """
    if not timedelta() < starts - now <= BEFORE:
        return False
    if said is not None and now - said < JUST_TOLD:
        return False
    return reminded is None or starts.date() - reminded > BEFORE


def action_due(due: date | None, today: date, told: tuple[str, ...]) -> str:
    """Return what the owner of an action is to hear today, empty for nothing.

    :param told: what was heard already; each is said once.
    """
    if due is None:
        return ""
    if due < today:
        return "" if LATE in told else LATE
    return SOON if due - today <= WEEK and SOON not in told else ""
