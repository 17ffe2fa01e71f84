"""Who reads and writes what under a story. Pure rules, no Zope.

For those alone with whom the story was shared in its own community, and for its teller.
Whoever reads a story for other reasons (all staff, a reviewer, somebody on the way in)
is not told that there is anything.
"""

from collections.abc import Container


THANKS = "thanks"
TRIED_IT = "tried_it"
QUESTION = "question"

#: What the teller writes.
ANSWER = "answer"

#: What members choose from for words of theirs.
KINDS = (TRIED_IT, QUESTION)

#: What members may send, and what anybody may.
OFFERED = (THANKS, *KINDS)
SENT = (*OFFERED, ANSWER)

MAX_TEXT = 1_000

TELLER = "teller"
MEMBER = "member"

#: States in which others than the teller and reviewers read a story.
SHARED = frozenset({"community", "community_pending", "public"})


def voice(
    state: str, groups: Container[str], *, is_teller: bool, stands_back: bool
) -> str | None:
    """Return as what somebody reads the answers to a story, None for nobody.

    :param groups: of the community's groups, those that somebody is in now.
    :param stands_back: whether that person is paused, or waits, in the community.
    """
    if stands_back:
        return None
    if is_teller:
        return TELLER
    return MEMBER if state in SHARED and "members" in groups else None


def kind_of(sent: str | None, voice_: str) -> str | None:
    """Return as what some words are kept; None for what this person does not send."""
    if voice_ == TELLER:
        return sent or ANSWER if sent in (None, ANSWER, *KINDS) else None
    return sent if sent in OFFERED else None
