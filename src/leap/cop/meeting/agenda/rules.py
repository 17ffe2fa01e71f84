"""What a row of an agenda may say, by its kind; its order and its times. Pure rules.

A story has no words here but its own title, for those who may read it; advice has none
at all, so that nobody's case stands on an agenda.
"""

from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence
from datetime import datetime
from datetime import timedelta
from datetime import UTC


STORY = "story"
ADVICE = "advice"
THEME = "theme"
BROUGHT_VIEWS = "brought_views"
STANDING_QUESTION = "standing_question"

LONGEST_TITLE = 150
LONGEST_NOTE = 2000
LONGEST_OUTCOME = 300

#: The timeline of the standing question goes so far back, in meetings.
SAID_BEFORE = 10

_WORDS = frozenset({"title", "note"})
_WITHOUT_WORDS = frozenset({STORY, ADVICE})
_OWN = {THEME: "theme", STORY: "story", BROUGHT_VIEWS: "permission"}
_EVERY = frozenset({"minutes", "lead", "outcome", "state"})

#: Noted while people meet or after it, and not when the agenda is made.
NOTED = frozenset({"outcome", "state", "dealt_with"})


def keys_of(kind: str) -> frozenset[str]:
    """Return what can be said of a row of a kind."""
    words = frozenset() if kind in _WITHOUT_WORDS else _WORDS
    own = {_OWN[kind]} if kind in _OWN else set()
    return _EVERY | words | own


def misfits(kind: str, sent: Mapping[str, object]) -> list[str]:
    """Return what was sent that a kind does not take; nothing said is no harm."""
    return [name for name, value in sent.items() if value and name not in keys_of(kind)]


def lacks_permission(kind: str, permission: object) -> bool:
    """Tell whether somebody's views would be brought along without a yes to that."""
    return kind == BROUGHT_VIEWS and permission is not True


def moved(order: Sequence[str], one: str, before: str | None) -> tuple[str, ...]:
    """Return an order in which one row stands before another one, or last.

    :raises LookupError: for another one that is not there.
    """
    if before == one:
        return tuple(order)
    if before is not None and before not in order:
        raise LookupError(before)
    rest = [id_ for id_ in order if id_ != one]
    there = len(rest) if before is None else rest.index(before)
    return (*rest[:there], one, *rest[there:])


def hours(minutes: int) -> tuple[int, int]:
    """Return whole hours, and the minutes that are left."""
    return divmod(minutes, 60)


def minutes_between(start: datetime, end: datetime) -> int:
    """Return how many whole minutes a meeting has, whatever clocks do meanwhile."""
    return int((end.astimezone(UTC) - start.astimezone(UTC)).total_seconds() // 60)


def begins(start: datetime, minutes: Iterable[int]) -> list[datetime]:
    """Return when each row begins, on the clock of the meeting."""
    found, moment = [], start.astimezone(UTC)
    for each in minutes:
        found.append(moment.astimezone(start.tzinfo))
        moment += timedelta(minutes=each)
    return found
