"""A teller is told that somebody thanked or answered, once a day at most.

However many stories and answers it is about: what they are stands on the site. A day is
counted from a mail that was handed over; one that could not go holds none back.
"""

from datetime import datetime
from datetime import timedelta
from datetime import UTC
from functools import partial
from leap.cop import _
from leap.cop.core.events import IIdForgotten
from leap.cop.core.records import Shelf
from leap.cop.core.records import StaysHere
from leap.cop.notify import later
from leap.cop.notify import outbox
from leap.cop.notify import receivers
from leap.cop.notify.mails import Letter
from leap.cop.notify.mails import MY_STORIES
from leap.cop.notify.posting import Posting
from leap.cop.story import events
from leap.cop.story.lifecycle import teller
from plone import api


KEY = "leap.cop.notify.story_answers"

BETWEEN = timedelta(days=1)

ANSWERED = Letter(
    subject=_("${group}: somebody answered you"),
    opening=(
        _("Hello,"),
        _(
            "Somebody has thanked you for a story you told, or answered it. You can "
            "see it on the site:"
        ),
    ),
    page=MY_STORIES,
    closing=(
        _(
            "You can answer there. Your name is not on your answer. You "
            "can also switch off thanks and answers for each story."
        ),
        _(
            "You are getting this email because you told a story. It "
            "comes once a day at most."
        ),
    ),
)


class Told(StaysHere, Shelf):
    """When tellers were told last, by code: a moment in ISO, kept for a day."""

    key = KEY
    counted = "mails about answers to stories"

    def is_due(self, code: str, now: datetime) -> bool:
        """Tell whether a day has passed since a teller was told."""
        told = self.get(code)
        return told is None or now - datetime.fromisoformat(told) >= BETWEEN

    def note(self, code: str, now: datetime) -> None:
        """Note that a teller was told, and forget of whom a day has passed."""
        self.drop_where(lambda told: now - datetime.fromisoformat(told) >= BETWEEN)
        self.put(code, now.isoformat())

    def forget_person(self, forgotten: IIdForgotten) -> int:
        """Drop when somebody was told."""
        return int(bool(forgotten.code) and self.drop(forgotten.code) is not None)


def _is_due(story) -> bool:
    return Told(api.portal.get()).is_due(teller.code_of(story), datetime.now(UTC))


def _may_go(event) -> bool:
    """Tell whether it is worth asking after the commit: mostly somebody was told."""
    return _is_due(event.story) and outbox.can_send(api.portal.get())


def note_that_it_went(story, handed: int, request) -> None:
    """Note that the teller of a story was told, apart from what it was about."""
    if handed:
        noted = partial(_note, code=teller.code_of(story), now=datetime.now(UTC))
        outbox.commit_apart(api.portal.get(), noted)


def _note(portal, *, code: str, now: datetime) -> None:
    Told(portal).note(code, now)


TO_ITS_TELLER = Posting(
    "story-answered",
    events.IStoryAnswered,
    ANSWERED,
    receivers.teller_of,
    still=_is_due,
    when=_may_go,
    keep=later.can_wait_unnamed,
)

outbox.afterwards(TO_ITS_TELLER, note_that_it_went)

POSTINGS = (TO_ITS_TELLER,)
