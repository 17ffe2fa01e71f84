"""The titles under which others could read a story, for as long as the story is there.

Without them the title that a story has at the moment would be looked for, and whoever
tells one could try any words on what others wrote down.
"""

from leap.cop.consent.rules import AUDIENCE_OF_STATE
from leap.cop.core.audience import PRIVATE
from leap.cop.core.records import AsItIs
from leap.cop.core.records import NamesNobody
from leap.cop.core.records import Shelf
from leap.cop.story.lifecycle import lifecycle


TITLES_KEY = "leap.cop.meeting.shared_titles"

#: The oldest ones go.
MOST = 40


class SharedTitles(AsItIs, NamesNobody, Shelf):
    """The titles of one story, oldest first."""

    key = TITLES_KEY
    make = tuple


def of(story) -> tuple[str, ...]:
    """Return them, none for a story that was never shared."""
    titles: tuple[str, ...] = SharedTitles(story).kept
    return titles


def _is_shared(state: str) -> bool:
    return AUDIENCE_OF_STATE.get(state, PRIVATE) != PRIVATE


def _remember(story) -> None:
    titles = of(story)
    if story.title not in titles:
        SharedTitles(story).keep((*titles, story.title)[-MOST:])


def remember_at_a_move(story, event) -> None:
    """Remember the title of a story that others read before or after a move."""
    if event.transition is None or event.workflow.getId() != lifecycle.WORKFLOW:
        return
    if _is_shared(event.old_state.id) or _is_shared(event.new_state.id):
        _remember(story)


def remember_a_new_one(story, event) -> None:
    """Remember the title that a story has from now on, where others read it."""
    if _is_shared(lifecycle.state_of(story)):
        _remember(story)


def forget_in_a_copy(copy, event) -> None:
    """Let a copy begin as a story that nobody has read."""
    SharedTitles(copy).clear()
