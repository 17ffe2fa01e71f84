"""The icons of what waits, for the home of a community and for the place of one's own.

By the kinds of all rooms: an icon says nothing that the words beside it do not say.
"""

from leap.cop.core.waiting import Waiting


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


def sign_of(row: Waiting) -> str:
    """Return the name of the icon beside something that waits."""
    return _SIGNS.get(row.kind, "arrow-right")
