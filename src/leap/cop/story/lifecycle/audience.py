"""Who can read a story now, in numbers and in a sentence."""

from leap.cop import _
from leap.cop.community.membership import Membership
from leap.cop.core.containment import community_of
from leap.cop.story.lifecycle import lifecycle
from typing import NamedTuple


class Audience(NamedTuple):
    """The readers of a story today."""

    level: str
    readers: int | None
    open_ended: bool
    text: str


def audience_of(story) -> Audience:
    """Return who reads a story in the state it has."""
    return audience_in(story, lifecycle.state_of(story))


def audience_in(story, state: str) -> Audience:
    """Return who would read a story in some state; `readers` counts people, today."""
    community = community_of(story)
    members = Membership(community).readers() if community is not None else 0
    if state == "public":
        return Audience("public", None, True, _("All staff: everybody with an account"))
    if state in ("community", "community_pending"):
        text = _people(members, community, reviewed=state != "community")
        return Audience("community", members, True, text)
    if state == "pending":
        return Audience("private", 1, False, _("Only you and the reviewers"))
    return Audience("private", 1, False, _("Only you"))


def _people(members: int, community, *, reviewed: bool):
    """Return how many people that is, and that there can be more."""
    called = "" if community is None else community.short_name or community.title
    words = {"count": members, "community": called}
    if reviewed and members == 1:
        return _(
            "1 person, whoever joins ${community} later, and the reviewers",
            mapping=words,
        )
    if reviewed:
        return _(
            "${count} people, whoever joins ${community} later, and the reviewers",
            mapping=words,
        )
    if members == 1:
        return _("1 person, and whoever joins ${community} later", mapping=words)
    return _("${count} people, and whoever joins ${community} later", mapping=words)
