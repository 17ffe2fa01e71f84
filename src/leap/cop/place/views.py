"""My place: what waits for me, my communities, my stories, what is new to read."""

from functools import cache
from functools import cached_property
from leap.cop import _
from leap.cop.community import rules
from leap.cop.community.home import Home
from leap.cop.core import dates
from leap.cop.core.containment import community_of
from leap.cop.core.errors import NotYours
from leap.cop.core.errors import Refused
from leap.cop.core.pages.components import Wait
from leap.cop.core.pages.emblem import Emblem
from leap.cop.core.pages.emblem import emblem_of
from leap.cop.core.pages.forms import FormPage
from leap.cop.core.pages.stale import ADDS
from leap.cop.core.waiting import things
from leap.cop.core.write_lock import take_turn
from leap.cop.meeting import words
from leap.cop.meeting.coming_up import is_cancelled
from leap.cop.place.mine import called
from leap.cop.place.mine import Corner
from leap.cop.place.mine import Mine
from leap.cop.place.mine import mine
from leap.cop.place.shown import shown
from leap.cop.story.display import cards
from leap.cop.story.display.page import StoryMacros
from leap.cop.story.library import library
from leap.cop.story.library.views import list_row
from leap.cop.story.lifecycle import audience
from leap.cop.story.lifecycle import lifecycle
from plone import api
from plone.uuid.interfaces import IUUID
from typing import NamedTuple

import secrets


_ROLES = {
    rules.FACILITATOR: _("You facilitate"),
    rules.MEMBER: _("You are a member"),
    rules.REVIEWER: _("You review stories here"),
    rules.CANDIDATE: _("You are on the way in"),
}

#: The sign that says how far a story goes, beside the words.
_REACH = {
    "private": "lock",
    "community": "people",
    "pending": "hourglass-split",
    "community_pending": "hourglass-split",
    "public": "building",
}


class CommunityCard(NamedTuple):
    """One community, as its card shows it."""

    url: str
    title: str
    emblem: Emblem
    role: object
    text: str
    meeting: str
    is_cancelled: bool
    waiting: int


class StoryCard(NamedTuple):
    """One of the own stories, as its card shows it."""

    url: str
    title: str
    facts: str
    sign: str
    readers: object


class Choice(NamedTuple):
    """A community in which a sentence can be kept."""

    uid: str
    title: str
    is_chosen: bool


class Icons:
    """The site's icons, of which each is read once for a page."""

    def __init__(self, resolver) -> None:
        self.tag = cache(resolver.tag)


class MyPlaceView(StoryMacros, FormPage):
    """Everything that is one person's, on one page; one sentence is kept here."""

    page_title = _("My place")

    unseen = {"": ADDS}

    has_columns = False

    _keeper = None

    @cached_property
    def mine(self) -> Mine:
        """What is the reader's."""
        return mine(self.request)

    @cached_property
    def icons(self) -> Icons:
        """The site's icons: most rows and cards have the same ones."""
        return Icons(self.context.restrictedTraverse("@@iconresolver"))

    @property
    def name(self) -> str:
        """What the reader is called, empty where nobody wrote it down."""
        return api.user.get_current().getProperty("fullname", "") or ""

    # What waits

    @cached_property
    def waits(self) -> list[Wait]:
        """What waits for the reader, the most urgent first."""
        return shown(self.mine.waiting, self.request)

    @property
    def waits_total(self) -> int:
        """How many things that is."""
        return things(self.mine.rows)

    # One sentence

    @cached_property
    def choices(self) -> list[Choice]:
        """The communities in which the reader may tell, the last one used chosen."""
        homes = [one.home for one in self.mine.communities if one.home.may_tell]
        uids = [IUUID(home.community) for home in homes]
        wanted = self.typed("community") or self.mine.last_community
        chosen = wanted if wanted in uids else next(iter(uids), "")
        return [
            Choice(uid, home.community.title, uid == chosen)
            for uid, home in zip(uids, homes, strict=True)
        ]

    @property
    def once(self) -> str:
        """What says of the box for one sentence that it was sent already."""
        return self._keeper.once if self._keeper else secrets.token_urlsafe(16)

    def answer(self):
        """Wait for the turn to write, as below a community, and go on."""
        take_turn(self.request)
        return super().answer()

    def act(self) -> str:
        """Keep one sentence in the chosen community, as the box on its home does."""
        uids = [choice.uid for choice in self.choices]
        if not uids:
            raise NotYours(_("You cannot tell a story in any community at the moment."))
        # Where there is one alone, nothing is asked.
        uid = self.typed("community") or (uids[0] if len(uids) == 1 else "")
        if uid not in uids:
            raise Refused(_("choose one of your communities."), "community")
        [community] = [
            corner.home.community
            for corner in self.mine.communities
            if IUUID(corner.home.community) == uid
        ]
        self._keeper = community.restrictedTraverse("keep-story")
        return self._keeper.act(**self._keeper.sent())

    # Communities

    @cached_property
    def communities(self) -> list[CommunityCard]:
        """Where the reader belongs."""
        return [self._card(one.home, one) for one in self.mine.communities]

    @cached_property
    def offered(self) -> list[CommunityCard]:
        """Where the reader could belong."""
        return [self._card(home) for home in self.mine.offered]

    def _card(self, home: Home, corner: Corner | None = None) -> CommunityCard:
        community = home.community
        meeting = self.mine.next_meeting(corner) if corner else None
        return CommunityCard(
            url=home.url,
            title=community.title,
            emblem=emblem_of(community),
            role=_ROLES.get(home.role, "") if corner else home.how_to_join,
            text=community.description or "",
            meeting=words.when(meeting, self.request) if meeting else "",
            is_cancelled=bool(meeting) and is_cancelled(meeting),
            waiting=things(corner.rows) if corner else 0,
        )

    # Stories

    @cached_property
    def _day(self):
        """How a day is written: each of them once for all lists of the page."""
        return dates.days()

    @cached_property
    def stories(self) -> list[StoryCard]:
        """What the reader told last."""
        return [self._story(story) for story in self.mine.last_stories]

    def _story(self, story) -> StoryCard:
        facts = (
            called(Home(community_of(story), self.request)),
            self._day(story.created()),
        )
        return StoryCard(
            url=story.absolute_url(),
            title=story.title,
            facts=" · ".join(filter(None, facts)),
            sign=_REACH[lifecycle.state_of(story)],
            readers=audience.audience_of(story).text,
        )

    @cached_property
    def rows(self) -> list[cards.StoryCard]:
        """The newest stories, as the library shows them; none of them is woken."""
        communities, said = self.mine.seen, library.Words(self.request)
        made = cards.Cards(self.request)
        newest = self.mine.newest
        return [list_row(one, communities, said, self._day, made) for one in newest]
