"""Pictures, films and files of a story, on a page of their own.

Added, described and taken away there by the teller, with plain forms; what comes off a
file, and what cannot, is said before. How readers see them is in `media_shown`.
"""

from functools import cached_property
from leap.cop import _
from leap.cop.consent import rules as consent
from leap.cop.core.containment import community_of
from leap.cop.core.containment import container_of
from leap.cop.core.errors import Refused
from leap.cop.core.pages.components import Notice
from leap.cop.core.pages.wordings import compared
from leap.cop.core.pages.wordings import shown_text
from leap.cop.core.pages.wordings import Wording
from leap.cop.core.schemas import CleanLine
from leap.cop.core.schemas import CleanWords
from leap.cop.core.unwalked import Unwalked
from leap.cop.media import content
from leap.cop.media import keeping
from leap.cop.story.display.media_shown import Shown
from leap.cop.story.display.media_shown import shown
from leap.cop.story.display.media_shown import shown_media
from leap.cop.story.display.page import StoryPage
from leap.cop.story.lifecycle import lifecycle
from leap.cop.story.telling.views.adding import AddsMedia
from Products.Five.browser import BrowserView
from zExceptions import NotFound
from zope.interface import Interface
from zope.schema import getFieldNamesInOrder


def upload_in(request, name: str):
    """Return a file that was chosen in a form, None for none."""
    return next(iter(uploads_in(request, name)), None)


def uploads_in(request, name: str) -> list:
    """Return the files that were chosen in a form."""
    sent = request.form.get(name)
    uploads = sent if isinstance(sent, list) else [sent]
    return [upload for upload in uploads if getattr(upload, "filename", "")]


class ISaid(Interface):
    """What is said about a file; what fits, `keeping` says, for REST as well."""

    description = CleanWords(
        title=_("Description, for people who cannot see or hear it"),
        description=_(
            "For a picture, say what it shows. For a video or sound, say "
            "what is said. Please do not name anybody."
        ),
        required=False,
        may_be_empty=True,
    )
    title = CleanLine(title=_("Title"), required=False, may_be_empty=True)


class ILinkSaid(ISaid):
    """The same of a link, which has an address."""

    remoteUrl = CleanLine(title=_("Address"), may_be_empty=True)


class MediaPage(StoryPage):
    """What the pages about a story's media share."""

    shows_held = True

    is_about_practice = True

    @property
    def page_url(self) -> str:
        """The address of the list."""
        return f"{self.url}/story-media"

    @property
    def note(self):
        """What saving means, in a story that others read."""
        community = community_of(self.context).title
        if self.state == "community":
            return _(
                "By changing anything here, you agree that ${community} can "
                "read the changed story, as before.",
                mapping={"community": community},
            )
        if self.state == "public":
            return _(
                "By changing anything here, you agree that the changed story may go "
                "as far as before. It is reviewed again first: until then, only "
                "${community} and the reviewers can read it.",
                mapping={"community": community},
            )
        return ""

    def rests_on(self) -> dict[str, object]:
        """Return the story and how far it goes: changing it is agreeing to that."""
        return {**super().rests_on(), "state": self.state}

    def say_saved(self, message) -> None:
        """Show what was done, and that a review begins if one does."""
        self.say_done(message)
        now = lifecycle.state_of(self.context)
        if now != self._state_before and now in consent.IN_REVIEW:
            self.say_done(_("The changed story is waiting for a review."))

    def answer(self):
        """Remember where the story stood."""
        self._state_before = lifecycle.state_of(self.context)
        return super().answer()


class StoryMediaView(AddsMedia, MediaPage):
    """All of them, and two forms for one more."""

    page_title = _("Pictures, videos and files")
    file_heading = _("Add a picture, video or file")
    file_title = _("Choose one or more files")
    takes_several = True

    #: What fits, `keeping` says: in a story it mends what was typed.
    takes = None

    @property
    def may_add(self) -> bool:
        """Whether the story may be changed, and there is room."""
        return not self.in_review and not self.is_full

    @cached_property
    def media(self) -> list[Shown]:
        """What there is."""
        return shown_media(self.context)

    @property
    def is_full(self) -> bool:
        """Whether there is no room for one more."""
        return len(self.media) >= content.MAX_MEDIA

    @property
    def limit_of_media(self) -> int:
        """How many there may be."""
        return content.MAX_MEDIA

    def act(self) -> str:
        """Add one."""
        fields = {
            "title": self.typed("title"),
            "description": self.typed("description"),
        }
        if self.kind == "link":
            fields["remoteUrl"] = self.typed("remoteUrl")
            keeping.add(self.context, content.LINK, fields)
        else:
            uploads = uploads_in(self.request, "file")
            if not uploads:
                raise Refused(_("choose a file first."), "file")
            if len(uploads) > 1:
                fields = dict.fromkeys(fields, "")
            for upload in uploads:
                keeping.add_file(self.context, upload, fields)
            if len(uploads) > 1:
                self.say_saved(_("Added."))
                return f"{self.url}/describe-media"
        self.say_saved(_("Added."))
        return self.page_url


class DescribeMediaView(MediaPage):
    """What is in each of several that were added at once."""

    page_title = _("What do these files show or say?")
    lead = _(
        "For people who cannot see or hear them. For a picture, say what it shows. "
        "For a video or sound, say what is said. Please do not name anybody."
    )
    button = _("Save")
    leave = _("Not now")

    @cached_property
    def media(self) -> list[Shown]:
        """Of which nothing is said yet."""
        return [
            medium
            for medium in shown_media(self.context)
            if medium.way != "link" and not medium.words
        ]

    @property
    def may_act(self) -> bool:
        """Whether there is something to describe, and the story may be changed."""
        return bool(self.media) and not self.in_review

    def rests_on(self) -> dict[str, object]:
        """Return how far the story goes, and which ones are shown."""
        return {**super().rests_on(), "shown": [medium.id for medium in self.media]}

    def act(self) -> str:
        """Save what was written; what was left empty stays so."""
        for medium in keeping.media_of(self.context):
            words = self.typed(f"description-{medium.getId()}").strip()
            if words:
                fields = {"title": medium.title, "description": words}
                keeping.change(medium, fields)
        self.say_saved(_("Saved."))
        return self.url


class OneMediumView(MediaPage):
    """A page about one of them, named by its id."""

    @cached_property
    def medium(self):
        """The one that is meant."""
        wanted = self.typed("medium")
        for medium in keeping.media_of(self.context):
            if medium.getId() == wanted:
                return medium
        raise NotFound("medium")

    def rests_on(self) -> dict[str, object]:
        """Return the one that is meant, and how far the story goes."""
        return {**keeping.medium_parts(self.medium), "state": self.state}

    @property
    def leave_url(self) -> str:
        """The list."""
        return self.page_url

    @property
    def notice(self) -> Notice | None:
        """What saving means, in a story that others read."""
        return Notice("know", self.note) if self.note else None

    @cached_property
    def shown(self) -> Shown:
        """The one that is meant, as its readers see it."""
        return shown(self.medium)


class ChangeMediumView(OneMediumView):
    """Change what is said about it."""

    page_title = _("Edit the description")
    button = _("Save")
    carries = ("medium",)

    @property
    def asks(self) -> type[Interface]:
        """What is said about it; of a link, its address as well."""
        return ILinkSaid if self.shown.way == "link" else ISaid

    def values(self) -> dict[str, str]:
        """Return what is kept."""
        return {name: getattr(self.medium, name, "") or "" for name in self.names}

    @property
    def names(self) -> list[str]:
        """The fields that it has."""
        return getFieldNamesInOrder(self.asks)

    def both_wordings(self) -> list[Wording]:
        there = self.values()
        return compared(
            (
                (
                    self.asks[name].title,
                    shown_text(self.typed(name)),
                    shown_text(there[name]),
                )
                for name in self.names
            ),
            self.request,
        )

    def act(self, **fields: str) -> str:
        """Save it."""
        keeping.change(self.medium, fields)
        self.say_saved(_("Saved."))
        return self.page_url


class RemoveMediumView(OneMediumView):
    """Take it away, after one question."""

    page_title = button = _("Remove")
    lead = _(
        "It is removed from the story at once, and nobody can find it here any more. "
        "People may still have what they have saved or copied. If you still have it "
        "yourself, you can add it again."
    )
    takes_away = True
    carries = ("medium",)

    def act(self) -> str:
        """Take it away."""
        keeping.remove(self.medium)
        self.say_saved(_("Removed."))
        return self.page_url


class ToStoryMedia(Unwalked, BrowserView):
    """Stock's forms for a file would keep the raw one: there is a page of ours."""

    def __call__(self):
        return self._go(f"{self.context.absolute_url()}/story-media")

    def _go(self, url: str) -> str:
        self.request.response.redirect(url, status=303)
        return ""


class AddToStoryMedia(ToStoryMedia):
    """The same, for `++add++`."""

    def __init__(self, context, request, fti) -> None:
        super().__init__(context, request)


class EditMedium(ToStoryMedia):
    """The same, for `edit`."""

    def __call__(self):
        story = container_of(self.context).absolute_url()
        return self._go(f"{story}/change-medium?medium={self.context.getId()}")
