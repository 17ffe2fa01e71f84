"""What waits, as a row shows it: the verb first, then where and since when."""

from collections.abc import Callable
from leap.cop import _
from leap.cop.community.waiting_signs import sign_of
from leap.cop.core import dates
from leap.cop.core.pages.components import Wait
from leap.cop.place.mine import Row
from zope.i18n import translate


#: Somebody else waits for these: the topmost of all is one to look at first.
_OTHERS_WAIT = frozenset(
    {
        "answer-agreement",
        "applications",
        "concerns",
        "concerns-of-people",
        "review-stories",
        "story-note",
        "story-returned",
        "turn-asked",
    }
)


def shown(rows: list[Row], request) -> list[Wait]:
    """Return things that wait for the screen, in the order in which they came."""
    day = dates.days()
    return [_shown(row, request, day, is_top=at == 0) for at, row in enumerate(rows)]


def _shown(row: Row, request, day: Callable, *, is_top: bool) -> Wait:
    waiting, where = row.waiting, [row.community]
    if waiting.since is not None:
        words = _("since ${day}", mapping={"day": day(waiting.since)})
        where.append(translate(words, context=request))
    return Wait(
        what=waiting.text,
        url=waiting.url,
        where=" · ".join(filter(None, where)),
        sign=sign_of(waiting),
        is_first=is_top and waiting.kind in _OTHERS_WAIT,
    )
