"""What waits about stories: for the one who told one, and for who reviews.

No title of a story stands in any of these sentences: somebody may look over a shoulder.
"""

from functools import cached_property
from leap.cop import _
from leap.cop.community.adapters import CommunityAdapter
from leap.cop.core.me import me
from leap.cop.core.numbers import counted
from leap.cop.core.waiting import IWaiting
from leap.cop.core.waiting import PEOPLE
from leap.cop.core.waiting import ROUNDS
from leap.cop.core.waiting import Waiting
from leap.cop.story.library import library
from leap.cop.story.lifecycle import desk
from plone.uuid.interfaces import IUUID
from typing import NamedTuple
from zope.globalrequest import getRequest
from zope.interface import implementer


#: Before the agreement: somebody wrote something, and the teller alone can go on.
TELLER = ROUNDS - 6

_REVIEW_ONE = _("A story is waiting for your review")
_REVIEW_MORE = _("${count} stories are waiting for your review")

#: By what is on the desk: the kind of the row, its words, and the page of the story.
_OWN = {
    desk.RETURNED: (
        "story-returned",
        _("One of your stories came back with a note"),
        "",
    ),
    desk.HELD: (
        "story-held",
        _("One of your stories is on hold: see why, and edit it"),
        "",
    ),
    desk.NOTE: (
        "story-note",
        _("Somebody wrote to you about one of your stories"),
        "/notes",
    ),
}


class Queue(NamedTuple):
    """What of one community waits for a reviewer.

    :param url: where the story is reviewed that has waited longest.
    """

    count: int
    url: str


@implementer(IWaiting)
class StoriesWaiting(CommunityAdapter):
    """What waits about the stories of one community."""

    def rows(self, userid: str) -> list[Waiting]:
        """Return what somebody does next about own stories, and those of others."""
        return [*self._own(userid), *self._to_review()] if userid else []

    def _own(self, userid: str) -> list[Waiting]:
        here, url = IUUID(self.community), self.community.absolute_url()
        rows = []
        for thing in desk.of(userid):
            if thing.uid == here and thing.kind in _OWN:
                kind, text, page = _OWN[thing.kind]
                at = f"{url}/{thing.name}{page}"
                since = desk.moment_of(thing)
                rows.append(Waiting(kind, text, at, since, weight=TELLER))
        return rows

    def _to_review(self) -> list[Waiting]:
        found = queues().get("/".join(self.community.getPhysicalPath()))
        if found is None:
            return []
        text = counted(_REVIEW_ONE, _REVIEW_MORE, found.count)
        weight = PEOPLE - 3
        return [
            Waiting("review-stories", text, found.url, count=found.count, weight=weight)
        ]


class _Queues:
    """What waits for the current reader's review, by the paths of communities."""

    @cached_property
    def found(self) -> dict[str, Queue]:
        """One question to the catalog for all communities; no story is woken."""
        queues: dict[str, Queue] = {}
        for brain in library.review_queue():
            path = brain.getPath().rpartition("/")[0]
            first = queues.get(path)
            url = first.url if first else f"{brain.getURL()}/review-story"
            queues[path] = Queue(first.count + 1 if first else 1, url)
        return queues


def queues() -> dict[str, Queue]:
    """Return what waits for the current reader's review, asked once a request."""
    request, reader = getRequest(), me()
    if request is None:
        return _Queues().found
    kept = request.other.setdefault("leap.cop.review_queues", {})
    if reader not in kept:
        kept[reader] = _Queues().found
    return kept[reader]
