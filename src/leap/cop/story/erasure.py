"""What becomes of somebody who goes: the account is deleted, or all of it is erased.

With the account gone nobody could take the stories back any more, so they go back to
private at once. They are still that person's, and nobody else's who gets the same user
id; a command erases them, together with what others' stories and communities keep.
"""

from datetime import datetime
from leap.cop.core.audience import PRIVATE
from leap.cop.core.containment import container_of
from leap.cop.core.events import PersonErased
from leap.cop.core.people import NOTED
from leap.cop.core.people import People
from leap.cop.story.lifecycle import followups
from leap.cop.story.lifecycle import noted
from leap.cop.story.lifecycle import teller
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
    counts["decisions without a name"] = sum(
        noted.take_out(story, code)
        for story in teller.stories_at(people.places(code, NOTED))
    )
    known_as = _known_as(people, userid, code)
    notify(PersonErased(userid, counts, now, code=code, known_as=known_as))
    if code:
        people.erase(code)
    people.forget_seen(userid)
    return counts


def _known_as(people: People, userid: str, code: str | None) -> str:
    """Return the user id that codes of other kinds were made of.

    Empty where it is somebody else's by now: what is forgotten would be theirs.
    """
    former = people.former_of(code)
    if former is None:
        return userid
    return "" if people.code_of(former.userid) else former.userid
