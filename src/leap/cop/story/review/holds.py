"""Stories on hold, for those who may lift it: kept on the community, without a title.

A story on hold is private again, so whoever put it there cannot reach it any more. One
OOBTree under an annotation of the community, `token -> Hold`. The token is random and
stands for the hold, not for the story. Who sees a hold is who could take the story down
in the state that it had: a hold tells nobody of a story that was not theirs to read.

A hold is in force while the text is the one that was held; a changed text lifts it, and
going back to the old one puts it on again.
"""

from collections.abc import Iterator
from datetime import datetime
from leap.cop import _
from leap.cop.community import groups
from leap.cop.consent import rules as consent
from leap.cop.consent.consent_state import Decision
from leap.cop.consent.consent_state import set_standing
from leap.cop.consent.consent_state import standing_of
from leap.cop.core.containment import community_of
from leap.cop.core.errors import NotYours
from leap.cop.core.me import me
from leap.cop.story.lifecycle import lifecycle
from leap.cop.story.lifecycle import noted
from leap.cop.story.review.records import Hold
from leap.cop.story.review.records import HoldShelf
from plone import api
from plone.uuid.interfaces import IUUID


RELEASE = "release"

#: Roles that read a story in a state and may take it down there.
_HOLDERS = {
    "community": frozenset({"CoP Facilitator"}),
    "pending": frozenset({"CoP Reviewer"}),
    "community_pending": frozenset({"CoP Facilitator", "CoP Reviewer"}),
    "public": frozenset({"CoP Facilitator", "CoP Reviewer"}),
}


class Holds:
    """The holds of one community, for whoever may lift them."""

    def __init__(self, community) -> None:
        self.community = community
        self.shelf = HoldShelf(community)

    def story(self, hold: Hold):
        """Give the story of a hold, None where it is gone or its text has changed."""
        if hold.story_id not in self.community:
            return None
        story = self.community._getOb(hold.story_id)
        return story if lifecycle.is_held(story) else None

    def for_reader(self) -> Iterator[tuple[str, Hold]]:
        """Give the holds that the current user may lift, with their tokens."""
        kept = self.shelf.holds()
        if not kept:
            return
        roles = set(api.user.get_current().getRolesInContext(self.community))
        for token, hold in kept.items():
            story = self.story(hold) if roles & _HOLDERS[hold.state] else None
            if story is not None and not lifecycle.is_teller(story):
                yield token, hold

    def reason(self, hold: Hold) -> str:
        """Give why a story is on hold, to whoever wrote it and to nobody else."""
        story = self.story(hold)
        reader = me()
        if story is None or hold.by != reader:
            return ""
        reasons = [
            decision.reason
            for decision in standing_of(story).decisions
            if decision.act == "take_down" and noted.is_by(decision.by, reader)
        ]
        return reasons[-1] if reasons else ""

    def release(self, token: str, *, now: datetime) -> None:
        """Lift a hold: the teller may share the same text again.

        :raises NotYours: for a hold that is not this reader's to lift, or not there.
        """
        hold = dict(self.for_reader()).get(token)
        if hold is None:
            raise NotYours(
                _(
                    "You cannot lift this hold. It may already be over, or it may be "
                    "for others to lift."
                )
            )
        story = self.story(hold)
        lifecycle.release(story)
        standing = standing_of(story)
        by = noted.note(story, me())
        decisions = (*standing.decisions, Decision(RELEASE, now, by, ""))
        set_standing(story, standing._replace(decisions=decisions))
        self.shelf.drop_of(hold.story_id)


def communities_with_holds() -> list:
    """Give the communities where the current user may find something on hold.

    Unrestricted, and for the domain only: reviewers need not see a community's page.
    """
    user = api.user.get_current()
    if user.getId() is None:
        return []
    query = {"portal_type": "leap.cop.Community", "sort_on": "sortable_title"}
    found = groups.groups_of(user.getId(), "facilitators", "reviewers")
    if not found:
        return []
    if groups.site_group() not in found:
        query["UID"] = sorted({groups.community_uid(group) for group in found})
    catalog = api.portal.get_tool("portal_catalog")
    brains = catalog.unrestrictedSearchResults(**query)
    return [brain._unrestrictedGetObject() for brain in brains]


def release(community_uid: str, token: str, *, now: datetime) -> None:
    """Lift a hold, named by its community and its token."""
    for community in communities_with_holds():
        if IUUID(community) == community_uid:
            Holds(community).release(token, now=now)
            return
    raise NotYours(
        _(
            "You cannot lift this hold. It may already be over, or it may "
            "be for others to lift."
        )
    )


def remember(story, old_state: str, *, now: datetime) -> None:
    """Keep the hold of a story that was just taken down."""
    community = community_of(story)
    if community is None or old_state not in consent.MOVES["take_down"].origins:
        return
    by = me()
    HoldShelf(community).add(Hold(story.getId(), old_state, now, by))


def forget(story) -> None:
    """Forget the hold of a story that goes."""
    community = community_of(story)
    if community is not None:
        HoldShelf(community).drop_of(story.getId())
