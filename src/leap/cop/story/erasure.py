"""What becomes of somebody who goes: the account is deleted, or all of it is erased.

With the account gone nobody could take the stories back any more, so they go back to
private at once. They are still that person's, and nobody else's who gets the same user
id; a command erases them, together with what others' stories and communities keep.
"""

from datetime import datetime
from leap.cop.community.membership import all_communities
from leap.cop.community.membership import Membership
from leap.cop.concern.records import Concerns
from leap.cop.consent.ledger import Ledger
from leap.cop.core.audience import PRIVATE
from leap.cop.core.containment import container_of
from leap.cop.core.events import PersonErased
from leap.cop.core.people import NOTED
from leap.cop.core.people import People
from leap.cop.story.lifecycle import followups
from leap.cop.story.lifecycle import noted
from leap.cop.story.lifecycle import teller
from leap.cop.story.notes.notes import Notes
from zope.event import notify


#: In the ledger: why a story came down.
ACCOUNT_DELETED = "account_deleted"


def take_back_stories_of(code: str, *, now: datetime) -> int:
    """Bring the stories of a deleted account back to private; return how many."""
    moved = 0
    for story in teller.stories_of(code):
        moved += followups.bring_within(
            story, PRIVATE, now=now, channel=ACCOUNT_DELETED, actor=""
        )
    return moved


def erase(portal, userid: str, *, now: datetime) -> dict[str, int]:
    """Erase what there is of a person; return how much of what, by name.

    :param userid: of the account, or what stands in records for one that is gone.
    """
    people = People(portal)
    code = people.code_behind(userid)
    counts = {"stories deleted": 0}
    for story in teller.stories_of(code):
        container_of(story)._delObject(story.getId())
        counts["stories deleted"] += 1
    counts["memberships erased"] = sum(
        Membership(community).erase(userid) for community in all_communities()
    )
    counts["decisions without a name"] = counts["conversations deleted"] = 0
    for story in teller.stories_at(people.places(code, NOTED)):
        counts["decisions without a name"] += noted.take_out(story, code)
        counts["conversations deleted"] += Notes(story).forget_person(code)
    counts["codes in the ledger that are nobody's now"] = 0
    if known_as := _known_as(people, userid, code):
        for community in all_communities():
            Concerns(community).forget_codes_of(known_as)
        counts["codes in the ledger that are nobody's now"] = Ledger(
            portal
        ).forget_person(known_as)
    if code:
        people.erase(code)
    people.forget_seen(userid)
    notify(PersonErased(userid, counts, now))
    return counts


def _known_as(people: People, userid: str, code: str | None) -> str:
    """Return the user id that codes of other kinds were made of.

    Empty where it is somebody else's by now: what is forgotten would be theirs.
    """
    former = people.former_of(code)
    if former is None:
        return userid
    return "" if people.code_of(former.userid) else former.userid
