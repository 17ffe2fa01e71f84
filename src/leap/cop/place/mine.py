"""What is one person's over all communities: what waits, the own things, what is new.

Read from records, the own list and the catalog: no story and no member is woken to
count something, and each room says by itself what waits (`IWaiting`).
"""

from datetime import datetime
from datetime import UTC
from functools import cached_property
from leap.cop.community import groups
from leap.cop.community import rules
from leap.cop.community.home import Home
from leap.cop.community.membership import all_communities
from leap.cop.community.people import is_safeguarding_person
from leap.cop.core.names import sort_key
from leap.cop.core.people import People
from leap.cop.core.waiting import in_order
from leap.cop.core.waiting import together
from leap.cop.core.waiting import Waiting
from leap.cop.core.waiting import waits_for
from leap.cop.meeting.coming_up import next_meetings
from leap.cop.place.kept import Asked
from leap.cop.place.kept import kept
from leap.cop.recruitment.applications.records import Applications
from leap.cop.story.library import library
from leap.cop.story.lifecycle import desk
from leap.cop.story.lifecycle import teller
from leap.cop.story.steps import queues
from plone import api
from plone.uuid.interfaces import IUUID
from typing import NamedTuple


#: So many of the own stories, of new ones, and of communities one could join.
LAST = 3
NEWEST = 6
OFFERED = 6

#: Where others than their tellers read stories.
_SHARED = ["community", "community_pending", "public"]

_KEPT = "leap.cop.place"


class Corner(NamedTuple):
    """One community that has to do with somebody, and what waits there."""

    home: Home
    rows: list[Waiting]

    @property
    def is_mine(self) -> bool:
        """Whether the person belongs, and sees the community."""
        return self.home.role is not None and _sees(self.home.community)

    @property
    def name(self) -> str:
        """What the community is called for short; nothing where it is not seen."""
        return called(self.home)


class Row(NamedTuple):
    """One thing that waits, and where."""

    waiting: Waiting
    community: str


class Mine:
    """What is the current user's."""

    def __init__(self, request) -> None:
        self.request = request
        self.portal = api.portal.get()
        self.userid = api.user.get_current().getId() or ""
        self.now = datetime.now(UTC)

    @cached_property
    def _asked(self) -> Asked:
        if not self.userid:
            return []
        return kept(self.portal, self.userid, self.now, self._ask)

    def _ask(self) -> Asked:
        communities = self._communities
        with together(self.request, communities):
            return [
                (
                    "/".join(community.getPhysicalPath()),
                    waits_for(community, self.userid, offers=False),
                )
                for community in communities
            ]

    @property
    def rows(self) -> list[Waiting]:
        """What waits in all of them, in no order."""
        return [row for _path, rows in self._asked for row in rows]

    @cached_property
    def corners(self) -> list[Corner]:
        """The communities in which somebody belongs or has something to do, by name."""
        find = self.portal.unrestrictedTraverse
        found = [
            Corner(Home(find(path), self.request), rows) for path, rows in self._asked
        ]
        return sorted(found, key=lambda one: sort_key(one.home.community.title))

    @property
    def _communities(self) -> list:
        wanted = {
            groups.community_uid(group)
            for group in groups.groups_of(self.userid, *groups.ROLE_OF_GROUP)
        }
        wanted |= {
            thing.uid for thing in desk.of(self.userid) if thing.kind != desk.TOLD
        }
        return [
            community
            for community in all_communities()
            if IUUID(community) in wanted or self._has_to_do_with(community)
        ]

    def _has_to_do_with(self, community) -> bool:
        """Tell whether something may wait for somebody who does not belong."""
        return (
            "/".join(community.getPhysicalPath()) in queues()
            or is_safeguarding_person(community, self.userid)
            or Applications(community).waiting_of(self.userid) is not None
        )

    @cached_property
    def waiting(self) -> list[Row]:
        """What waits in all of them, the most urgent first."""
        names = {id(row): corner.name for corner in self.corners for row in corner.rows}
        return [Row(row, names[id(row)]) for row in in_order(self.rows)]

    @cached_property
    def communities(self) -> list[Corner]:
        """Those in which the person belongs."""
        return [corner for corner in self.corners if corner.is_mine]

    @cached_property
    def seen(self) -> library.Communities:
        """The communities that the person sees, by title."""
        return library.Communities()

    @cached_property
    def offered(self) -> list[Home]:
        """Communities that the person sees and could join, by title; a few of them."""
        own = {IUUID(corner.home.community) for corner in self.corners}
        homes = []
        for uid, brain in self.seen.brains.items():
            if uid in own:
                continue
            home = Home(brain.getObject(), self.request)
            # Whoever is paused belongs, and is asked to join nothing.
            history = home.membership.history(self.userid)
            if rules.current(history) is None:
                homes.append(home)
            if len(homes) == OFFERED:
                break
        return homes

    # Stories

    @cached_property
    def last_stories(self) -> list:
        """What the person told last."""
        return teller.last_stories(self.userid, LAST)

    @property
    def stories_total(self) -> int:
        """How many stories the person told."""
        people = People(self.portal)
        return len(people.places(people.code_of(self.userid)))

    @property
    def last_community(self) -> str:
        """The UID of the community in which the person told last, empty for none."""
        told = [thing for thing in desk.of(self.userid) if thing.kind == desk.TOLD]
        return max(told, key=lambda thing: thing.since).uid if told else ""

    @cached_property
    def newest(self) -> list:
        """The newest stories that the person may read, wherever; none is woken."""
        found = api.portal.get_tool("portal_catalog")(
            portal_type=library.STORY,
            review_state=_SHARED,
            sort_on="cop_since",
            sort_order="reverse",
            sort_limit=NEWEST,
        )
        return found[:NEWEST]

    @cached_property
    def _next_meetings(self) -> dict:
        own = [corner.home.community for corner in self.communities]
        return next_meetings(own, self.now)

    def next_meeting(self, corner: Corner):
        """Return the next meeting of a community, None for none."""
        path = corner.home.community.getPhysicalPath()
        return self._next_meetings.get("/".join(path))


def called(home: Home) -> str:
    """Return what a community is called for short, to whoever knows of it."""
    community = home.community
    if home.role is None and not _sees(community):
        return ""
    return community.short_name or community.title


def _sees(community) -> bool:
    return bool(api.user.has_permission("View", obj=community))


def mine(request) -> Mine:
    """Return what is the current user's, asked once a request."""
    found = request.other.setdefault(_KEPT, {})
    me = api.user.get_current().getId() or ""
    if me not in found:
        found[me] = Mine(request)
    return found[me]
