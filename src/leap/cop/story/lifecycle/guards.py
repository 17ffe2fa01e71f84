"""The keys that a move of a story needs, asked before each transition.

However the transition was asked for: by our forms and services, by plone.restapi or
by a script. A key fits exactly one text. `moves.py` says which move needs which.
"""

from leap.cop import _
from leap.cop.community.subscribers import story_limit
from leap.cop.consent import rules as consent
from leap.cop.consent.consent_state import standing_of
from leap.cop.core.containment import community_of
from leap.cop.core.errors import NotNow
from leap.cop.core.errors import NotYours
from leap.cop.core.errors import Refused
from leap.cop.story.lifecycle import digests
from leap.cop.story.lifecycle import teller


MAX_REASON = 5_000


def refuse_a_held_text(story) -> None:
    """Refuse to share a text that was put on hold, until it is changed or released."""
    if digests.is_held(story):
        raise NotNow(
            _("This story is on hold. Edit the text, or ask for the hold to be lifted.")
        )


def check_nothing(story, kwargs: dict) -> None:
    """Refuse nothing: the move lets nobody read more."""


def _check_grant(story, level: str) -> None:
    standing = standing_of(story)
    digest = digests.digest_of(story)
    if digests.says_nothing(story):
        raise Refused(
            _("write at least one sentence, then share it."), "starting_point"
        )
    refuse_a_held_text(story)
    fits = standing.granted_digest == digest
    if not fits or consent.rank(standing.granted) < consent.rank(level):
        raise NotNow(_("The storyteller has not agreed to this for this exact text."))
    if consent.rank(story_limit(community_of(story))) < consent.rank(level):
        raise NotNow(
            _("stories in this community cannot go that far at the moment."), "level"
        )


def check_share(story, kwargs: dict) -> None:
    """Refuse what its teller did not grant, or what may not go that far."""
    _check_grant(story, consent.COMMUNITY)


def check_submit(story, kwargs: dict) -> None:
    """Refuse the same for all staff, and while somebody could be recognised."""
    if story.others_recognisable == "somebody_could":
        raise NotNow(
            _(
                "while somebody could be recognised, the story cannot go further "
                "than the community. Change the details first."
            ),
            "others_recognisable",
        )
    _check_grant(story, consent.PUBLIC)


def check_approve(story, kwargs: dict) -> None:
    """Refuse its teller, and any text but the one that was read."""
    if teller.is_teller(story):
        raise NotYours(_("You cannot review your own story. Somebody else does."))
    shown = kwargs.get("digest")
    if shown is not None and shown != digests.digest_of(story):
        raise NotNow(
            _("the text has changed since you read it. Please read it again."), "digest"
        )
    check_submit(story, kwargs)


def check_reason(story, kwargs: dict) -> None:
    """Refuse to decide without a word to the teller."""
    reason = kwargs.get("comment")
    if not isinstance(reason, str) or not reason.strip():
        raise Refused(_("tell the storyteller why, in a few words."), "comment")
    if len(reason) > MAX_REASON:
        raise Refused(_("up to 5,000 characters."), "comment")
