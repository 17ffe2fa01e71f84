"""One story, to be read; and for whoever looks after it, what comes next."""

from functools import cached_property
from leap.cop import _
from leap.cop.agreement.content import one_line_of
from leap.cop.consent import rules as consent
from leap.cop.consent.consent_state import standing_of
from leap.cop.core.containment import community_of
from leap.cop.core.pages.stale import ADDS
from leap.cop.core.permissions import HOLD_STORY
from leap.cop.core.permissions import REVIEW_STORY
from leap.cop.story.display.agreements import agreements
from leap.cop.story.display.page import StoryPage
from leap.cop.story.display.story_display import since
from leap.cop.story.library.onward import Onward
from leap.cop.story.notes import concerns
from leap.cop.story.notes import notes
from leap.cop.story.notes.concern_box import has_safeguarding_person
from leap.cop.story.readers import readers
from leap.cop.story.responses.views import Box
from leap.cop.story.review.decisions import Decided
from leap.cop.story.review.decisions import decisions_for_reader
from plone import api
from typing import NamedTuple


class Next(NamedTuple):
    """Something that the teller can do next."""

    url: str
    text: str
    css: str


class StoryView(StoryPage):
    """A story."""

    unseen = {"": ADDS}

    def __call__(self):
        return self.show()

    @property
    def shows_held(self) -> bool:
        """Its teller is told what its files hold: the form leads here."""
        return self.is_teller

    @property
    def agreement_line(self) -> str:
        """What the group put above what it shares with itself; empty elsewhere."""
        if self.state not in ("community", "community_pending"):
            return ""
        return one_line_of(community_of(self.context))

    @property
    def waiting(self) -> str:
        """Since when it waits, for its teller."""
        return since(self.asked, self.request)

    @cached_property
    def decisions(self) -> list[Decided]:
        """What was decided, and why, for those who may know."""
        return decisions_for_reader(self.context, self.request)

    @property
    def agreements(self) -> list[str]:
        """What the teller agreed to, and took back, newest first."""
        return agreements(self.context, self.request)

    @property
    def next_moves(self) -> list[Next]:
        """What the teller can do now, the likeliest first."""
        limit = consent.rank(self.limit)
        moves = []
        if self.state == "private" and not self.is_held and limit >= 1:
            moves.append(self._next("share-story", _("Share it")))
        if self.state == "community" and not self.is_held and limit >= 2:
            moves.append(self._next("share-story?level=public", _("Ask to publish")))
        if not self.in_review:
            moves.append(self._next("edit", _("Edit the story")))
            moves.append(self._next("story-media", _("Pictures, videos and files")))
        if not self.is_alone:
            moves.append(self._next("take-back", _("Take it back")))
        if self.was_sent_back:
            moves.sort(key=lambda move: not move.url.endswith("/edit"))
        first, *others = moves
        last = self._next("delete_confirmation", _("Delete it for good"))
        return [
            first._replace(css="btn btn-primary"),
            *others,
            last._replace(css="btn btn-link"),
        ]

    @property
    def was_sent_back(self) -> bool:
        """Whether a reviewer's note is the last that was decided, and nothing waits."""
        decisions = standing_of(self.context).decisions
        return not self.in_review and bool(decisions) and decisions[-1].act == "return"

    def _next(self, view: str, text) -> Next:
        return Next(f"{self.url}/{view}", text, "btn btn-outline-primary")

    @property
    def stays_among_us(self) -> bool:
        """Whether the community does not let stories go to all staff now."""
        return self.state in ("private", "community") and self.limit != consent.PUBLIC

    @cached_property
    def may_review(self) -> bool:
        """Whether the reader may publish it or send it back."""
        return not self.is_teller and api.user.has_permission(
            REVIEW_STORY, obj=self.context
        )

    def _looks_after(self, permission: str) -> bool:
        may = api.user.has_permission(permission, obj=self.context)
        return may and not self.is_teller

    @cached_property
    def may_hold(self) -> bool:
        """Whether the reader may put it on hold."""
        return not self.is_teller and api.user.has_permission(
            HOLD_STORY, obj=self.context
        )

    @cached_property
    def may_write_note(self) -> bool:
        """Whether the reader may write to the teller through the story."""
        return not self.is_teller and notes.voice_of(self.context) is not None

    @property
    def has_notes(self) -> bool:
        """Whether somebody wrote to the teller."""
        return bool(notes.threads_for_reader(self.context))

    @property
    def responses(self) -> str:
        """Thanks and answers, for those who may know of them; else nothing."""
        return Box(self.context, self.request)()

    @property
    def onward(self) -> str:
        """Where one goes on from here."""
        return Onward(self.context, self.request)()

    @cached_property
    def offers_concern(self) -> bool:
        """Whether the box for whoever recognises somebody stands at the foot."""
        return concerns.may_raise(self.context)

    @property
    def has_safeguarding_person(self) -> bool:
        """Whether a person is named who reads what is written there."""
        return has_safeguarding_person(self.context)

    @property
    def may_ask_who_could_read(self) -> bool:
        """Whether the reader is the safeguarding person, and is told who could read."""
        return readers.may_ask(self.context)

    @property
    def has_box(self) -> bool:
        """Whether the reader looks after this story."""
        cares = self.may_review or self.may_hold or self.may_write_note
        return cares or bool(self.decisions)
