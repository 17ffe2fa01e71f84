"""A button pressed twice: whether a move was made already, by exactly this press.

Only where the same person asked the same for the same text, and it still stands as the
first press left it. Whatever else is there is another state, and refused as ever.
"""

from leap.cop.consent import rules as consent
from leap.cop.consent.consent_state import standing_of
from leap.cop.core.me import me
from leap.cop.story.lifecycle import digests
from leap.cop.story.lifecycle import lifecycle
from leap.cop.story.lifecycle import noted
from leap.cop.story.signature import signature_for
from leap.cop.story.signature import signature_of


def is_granted(
    story, level: str, *, mark: str, attribution: str, attribution_text: str
) -> bool:
    """Tell whether the current user granted exactly this, and nothing came after it.

    :param mark: `digests.mark_of_words` of what was shown: the press before this one
        may have given it another name. The others as `lifecycle.grant` takes them.
    """
    move = "share" if level == consent.COMMUNITY else "submit"
    standing = standing_of(story)
    return (
        lifecycle.is_teller(story)
        and lifecycle.state_of(story) in consent.MOVES[move].origins.values()
        and standing.granted == level
        and standing.granted_digest == digests.digest_of(story)
        and mark == digests.mark_of_words(story)
        and signature_for(story, attribution, attribution_text) == signature_of(story)
    )


def is_approved(story, digest: str) -> bool:
    """Tell whether the current user published exactly this, and it is public now.

    :param digest: of the text that was read.
    """
    standing = standing_of(story)
    last = standing.decisions[-1] if standing.decisions else None
    return (
        last is not None
        and last.act == "approve"
        and noted.is_by(last.by, me())
        and lifecycle.state_of(story) == "public"
        and digest == standing.approved_digest == digests.digest_of(story)
    )
