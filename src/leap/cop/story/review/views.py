"""Review: what waits, one story to look at, and stories on hold."""

from collections.abc import Iterator
from functools import cached_property
from leap.cop import _
from leap.cop.concern import reading
from leap.cop.consent import rules as consent
from leap.cop.consent.consent_state import standing_of
from leap.cop.core import dates
from leap.cop.core.errors import NotNow
from leap.cop.core.errors import NotYours
from leap.cop.core.errors import Refused
from leap.cop.core.names import sort_key
from leap.cop.core.pages.asked import Asked
from leap.cop.core.pages.asked import asked
from leap.cop.core.pages.forms import FormPage
from leap.cop.core.pages.pager import Pages
from leap.cop.core.pages.stale import ASKS
from leap.cop.core.pages.stale import PROTECTS
from leap.cop.core.permissions import REVIEW_STORY
from leap.cop.core.schemas import CleanWords
from leap.cop.core.schemas import Tick
from leap.cop.media import keeping
from leap.cop.story import rules
from leap.cop.story.display.page import StoryMacros
from leap.cop.story.display.page import StoryPage
from leap.cop.story.display.story_display import since
from leap.cop.story.display.story_display import StoryDisplay
from leap.cop.story.library import library
from leap.cop.story.lifecycle import digests
from leap.cop.story.lifecycle import guards
from leap.cop.story.lifecycle import lifecycle
from leap.cop.story.lifecycle import pressed_again
from leap.cop.story.review import holds
from plone import api
from plone.uuid.interfaces import IUUID
from typing import NamedTuple
from zExceptions import Unauthorized
from zope.interface import Interface
from zope.schema import getFieldNamesInOrder as getFieldNames


_UNCHECKED = _("check this first, then tick it.")


class Waiting(NamedTuple):
    """One story that waits for this reader."""

    told: StoryDisplay
    teaser: str
    media: int
    waiting: str
    is_shared: bool


class OnHold(NamedTuple):
    """One story on hold, without a word of it."""

    token: str
    community: str
    community_uid: str
    since: str
    by_reader: bool
    reason: str


class IChecked(Interface):
    """What a reviewer has looked at, before a story is published."""

    nobody_recognised = Tick(
        title=_(
            "Nobody can be recognised who has not agreed, not even by people who know "
            "the place."
        ),
        required=False,
    )
    nobody_at_risk = Tick(
        title=_("Nobody would be at risk if all staff could read it."), required=False
    )
    pictures_allowed = Tick(
        title=_("Everybody in the pictures has agreed, or there are none."),
        required=False,
    )


class IHold(Interface):
    """Why a story is put on hold; where nothing is left of it, the domain says so."""

    comment = CleanWords(
        title=_("Your reason, for the storyteller"),
        description=_(
            "Only you and the storyteller read it. What worries you, and "
            "what would need to change?"
        ),
        max_length=guards.MAX_REASON,
        may_be_empty=True,
    )


class ReviewQueueView(StoryMacros, FormPage):
    """What waits for this reader's review, longest waiting first."""

    page_title = _("Stories to review")
    lead = _(
        "Stories that somebody would like to publish. The longest wait comes first."
    )

    unseen = {"": ASKS}

    has_columns = False

    def __call__(self):
        return self.show()

    @cached_property
    def pages(self) -> Pages:
        """The stories that wait."""
        queue = library.review_queue()
        return Pages(queue, self.request, url=f"{self.url}/review-queue")

    @cached_property
    def rows(self) -> list[Waiting]:
        """The stories on this page."""
        return [self._row(brain._unrestrictedGetObject()) for brain in self.pages.here]

    @cached_property
    def _day(self) -> dates.Write:
        return dates.days()

    def _row(self, story) -> Waiting:
        return Waiting(
            told=StoryDisplay(story, self.request),
            teaser=rules.teaser_from(digests.texts_of(story)),
            media=len(keeping.unsorted_media(story)),
            waiting=since(standing_of(story).asked, self.request, self._day),
            is_shared=lifecycle.state_of(story) == "community_pending",
        )

    @cached_property
    def may_read_concerns(self) -> bool:
        """Whether the reader looks after what people write about public stories."""
        return reading.looks_after_any()

    @cached_property
    def on_hold(self) -> list[OnHold]:
        """The stories on hold that this reader may let go again."""
        rows = list(self._holds())
        return sorted(rows, key=lambda row: sort_key(row.community))

    def _holds(self) -> Iterator[OnHold]:
        reader = self.me
        for community in holds.communities_with_holds():
            kept = holds.Holds(community)
            for token, hold in kept.for_reader():
                yield OnHold(
                    token=token,
                    community=community.title,
                    community_uid=IUUID(community),
                    since=self._day(hold.at),
                    by_reader=hold.by == reader,
                    reason=kept.reason(hold),
                )


class ReleaseHoldView(FormPage):
    """Let a story on hold go again."""

    unseen = {"": "A hold is named by its token, and is of one text only."}

    def show(self):
        """Go back to the list: there is nothing to look at here."""
        if self.problem:
            api.portal.show_message(self.problem, request=self.request, type="warning")
        self.request.response.redirect(self._list, status=303)
        return ""

    @property
    def _list(self) -> str:
        return f"{self.context.absolute_url()}/review-queue"

    def act(self) -> str:
        """Lift it."""
        holds.release(self.typed("community"), self.typed("hold"), now=self.now)
        api.portal.show_message(
            _("The story is no longer on hold. The storyteller may share it again."),
            request=self.request,
        )
        return self._list


class ReviewStoryView(StoryPage):
    """One story, with what its teller agreed to, to publish or to send back."""

    shows_held = True

    page_title = _("Review")
    undone = _("Nothing has been decided yet")
    asks = IChecked
    is_about_practice = True

    pressed = "decision"
    unseen = {"send_back": PROTECTS}

    def __call__(self):
        if self._is_pressed_again or api.user.has_permission(
            REVIEW_STORY, obj=self.context
        ):
            return super().__call__()
        raise Unauthorized(REVIEW_STORY)

    @cached_property
    def _is_pressed_again(self) -> bool:
        """Whether exactly this page was sent before, and published the story."""
        asks = self.typed("decision") == "publish" and not self.unchecked
        return asks and pressed_again.is_approved(self.context, self.typed("text_mark"))

    def rests_on(self) -> dict[str, object]:
        """Return all that a reviewer reads, more than the digest covers."""
        known = self.typed("decision") in ("", "publish")
        return dict(super().rests_on()) if known else {}

    #: The page shows the story in any case.
    there_now = ()

    stale_words = _(
        "The storyteller changed the story while you were reading, so "
        "nothing has been published. This is the new text: please "
        "read it again."
    )

    @property
    def waiting(self) -> str:
        """Since when it waits."""
        return since(self.asked, self.request)

    @property
    def text_mark(self) -> str:
        """What says that exactly this text was read; no reader ever sees it."""
        return digests.digest_of(self.context)

    @property
    def is_shared(self) -> bool:
        """Whether the community reads it already."""
        return self.state == "community_pending"

    @property
    def queue(self) -> str:
        """The address of the list."""
        return f"{api.portal.get().absolute_url()}/review-queue"

    @property
    def next(self) -> str:
        """The address of the next story that waits; of the list, where none does."""
        here = "/".join(self.context.getPhysicalPath())
        waiting = (brain for brain in library.review_queue() if brain.getPath() != here)
        found = next(waiting, None)
        return self.queue if found is None else f"{found.getURL()}/review-story"

    @property
    def fields(self) -> list[Asked]:
        """What is to be looked at; once more, where it is another text by now."""
        return asked(IChecked, {}, {}) if self.is_stale else super().fields

    @property
    def unchecked(self) -> list[str]:
        """What is not ticked of what has to be looked at first."""
        return [name for name in getFieldNames(IChecked) if not self.typed(name)]

    def act(self, **checked: bool) -> str:
        """Publish, or send back with a note."""
        if self.is_teller:
            raise NotYours(_("You cannot review your own story. Somebody else does."))
        if self.typed("decision") == "publish":
            self._publish()
        elif self.typed("decision") == "send_back":
            lifecycle.send_back(self.context, self.typed("comment"))
            self.say_done(
                _(
                    "The story you read has been sent back. The storyteller can "
                    "read your note."
                )
            )
        else:
            raise Refused(_("publish it, or send it back with a note."), "decision")
        return self.next

    def _publish(self) -> None:
        mark = self.typed("text_mark")
        if mark != self.text_mark:
            raise NotNow(self.stale_words)
        for name in self.unchecked:
            raise Refused(_UNCHECKED, name)
        if not self._is_pressed_again:
            lifecycle.approve(self.context, mark)
        self.say_done(_("Published. All staff can read it now. Thank you."))

    def refuse(self, error: Exception) -> None:
        """Keep a refusal; all that is not ticked is said at once."""
        super().refuse(error)
        if self.problem_field in getFieldNames(IChecked):
            self.problems = dict.fromkeys(self.unchecked, self.problem)


class HoldStoryView(StoryPage):
    """Put a story on hold, with a reason to its teller."""

    page_title = button = _("Put on hold")
    asks = IHold
    is_about_practice = True

    @property
    def may_act(self) -> bool:
        """Whether it is somebody else's story: one's own is taken back."""
        return not self.is_teller

    def rests_on(self) -> dict[str, object]:
        """Return the text that worries, and who reads it."""
        return {**super().rests_on(), "state": self.state}

    @property
    def who_reads_now(self):
        """Who loses it."""
        if self.state in consent.IN_REVIEW and self.state != "community_pending":
            return _("The storyteller and the reviewers")
        if self.state == "public":
            return _("All staff")
        if self.state == "community_pending":
            return _("Our community and the reviewers")
        return _("Our community")

    def act(self, comment: str) -> str:
        """Put it on hold."""
        lifecycle.put_on_hold(self.context, comment)
        self.say_done(
            _(
                "The story is on hold. Only the storyteller can read it, and "
                "your reason."
            )
        )
        return f"{api.portal.get().absolute_url()}/review-queue"
