"""What a teller agreed to, out of the ledger and into plain words."""

from datetime import datetime
from leap.cop import _
from leap.cop.consent.consent_state import standing_of
from leap.cop.consent.ledger import Ledger
from leap.cop.core import dates
from leap.cop.story.lifecycle.lifecycle import GIVE_BACK
from leap.cop.story.lifecycle.lifecycle import is_name_off
from leap.cop.story.vocabularies import ATTRIBUTION_TITLES
from plone import api
from zope.i18n import translate
from zope.i18nmessageid import Message


_GRANTED = {
    "community": _(
        "${day}: you agreed that our community may read it. Name shown: ${name}"
    ),
    "public": _("${day}: you agreed that all staff may read it. Name shown: ${name}"),
}

_EDITED = {
    "community": _("${day}: you agreed that our community may read the changed text"),
    "public": _("${day}: you agreed that all staff may read the changed text"),
}

_TAKEN_BACK = {
    "community": _("${day}: you took it back to our community"),
    "private": _("${day}: you took all of it back"),
}

_OTHERS = {
    "takedown": _("${day}: it was put on hold"),
    "unseal": _("${day}: two people looked up who told it, with their reason recorded"),
}

_NAME_OFF = _("${day}: you took your name off")

_GIVEN_BACK = _(
    "${day}: two people gave the story back to you, with their reason recorded"
)

_NARROWED = _(
    "${day}: it came back because our community changed how far stories may go"
)


def _text_for(row: dict):
    act, level = row["act"], row["level"]
    if act == "takedown" and row["channel"] == "community":
        return _NARROWED
    if is_name_off(row):
        return _NAME_OFF
    if row["channel"] == GIVE_BACK:
        return _GIVEN_BACK
    by_act = {"grant": _GRANTED, "edit": _EDITED, "withdraw": _TAKEN_BACK}
    return by_act[act].get(level) if act in by_act else _OTHERS.get(act)


def agreements(story, request) -> list[str]:
    """Give one sentence for each row of a story's chain, newest first."""
    rows = Ledger(api.portal.get()).rows(standing_of(story).ledger_key)
    sentences = []
    for row in reversed(rows):
        text = _text_for(row)
        if text is None:
            continue
        name = ATTRIBUTION_TITLES.get(row["attribution"], "")
        words = {
            "day": dates.day(datetime.fromisoformat(row["at"])),
            "name": translate(name, context=request),
        }
        sentences.append(translate(Message(text, mapping=words), context=request))
    return sentences
