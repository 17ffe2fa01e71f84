"""What becomes of somebody who goes: the account is deleted, or all of it is erased.

With the account gone nobody could take the stories back any more, so they go back to
private at once. They are still that person's, and a command erases them, together with
what others' stories and communities keep of the user id.
"""

from datetime import datetime
from leap.cop.community.groups import own_tokens
from leap.cop.community.membership import all_communities
from leap.cop.community.membership import Membership
from leap.cop.consent.ledger import Ledger
from leap.cop.consent.rules import PRIVATE
from leap.cop.consent.standing import set_standing
from leap.cop.consent.standing import standing_of
from leap.cop.story import consequences
from leap.cop.story import events
from leap.cop.story import lifecycle
from leap.cop.story.concerns import Concerns
from leap.cop.story.holds import Holds
from leap.cop.story.notes import Notes
from plone import api
from zope.event import notify


#: In the ledger: why a story came down.
ACCOUNT_DELETED = "account_deleted"


def stories_of(userid: str) -> list:
    """Give the stories of a teller, in every state.

    Unrestricted, and for the domain only. Whose account is gone is in no group any
    more: then every story is asked.
    """
    catalog = api.portal.get_tool("portal_catalog")
    query = {"portal_type": "leap.cop.Story"}
    if own := own_tokens(userid):
        query["allowedRolesAndUsers"] = own
    brains = catalog.unrestrictedSearchResults(**query)
    stories = (brain._unrestrictedGetObject() for brain in brains)
    return [story for story in stories if lifecycle.teller_of(story) == userid]


def take_back_stories_of(userid: str, *, now: datetime) -> int:
    """Bring the stories of a deleted account back to private; give how many."""
    moved = 0
    for story in stories_of(userid):
        moved += consequences.bring_within(
            story, PRIVATE, now=now, channel=ACCOUNT_DELETED, actor=""
        )
    return moved


def erase(portal, userid: str, *, now: datetime) -> dict[str, int]:
    """Erase what there is of a person; give how much of what, by name."""
    catalog = api.portal.get_tool("portal_catalog")
    counts = {"stories deleted": 0}
    for story in stories_of(userid):
        story.__parent__._delObject(story.getId())
        counts["stories deleted"] += 1
    counts["memberships erased"] = sum(
        Membership(community).erase(userid) for community in all_communities()
    )
    counts["decisions without a name"] = counts["conversations deleted"] = 0
    for brain in catalog.unrestrictedSearchResults(portal_type="leap.cop.Story"):
        story = brain._unrestrictedGetObject()
        counts["decisions without a name"] += _without(story, userid)
        counts["conversations deleted"] += Notes(story).forget_person(userid)
    counts["holds without a name"] = sum(
        Holds(community).forget_person(userid) for community in all_communities()
    )
    for community in all_communities():
        Concerns(community).forget_person(userid)
        if community.safeguarding_person == userid:
            community.safeguarding_person = None
    counts["codes in the ledger that are nobody's now"] = Ledger(portal).forget_person(
        userid
    )
    notify(events.PersonErased(userid, counts, now))
    return counts


def _without(story, userid: str) -> int:
    """Take a user id out of the decisions about a story; give how many had it."""
    standing = standing_of(story)
    decisions = tuple(
        decision._replace(by=_others(decision.by, userid))
        for decision in standing.decisions
    )
    if decisions == standing.decisions:
        return 0
    changed = sum(
        old != new for old, new in zip(standing.decisions, decisions, strict=True)
    )
    set_standing(story, standing._replace(decisions=decisions))
    return changed


def _others(by: str, userid: str) -> str:
    """Give who decided, without one of them; two people open a seal together."""
    return ", ".join(who for who in by.split(", ") if who != userid)
