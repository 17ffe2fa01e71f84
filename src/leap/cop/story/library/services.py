"""REST at the site root: the library, the review queue, a person's own stories."""

from leap.cop.consent.consent_state import standing_of
from leap.cop.core.containment import community_of
from leap.cop.core.errors import NotYours
from leap.cop.core.services import CopService
from leap.cop.story.display.attribution import byline
from leap.cop.story.library import library
from leap.cop.story.lifecycle import audience
from leap.cop.story.lifecycle import digests
from leap.cop.story.lifecycle import lifecycle
from plone import api
from zope.i18n import translate


class LibraryGet(CopService):
    """The shared stories that the reader may read, newest first."""

    def handle(self):
        filters = library.filters_from(self.request.form)
        communities, words = library.Communities(), library.Words(self.request)
        result = self.listing(
            library.find(filters), lambda brain: library.row(brain, communities, words)
        )
        result["facets"] = library.facets(communities, words, self.request)
        return result


def queue_row(brain) -> dict:
    """Give one story of the review queue: what its teller asks for."""
    story = brain._unrestrictedGetObject()
    asked = standing_of(story).asked
    community = community_of(story)
    return {
        "@id": story.absolute_url(),
        "@type": story.portal_type,
        "title": story.title,
        "attribution": story.attribution or "anonymous",
        "attribution_shown": byline(story),
        "community": community.title if community is not None else "",
        "review_state": lifecycle.state_of(story),
        "waiting_since": asked.isoformat() if asked else None,
        "others_recognisable": story.others_recognisable or "",
        "digest": digests.digest_of(story),
    }


class ReviewQueueGet(CopService):
    """What waits for this reviewer, longest waiting first."""

    def handle(self):
        return self.listing(library.review_queue(), queue_row)


class MyStoriesGet(CopService):
    """What the current user told: who can read it now, what was decided."""

    def handle(self):
        userid = api.user.get_current().getId()
        if userid is None:
            raise NotYours("")
        return self.listing(
            library.my_stories(userid), lambda story: own_row(story, self.request)
        )


def own_row(story, request) -> dict:
    """Return a story for whoever told it: who reads it now, what was decided."""
    standing = standing_of(story)
    last = standing.decisions[-1] if standing.decisions else None
    readers = audience.audience_of(story)
    return {
        "@id": story.absolute_url(),
        "@type": story.portal_type,
        "title": story.title,
        "review_state": lifecycle.state_of(story),
        "audience": readers.level,
        "readers": readers.readers,
        "text": translate(readers.text, context=request),
        "waiting_since": standing.asked.isoformat() if standing.asked else None,
        "decision": last.act if last else None,
        "decided": last.at.isoformat() if last else None,
        "reason": last.reason if last else None,
    }
