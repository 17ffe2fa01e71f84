"""Where a reader goes on from a story: the next one, similar ones, back to the list.

From the catalog, so that no story is woken and none stands there that this reader may
not read. Whoever reads a community's stories as one of its people gets them by where
they stand; everybody else by the community that is shown with them, and by none where
it is not.
"""

from functools import cached_property
from leap.cop import _
from leap.cop.community import rules as community_rules
from leap.cop.community.membership import Membership
from leap.cop.core.containment import community_of
from leap.cop.core.me import me
from leap.cop.core.unwalked import Unwalked
from leap.cop.story.date_indexers import cop_since
from leap.cop.story.display.list_item import ListItem
from leap.cop.story.library.library import STORY
from leap.cop.story.lifecycle import lifecycle
from leap.cop.story.tabs import StoriesTab
from leap.cop.story.vocabularies import DOMAIN_TITLES
from plone import api
from plone.uuid.interfaces import IUUID
from Products.Five.browser import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import NamedTuple
from zope.i18n import translate


#: States in which a story stands in lists that others have.
LISTED = ("community", "community_pending", "public")

#: So many similar ones are shown.
MOST = 3

#: So many are looked at for the next one: several can stand at the same moment.
AROUND = 10

#: How far back the next one is looked for first, in milliseconds: to go through all
#: that was ever shared takes longer with each story.
NEAR = 30 * 24 * 60 * 60 * 1000

#: No address of a list is longer than this.
LONGEST = 2_000

#: Lists at the site that a reader can have come from, and what leads back there.
LISTS = {
    "story-library": _("Back to all stories"),
    "my-stories": _("Back to my stories"),
    "my-place": _("Back to my place"),
    "review-queue": _("Back to stories to review"),
}

ALL_OF_OURS = _("All our community's stories")
LIBRARY = _("More stories")
BACK = _("Back to our community's stories")


class Line(NamedTuple):
    """A story to go on to."""

    url: str
    title: str
    byline: str


class Back(NamedTuple):
    """The list that a reader came from, or one to go to."""

    url: str
    text: object


class Onward(Unwalked, BrowserView):
    """What stands at the very end of a story."""

    index = ViewPageTemplateFile("templates/onward.pt")

    def __call__(self) -> str:
        return self.index()

    @cached_property
    def community(self):
        """The story's community."""
        return community_of(self.context)

    @cached_property
    def is_inside(self) -> bool:
        """Whether the reader reads the community's stories as one of its people."""
        userid = me()
        if self.community is None or not userid:
            return False
        history = Membership(self.community).history(userid)
        return "members" in community_rules.groups_of(history)

    @cached_property
    def is_listed(self) -> bool:
        """Whether the story stands in lists, and so beside others."""
        return lifecycle.state_of(self.context) in LISTED

    @cached_property
    def _scope(self) -> dict[str, object]:
        """Among which stories: those of the community, as far as this reader knows."""
        if self.is_inside:
            path = "/".join(self.community.getPhysicalPath())
            return {"path": path, "review_state": list(LISTED)}
        shown = ListItem(self.context).cop_community
        return {"review_state": "public", **({"cop_community": shown} if shown else {})}

    def _find(self, limit: int, **more: object) -> list:
        """Return the newest that fit, as brains."""
        found = api.portal.get_tool("portal_catalog")(
            portal_type=STORY,
            sort_on="cop_since",
            sort_order="reverse",
            sort_limit=limit,
            **self._scope,
            **more,
        )
        return list(found[:limit])

    @cached_property
    def _next(self):
        """The one that follows in a list, newest first; None after the last one."""
        if not self.is_listed:
            return None
        own, until = IUUID(self.context), cop_since(self.context)()
        for since in (until - NEAR, 0):
            between = {"query": (since, until), "range": "min:max"}
            found = self._find(AROUND, cop_since=between)
            uids = [brain.UID for brain in found]
            following = found[uids.index(own) + 1 :] if own in uids else found
            if following:
                return following[0]
        return None

    @property
    def next(self) -> Line | None:
        """The next story."""
        return self._line(self._next) if self._next is not None else None

    @cached_property
    def similar(self) -> list[Line]:
        """Others of the same kind of change, newest first."""
        kind = self.context.domain
        if not self.is_listed or not kind:
            return []
        stands = {IUUID(self.context)} | ({self._next.UID} if self._next else set())
        found = self._find(MOST + len(stands), cop_domain=kind)
        others = [brain for brain in found if brain.UID not in stands]
        return [self._line(brain) for brain in others[:MOST]]

    def _line(self, brain) -> Line:
        return Line(brain.getURL(), brain.Title, brain.cop_attribution or self._nobody)

    @cached_property
    def _nobody(self) -> str:
        return translate(_("A practitioner"), context=self.request)

    @property
    def kind(self):
        """The kind of change, as it stands on the screen."""
        return DOMAIN_TITLES.get(self.context.domain, "")

    @property
    def back(self) -> Back:
        """The list that the reader came from; from elsewhere, the nearest one."""
        site = api.portal.get().absolute_url()
        came_from = self.request.getHeader("Referer") or ""
        address = came_from.partition("?")[0].partition("#")[0].rstrip("/")
        if len(came_from) <= LONGEST:
            for name, text in LISTS.items():
                if address == f"{site}/{name}":
                    return Back(came_from, text)
            if self.is_inside and address == self._ours.partition("#")[0]:
                return Back(self._ours if "?" not in came_from else came_from, BACK)
        if self.is_inside:
            return Back(self._ours, ALL_OF_OURS)
        return Back(f"{site}/story-library", LIBRARY)

    @cached_property
    def _ours(self) -> str:
        """Where the stories of the community are listed."""
        return StoriesTab(self.community, self.request).url
