"""What was decided about a story, and why, for those who may know."""

from leap.cop import _
from leap.cop.consent.consent_state import standing_of
from leap.cop.core import dates
from leap.cop.core.me import me
from leap.cop.core.permissions import READ_REVIEW
from leap.cop.story.lifecycle import lifecycle
from leap.cop.story.lifecycle import noted
from plone import api
from typing import NamedTuple
from zope.i18n import translate
from zope.i18nmessageid import Message


_TEXTS = {
    "approve": _("Published on ${day}"),
    "return": _("Sent back with a note on ${day}"),
    "take_down": _("Put on hold on ${day}"),
    "release": _("Hold lifted on ${day}"),
}


class Decided(NamedTuple):
    """One decision on a screen."""

    text: str
    reason: str


def decisions_for_reader(story, request) -> list[Decided]:
    """Give the decisions about a story, newest first.

    The teller reads all of them with their reasons; a reviewer only their own.
    """
    reader = me()
    teller = lifecycle.is_teller(story)
    if not teller and not api.user.has_permission(READ_REVIEW, obj=story):
        return []
    rows = []
    for decision in reversed(standing_of(story).decisions):
        if decision.act in _TEXTS and (teller or noted.is_by(decision.by, reader)):
            day = {"day": dates.day(decision.at)}
            text = Message(_TEXTS[decision.act], mapping=day)
            rows.append(Decided(translate(text, context=request), decision.reason))
    return rows
