"""REST at the site root: what is mine, over all communities."""

from leap.cop.core.errors import NotYours
from leap.cop.core.pages.emblem import picture_url
from leap.cop.core.services import CopService
from leap.cop.core.waiting import things
from leap.cop.meeting.listing import row_of
from leap.cop.place.mine import Corner
from leap.cop.place.mine import mine
from leap.cop.place.mine import Row
from leap.cop.story.library import library
from leap.cop.story.library.services import own_row
from zope.i18n import translate


class MyPlaceGet(CopService):
    """What waits for me, where I belong, what I told, what is new."""

    def handle(self):
        here = mine(self.request)
        if not here.userid:
            raise NotYours("")
        communities, words = here.seen, library.Words(self.request)
        waiting = [self._waiting(row) for row in here.waiting]
        return {
            "waiting": waiting,
            "waiting_total": things(here.rows),
            "communities": [self._community(corner) for corner in here.communities],
            "my_stories": [own_row(story, self.request) for story in here.last_stories],
            "newest": [library.row(one, communities, words) for one in here.newest],
        }

    def _waiting(self, row: Row) -> dict:
        waiting = row.waiting
        found = {
            "kind": waiting.kind,
            "text": translate(waiting.text, context=self.request),
            "@id": waiting.url,
            "community": row.community,
            "since": waiting.since.isoformat() if waiting.since is not None else None,
        }
        if waiting.count != 1:
            found["count"] = waiting.count
        return found

    def _community(self, corner: Corner) -> dict:
        home, here = corner.home, mine(self.request)
        meeting = here.next_meeting(corner)
        return {
            "@id": home.url,
            "title": home.community.title,
            "short_name": home.community.short_name or "",
            "role": home.role,
            "picture": picture_url(home.community) or None,
            "waiting": things(corner.rows),
            "next_meeting": row_of(meeting, here.userid) if meeting else None,
        }
