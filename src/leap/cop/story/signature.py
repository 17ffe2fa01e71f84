"""How a story is signed, and how it would be after a choice."""

from leap.cop import _
from leap.cop.consent.rules import ATTRIBUTIONS
from leap.cop.core.errors import Refused
from leap.cop.story import rules


def signature_of(story) -> rules.Signature:
    """Return how a story is signed; without a choice, with no name at all."""
    return rules.Signature(
        story.attribution or "anonymous", story.attribution_text or ""
    )


def signature_for(story, attribution: object, text: object) -> rules.Signature:
    """Return how a story would be signed after a choice; None keeps what it has.

    :raises Refused: for an unknown kind of name, or words that are none.
    """
    if attribution is not None and attribution not in ATTRIBUTIONS:
        raise Refused(_("choose name, role or anonymous."), "attribution")
    if text is not None and (
        not isinstance(text, str) or len(text) > rules.MAX_SIGNATURE or "\n" in text
    ):
        raise Refused(_("write one line of up to 100 characters."), "attribution_text")
    return rules.signed(signature_of(story), attribution=attribution, text=text)
