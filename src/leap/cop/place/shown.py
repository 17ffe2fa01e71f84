"""What waits, as a row shows it: the verb first, then where and since when."""

from leap.cop import _
from leap.cop.core.pages.components import Wait
from leap.cop.place.mine import Row
from plone import api
from zope.i18n import translate


#: The signs of the rows, by their kinds; each stands beside its words.
_SIGNS = {
    "action-due": "flag",
    "answer-agreement": "journal-check",
    "answer-meeting": "calendar-event",
    "applications": "person-plus",
    "concerns": "exclamation-triangle",
    "concerns-of-people": "exclamation-triangle",
    "enact-agreement": "journal-check",
    "give-dots": "record-circle",
    "group-topics": "collection",
    "host-missing": "house-door",
    "manager-support": "person-check",
    "meeting-over": "calendar-check",
    "review-stories": "journal-text",
    "show-agreement": "eye",
    "show-round": "eye",
    "story-held": "pause-circle",
    "story-note": "chat-left-text",
    "story-returned": "reply",
    "turn-asked": "person-raised-hand",
    "turn-offered": "person-raised-hand",
    "write-topics": "pencil",
}

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
    return [_shown(row, request, is_top=at == 0) for at, row in enumerate(rows)]


def _shown(row: Row, request, *, is_top: bool) -> Wait:
    waiting, where = row.waiting, [row.community]
    if waiting.since is not None:
        day = api.portal.get_localized_time(waiting.since)
        where.append(
            translate(_("since ${day}", mapping={"day": day}), context=request)
        )
    return Wait(
        what=waiting.text,
        url=waiting.url,
        where=" · ".join(filter(None, where)),
        sign=_SIGNS.get(waiting.kind, "arrow-right"),
        is_first=is_top and waiting.kind in _OTHERS_WAIT,
    )
