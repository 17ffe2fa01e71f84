"""REST of concerns: saying that something went wrong, and what the reader reads."""

from leap.cop.concern import raising
from leap.cop.concern import reading
from leap.cop.concern import rules
from leap.cop.concern import subjects
from leap.cop.concern.schemas import IDealtWith
from leap.cop.concern.schemas import IWentWrongHere
from leap.cop.core.containment import community_of
from leap.cop.core.services import CopService
from zope.i18n import translate


class WentWrongPost(CopService):
    """Say that something went wrong in a group: `{about, text, contact?}`.

    For a community and for whatever stands in one.
    """

    takes = IWentWrongHere

    def reply(self):
        # Before anything is looked at: to others it is as if there were nothing.
        raising.check_may_raise(community_of(self.context))
        return super().reply()

    def handle(self, about, text, contact=None):
        community = community_of(self.context)
        raising.say_what_went_wrong(community, text, contact or "", about, now=self.now)
        self.request.response.setStatus(201)
        # The same to everybody: it would let whoever asks find out what is there.
        return {}


class ConcernsService(CopService):
    """What the services at the site root share."""

    def row(self, found: reading.Found) -> dict:
        """Return one concern; the story it is about, while all staff can read it."""
        concern, seen = found.concern, subjects.shown(found)
        return {
            "@id": f"{self.context.absolute_url()}/@concerns/{found.id}",
            "id": found.id,
            "about": concern.about,
            "story": seen.url or None if concern.kind == rules.STORY else None,
            "title": translate(seen.title, context=self.request) if seen.url else "",
            "community": found.community.title,
            "date": concern.day.isoformat(),
            "text": concern.text,
            "contact": concern.contact,
            "status": concern.status,
        }


class ConcernsGet(ConcernsService):
    """What the reader reads; for whoever looks after nothing, an empty list."""

    def handle(self):
        return self.listing(reading.for_reader(), self.row)


class ConcernsPatch(ConcernsService):
    """Mark one as dealt with: `{status}`."""

    path = "concern"
    takes = IDealtWith

    def handle(self, key, status):
        return self.row(reading.set_status(key, status))


class ConcernsDelete(ConcernsService):
    """Erase one that was dealt with."""

    path = "concern"

    def handle(self, key):
        reading.erase(key)
