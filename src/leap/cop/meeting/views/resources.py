"""Files and links of a meeting: on its page, on a page of their own, one by one."""

from functools import cached_property
from leap.cop import _
from leap.cop.core.errors import Refused
from leap.cop.core.pages.stale import ADDS
from leap.cop.core.pages.stale import PROTECTS
from leap.cop.core.unwalked import Unwalked
from leap.cop.media import content
from leap.cop.media import keeping
from leap.cop.meeting import resources
from leap.cop.meeting.minutes.views.found import LooksFirst
from leap.cop.meeting.views.page import MeetingPage
from leap.cop.meeting.views.parts import Part
from leap.cop.story.display.media_shown import Shown
from leap.cop.story.display.media_shown import shown
from leap.cop.story.display.page import StoryMacros
from leap.cop.story.telling.views.adding import AddsMedia
from leap.cop.story.telling.views.adding import IMediumWords
from leap.cop.story.telling.views.media import upload_in
from Products.Five.browser import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import NamedTuple
from zExceptions import NotFound


class MediumRow(NamedTuple):
    """A file or link on a screen, and what this reader can do with it."""

    medium: Shown
    is_shown: bool
    may_change: bool
    may_remove: bool


def row_of(medium) -> MediumRow:
    """Return a row for the current user."""
    return MediumRow(
        shown(medium),
        resources.is_shown(medium),
        resources.may_change(medium),
        resources.may_remove(medium),
    )


class MediaPage(StoryMacros, MeetingPage):
    """A page about the files and links of a meeting."""

    shows_held = True

    leave = _("Cancel")

    @property
    def media_url(self) -> str:
        """The page of all of them."""
        return f"{self.url}/meeting-media"

    @property
    def leave_url(self) -> str:
        """Back to all of them."""
        return self.media_url


class MeetingMediaView(AddsMedia, MediaPage):
    """All that this reader sees, and two forms for one more."""

    page_title = _("Files and links")
    unseen = {"": ADDS}
    is_about_practice = True

    @cached_property
    def rows(self) -> list[MediumRow]:
        """What there is."""
        return [row_of(medium) for medium in resources.listed(self.context)]

    @property
    def may_add(self) -> bool:
        """Whether the reader adds something, and there is room."""
        is_full = len(self.rows) >= keeping.limit_of(self.context)
        return self.may("add_resource") and not is_full

    def act(self, **fields) -> str:
        """Add one."""
        if self.kind == "link":
            resources.add(self.context, content.LINK, fields)
        else:
            upload = upload_in(self.request, "file")
            if upload is None:
                raise Refused(_("choose a file first."), "file")
            resources.add_file(self.context, upload, fields)
        self.say_done(
            _("Added. Only people in our community and site administrators can see it.")
        )
        return self.media_url


class OneMediumPage(MediaPage):
    """A page about one of them, named by its id."""

    carries = ("medium",)

    @cached_property
    def medium(self):
        """The one that is meant."""
        wanted = self.typed("medium")
        for medium in resources.listed(self.context):
            if medium.getId() == wanted:
                return medium
        raise NotFound("medium")

    @property
    def lead(self) -> str:
        """Which one it is."""
        return self.medium.title

    def rests_on(self) -> dict[str, object]:
        """Return the one that is meant, and how far it goes."""
        is_shown = resources.is_shown(self.medium)
        return {**keeping.medium_parts(self.medium), "shown": is_shown}


class ChangeMediumView(LooksFirst, OneMediumPage):
    """Change what is said about it."""

    page_title = _("Edit the description")
    asks = IMediumWords
    button = _("Save")

    @property
    def may_act(self) -> bool:
        """Whether the reader may."""
        return resources.may_change(self.medium)

    def values(self) -> dict[str, object]:
        return {name: getattr(self.medium, name) for name in keeping.WORDS}

    def act(self, **fields) -> str:
        resources.change(self.medium, fields, confirmed=self.confirmed)
        self.say_done(_("Saved."))
        return self.media_url


class RemoveMediumView(OneMediumPage):
    """Take it out, after one question."""

    page_title = button = _("Remove")
    takes_away = True

    @property
    def may_act(self) -> bool:
        """Whether the reader may."""
        return resources.may_remove(self.medium)

    def act(self) -> str:
        resources.remove(self.medium)
        self.say_done(_("Removed."))
        return self.media_url


class ShowMediumView(LooksFirst, OneMediumPage):
    """Let everybody who sees the meeting see it as well."""

    page_title = button = _("Show it with the meeting")

    @property
    def may_act(self) -> bool:
        """Whether the reader may, and it is not shown yet."""
        return resources.may_change(self.medium) and not resources.is_shown(self.medium)

    def act(self) -> str:
        resources.show(self.medium, True, confirmed=self.confirmed)
        self.say_done(_("Everybody who can see the meeting can see it now."))
        return self.media_url


class HideMediumView(OneMediumPage):
    """Let only the people inside see it."""

    page_title = button = _("Show it only to our community")
    unseen = {"": PROTECTS}

    @property
    def may_act(self) -> bool:
        """Whether the reader may, and it is shown."""
        return resources.may_change(self.medium) and resources.is_shown(self.medium)

    def act(self) -> str:
        resources.show(self.medium, False)
        self.say_done(
            _("Only people in our community and site administrators can see it now.")
        )
        return self.media_url


class MediaPart(StoryMacros, Part):
    """On the page of the meeting: files and links, and where one adds some."""

    order = 80
    index = ViewPageTemplateFile("../templates/media-part.pt")

    @cached_property
    def media(self) -> list[Shown]:
        """What this reader sees."""
        return [shown(medium) for medium in resources.listed(self.context)]

    @property
    def is_there(self) -> bool:
        """Whether there is one, or the reader adds one."""
        return bool(self.media) or self.may("add_resource")


class ToMeetingMedia(Unwalked, BrowserView):
    """Stock's forms for a file would keep the raw one: there is a page of ours."""

    def __init__(self, context, request, fti=None) -> None:
        super().__init__(context, request)

    def __call__(self):
        url = f"{self.context.absolute_url()}/meeting-media"
        self.request.response.redirect(url, status=303)
        return ""
