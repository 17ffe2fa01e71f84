"""Do you recognise yourself or somebody? The box, and the list of what was written."""

from functools import cached_property
from leap.cop import _
from leap.cop.browser.forms import FormPage
from leap.cop.browser.stale import ADDS
from leap.cop.community.people import safeguarding_person
from leap.cop.consent.errors import NotNow
from leap.cop.consent.errors import NotYours
from leap.cop.core.containment import community_of
from leap.cop.story import concerns
from leap.cop.story import lifecycle
from leap.cop.story import notes
from leap.cop.story.views import dates
from leap.cop.story.views.page import StoryMacros
from leap.cop.story.views.page import StoryPage
from plone import api
from typing import NamedTuple


HOLD = "leap.cop: Hold Story"


class RecogniseView(StoryPage):
    """The box as a page of its own: where a story's foot leads, and back after it."""

    page_title = _("Do you recognise yourself or somebody?")

    unseen = {"": ADDS}

    def show(self):
        """Give the page, or say why there is no box."""
        if self.is_teller:
            raise NotYours(_("This is your own story: take it back, or change it."))
        if not concerns.may_raise(self.context):
            raise NotNow(_("This is for stories that all staff can read."))
        return super().show()

    @property
    def has_safeguarding_person(self) -> bool:
        """Whether a person is named who reads it, besides the reviewers."""
        return has_safeguarding_person(self.context)

    def act(self) -> str:
        """Keep what was typed, and nothing about whoever typed it."""
        concerns.raise_concern(
            self.context,
            self.typed("text"),
            self.typed("contact"),
            now=self.now,
        )
        self.say_done(
            _(
                "Thank you. It is with those who look after this, and your name is "
                "not with it."
            )
        )
        return self.url


def has_safeguarding_person(story) -> bool:
    """Tell whether a story's community named somebody who reads concerns."""
    return safeguarding_person(community_of(story)) is not None


class Row(NamedTuple):
    """One concern on the screen."""

    id: str
    title: str
    url: str
    community: str
    day: str
    text: str
    contact: str
    is_open: bool
    may_hold: bool
    may_write: bool
    typed: str


class ConcernsView(StoryMacros, FormPage):
    """What people wrote about public stories, for those who look after that."""

    page_title = _("Somebody recognised somebody")

    unseen = {"": "What was written never changes; putting on hold protects."}

    def __call__(self):
        # Without it the undo log would say who dealt with what, and when.
        self.request.leap_cop_ours = True
        return super().__call__()

    @property
    def url(self) -> str:
        """The list's address."""
        return f"{self.context.absolute_url()}/concerns"

    @cached_property
    def rows(self) -> list[Row]:
        """What this reader reads, open ones first."""
        return [self._row(found) for found in concerns.for_reader()]

    def _row(self, found: concerns.Found) -> Row:
        concern = found.concern
        story = found.kept.story(concern)
        is_public = story is not None
        return Row(
            id=found.id,
            title=story.title if is_public else "",
            url=story.absolute_url() if is_public else "",
            community=found.kept.community.title,
            day=dates.day(concern.day),
            text=concern.text,
            contact=concern.contact,
            is_open=concern.status == concerns.OPEN,
            may_hold=is_public and api.user.has_permission(HOLD, obj=story),
            may_write=is_public and notes.voice_of(story) is not None,
            typed=self.typed("reason") if self.typed("concern") == found.id else "",
        )

    def act(self) -> str:
        """Do the one thing that was asked for."""
        acts = {"hold": self._hold, "dealt_with": self._close, "erase": self._erase}
        self.chosen(acts)(self.typed("concern"))
        return self.url

    def _hold(self, key: str) -> None:
        found = concerns.find(key)
        story = found.kept.story(found.concern)
        if story is None:
            raise NotNow(_("The story is not for all staff any more."))
        lifecycle.put_on_hold(story, self.typed("reason"))
        api.portal.show_message(
            _("The story is on hold. Its teller alone can read it, and your reason."),
            request=self.request,
        )

    def _close(self, key: str) -> None:
        concerns.set_status(key, concerns.DEALT_WITH)
        api.portal.show_message(
            _("Marked as dealt with. It stays here until you erase it."),
            request=self.request,
        )

    def _erase(self, key: str) -> None:
        concerns.erase(key)
        api.portal.show_message(_("Erased."), request=self.request)
