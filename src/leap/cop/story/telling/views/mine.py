"""My stories: who can read each now, since when it waits, what was decided."""

from functools import cached_property
from leap.cop import _
from leap.cop.community.subscribers import story_limit
from leap.cop.consent import rules as consent
from leap.cop.consent.consent_state import standing_of
from leap.cop.core.containment import community_of
from leap.cop.core.pages.forms import FormPage
from leap.cop.core.pages.pager import Pages
from leap.cop.core.pages.stale import ASKS
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
from typing import NamedTuple


class Standing(NamedTuple):
    """Where a story stands, at a glance: a sign, and words beside it."""

    name: str
    sign: str
    title: object


_STANDINGS = {
    "private": Standing("private", "lock", _("Only me")),
    "community": Standing("community", "people", _("Our community")),
    "pending": Standing("waiting", "hourglass-split", _("Waiting for a review")),
    "public": Standing("public", "building", _("All staff")),
}
_STANDINGS["community_pending"] = _STANDINGS["pending"]

_HELD = Standing("held", "pause-circle", _("On hold"))
_SENT_BACK = Standing("held", "arrow-return-left", _("Sent back with a note"))


class Step(NamedTuple):
    """A button of a row: a page of the story, and whether it comes next."""

    page: str
    text: object
    is_next: bool = False


_SHARE = Step("share-story", _("Share it"))
_CHANGE = Step("edit", _("Edit"))
_TAKE_BACK = Step("take-back", _("Take it back"))


class Mine(NamedTuple):
    """One of the reader's own stories."""

    url: str
    title: str
    standing: Standing
    community: str
    community_url: str
    readers: str
    waiting: str
    decided: Decided | None
    is_held: bool
    steps: list[Step]
    has_note: bool
    has_answers: bool


class MyStoriesView(StoryMacros, FormPage):
    """What the reader told, wherever it was told."""

    page_title = _("My stories")
    lead = _("Your stories, and who can read them now. Only you can see this page.")

    unseen = {"": ASKS}

    has_columns = False

    def __call__(self):
        return self.show()

    @cached_property
    def pages(self) -> Pages:
        """The stories, newest first."""
        userid = api.user.get_current().getId()
        stories = library.my_stories(userid) if userid else []
        return Pages(stories, self.request, url=f"{self.url}/my-stories")

    @cached_property
    def rows(self) -> list[Mine]:
        """The stories on this page."""
        return [self._row(story) for story in self.pages.here]

    def _row(self, story) -> Mine:
        state = lifecycle.state_of(story)
        community = community_of(story)
        decisions = decisions_for_reader(story, self.request)
        is_held = lifecycle.is_held(story)
        standing = _standing(state, is_held, standing_of(story).decisions)
        is_open = consent.rank(story_limit(community)) >= 1
        return Mine(
            url=story.absolute_url(),
            title=story.title,
            standing=standing,
            community=community.title if community is not None else "",
            community_url=_url_for_reader(community),
            readers=audience.audience_of(story).text,
            waiting=since(standing_of(story).asked, self.request),
            decided=decisions[0] if decisions else None,
            is_held=is_held,
            steps=_steps(state, standing, may_share=is_open and not is_held),
            has_note=notes.waits_for_teller(story),
            has_answers=responses.has_any(story),
        )

    @cached_property
    def communities(self) -> list[dict]:
        """Where the reader may tell a story."""
        catalog = api.portal.get_tool("portal_catalog")
        found = catalog(portal_type=library.COMMUNITY, sort_on="sortable_title")
        return [
            {"url": f"{brain.getURL()}/++add++leap.cop.Story", "title": brain.Title}
            for brain in found
            if api.user.has_permission(ADD_STORY, obj=brain.getObject())
        ]


def _standing(state: str, is_held: bool, decisions: tuple) -> Standing:
    if is_held:
        return _HELD
    was_sent_back = bool(decisions) and decisions[-1].act == "return"
    if was_sent_back and state in ("private", "community"):
        return _SENT_BACK
    return _STANDINGS[state]


def _steps(state: str, standing: Standing, *, may_share: bool) -> list[Step]:
    """Return the buttons of a story, what comes next first.

    What came back with a note, or is on hold, is changed before it is shared.
    """
    waits = state in consent.IN_REVIEW
    found = [_SHARE] * (may_share and state == "private") + [_CHANGE] * (not waits)
    found += [_TAKE_BACK] * (state != "private")
    came_back = standing.name == _SENT_BACK.name
    if came_back:
        found.sort(key=lambda step: step != _CHANGE)
    if came_back or state == "private":
        found[0] = found[0]._replace(is_next=True)
    return found


def _url_for_reader(community) -> str:
    """Return where the community's home is, empty for whoever may not see it."""
    if community is None or not api.user.has_permission("View", obj=community):
        return ""
    return community.absolute_url()
