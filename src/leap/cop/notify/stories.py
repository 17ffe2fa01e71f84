"""Mails about stories: asked for, decided, a note and its answer, a concern."""

from functools import partial
from leap.cop.consent.consent_state import standing_of
from leap.cop.consent.rules import IN_REVIEW
from leap.cop.notify import later
from leap.cop.notify import mails
from leap.cop.notify import outbox
from leap.cop.notify import receivers
from leap.cop.notify.posting import Posting
from leap.cop.story import events
from leap.cop.story.lifecycle import lifecycle

import json


def _waits(story) -> bool:
    return lifecycle.state_of(story) in IN_REVIEW


def _is_last(story, act: str) -> bool:
    """Tell whether a decision about a story is the last one."""
    decisions = standing_of(story).decisions
    is_out = lifecycle.state_of(story) == "public"
    return bool(decisions) and decisions[-1].act == act and is_out == (act == "approve")


def say_that_it_went(story, handed: int, request) -> None:
    """Say in the answer to whoever wrote about somebody that it is on its way.

    Nothing goes out before the commit; the answer is written by then, and says no.
    """
    response = getattr(request, "response", None)
    if not handed or response is None:
        return
    try:
        said = json.loads(response.body)
    except ValueError:
        return
    if isinstance(said, dict) and said.get("sent") is False:
        response.setBody(json.dumps({**said, "sent": True}).encode())


#: A concern is tried until it went.
CONCERN = Posting(
    "concern",
    events.IConcernRaised,
    mails.CONCERN,
    receivers.readers_of_concerns,
    keep=later.must_go,
)

outbox.afterwards(CONCERN, say_that_it_went)

POSTINGS = (
    Posting(
        "story-asked",
        events.IStorySubmitted,
        mails.ASKED,
        receivers.reviewers_of,
        still=_waits,
    ),
    Posting(
        "story-published",
        events.IStoryPublished,
        mails.PUBLISHED,
        receivers.teller_of,
        still=partial(_is_last, act="approve"),
        keep=later.can_wait_unnamed,
    ),
    Posting(
        "story-returned",
        events.IStoryReturned,
        mails.RETURNED,
        receivers.teller_of,
        still=partial(_is_last, act="return"),
        keep=later.can_wait_unnamed,
    ),
    Posting(
        "story-held",
        events.IStoryHeld,
        mails.HELD,
        receivers.teller_of,
        still=partial(_is_last, act="take_down"),
        keep=later.can_wait_unnamed,
    ),
    # It leads to the teller's own list: an address of the story in the teller's mailbox
    # would say whose it is.
    Posting(
        "note",
        events.INoteWritten,
        mails.NOTE,
        receivers.teller_of,
        when=lambda event: event.writer is None,
        keep=later.can_wait_unnamed,
    ),
    Posting(
        "note-answered",
        events.INoteWritten,
        mails.ANSWER,
        receivers.writer_of_a_note,
        when=lambda event: event.writer is not None,
        carries=("writer",),
        page="notes",
    ),
    CONCERN,
)
