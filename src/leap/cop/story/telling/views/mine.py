"""My stories: who can read each now, since when it waits, what was decided."""

from functools import cached_property
from leap.cop import _
from leap.cop.consent.consent_state import standing_of
from leap.cop.core.containment import community_of
from leap.cop.core.pages.pager import Pages
from leap.cop.core.permissions import ADD_STORY
from leap.cop.story.display.page import StoryMacros
from leap.cop.story.display.story_display import since
from leap.cop.story.library import library
from leap.cop.story.lifecycle import audience
from leap.cop.story.lifecycle import lifecycle
from leap.cop.story.notes import notes
from leap.cop.story.responses import responses
from leap.cop.story.review.decisions import Decided
from leap.cop.story.review.decisions import decisions_for_reader
from plone import api
from Products.Five.browser import BrowserView
from typing import NamedTuple


class Mine(NamedTuple):
    """One of the reader's own stories."""

    url: str
    title: str
    community: str
    readers: str
    waiting: str
    decided: Decided | None
    is_held: bool
    may_edit: bool
    may_take_back: bool
    has_note: bool
    has_answers: bool


class MyStoriesView(StoryMacros, BrowserView):
    """What the reader told, wherever it was told."""

    page_title = _("My stories")

    @cached_property
    def pages(self) -> Pages:
        """The stories, newest first."""
        userid = api.user.get_current().getId()
        stories = library.my_stories(userid) if userid else []
        url = f"{self.context.absolute_url()}/my-stories"
        return Pages(stories, self.request, url=url)

    @cached_property
    def rows(self) -> list[Mine]:
        """The stories on this page."""
        return [self._row(story) for story in self.pages.here]

    def _row(self, story) -> Mine:
        state = lifecycle.state_of(story)
        community = community_of(story)
        decisions = decisions_for_reader(story, self.request)
        return Mine(
            url=story.absolute_url(),
            title=story.title,
            community=community.title if community is not None else "",
            readers=audience.audience_of(story).text,
            waiting=since(standing_of(story).asked, self.request),
            decided=decisions[0] if decisions else None,
            is_held=lifecycle.is_held(story),
            may_edit=state not in ("pending", "community_pending"),
            may_take_back=state != "private",
            has_note=notes.waits_for_teller(story),
            has_answers=responses.has_any(story),
        )

    @cached_property
    def communities(self) -> list[dict]:
        """Where the reader may tell a story, for a page that is still empty."""
        catalog = api.portal.get_tool("portal_catalog")
        found = catalog(portal_type=library.COMMUNITY, sort_on="sortable_title")
        return [
            {"url": f"{brain.getURL()}/++add++leap.cop.Story", "title": brain.Title}
            for brain in found
            if api.user.has_permission(ADD_STORY, obj=brain.getObject())
        ]
