"""See it as…: the page on which a teller looks at a story with other eyes."""

from functools import cached_property
from leap.cop import _
from leap.cop.community.membership import Membership
from leap.cop.consent import rules as consent
from leap.cop.core.containment import community_of
from leap.cop.core.errors import Refused
from leap.cop.core.pages.forms import reason_of
from leap.cop.core.pages.forms import status_of
from leap.cop.story.display import attribution
from leap.cop.story.display.page import StoryPage
from leap.cop.story.sharing.preview import COLLEAGUE
from leap.cop.story.sharing.preview import MEMBER
from leap.cop.story.sharing.preview import SEARCH
from leap.cop.story.sharing.preview import Seen
from leap.cop.story.signature import signature_for
from leap.cop.story.signature import signature_of
from leap.cop.story.vocabularies import ATTRIBUTION_TITLES
from typing import NamedTuple


READER_TITLES = {
    COLLEAGUE: _("A colleague who is not in our community"),
    MEMBER: _("A member of our community"),
    SEARCH: _("Somebody looking through a list"),
}

#: Over what is shown below.
SHOWN_TO = {
    COLLEAGUE: _("What a colleague sees"),
    MEMBER: _("What a member sees"),
    SEARCH: _("What a list shows"),
}

NOW = "now"

LEVEL_TITLES = {
    NOW: _("As it is now"),
    consent.COMMUNITY: _("Once our community can read it"),
    consent.PUBLIC: _("Once all staff can read it"),
}


class Choice(NamedTuple):
    """Something to choose."""

    value: str
    title: str
    chosen: bool


class Named(NamedTuple):
    """A name shown, and the line that it makes."""

    title: str
    byline: str
    chosen: bool


class SeeItAsView(StoryPage):
    """What others see of the story, or would see."""

    page_title = _("See it as others see it")
    undone = _("This cannot be shown")
    is_about_practice = True

    def __call__(self):
        self.seen  # noqa: B018 - says what is wrong before the page begins
        return self.show()

    @cached_property
    def seen(self) -> Seen:
        """What is shown; after a value that cannot be one, the story as it is."""
        try:
            return self._seen_as(self._chosen("as") or COLLEAGUE)
        except Refused as error:
            self.problem = reason_of(error, self.request)
            self.request.response.setStatus(status_of(error))
            return Seen(self.context, self.request, COLLEAGUE)

    def _chosen(self, name: str) -> str | None:
        value = self.typed(name)
        return None if value in ("", NOW) else value

    def _seen_as(self, reader: str) -> Seen:
        chosen = self._chosen("attribution")
        return Seen(
            self.context,
            self.request,
            reader,
            level=self._chosen("level"),
            attribution=chosen,
            attribution_text=self._words if chosen == "role" else None,
        )

    @property
    def _words(self) -> str | None:
        sent = "attribution_text" in self.request.form
        return self.typed("attribution_text") if sent else None

    # The form

    @property
    def readers(self) -> list[Choice]:
        """With whose eyes."""
        return [
            Choice(value, title, value == self.seen.reader)
            for value, title in READER_TITLES.items()
        ]

    @property
    def levels(self) -> list[Choice]:
        """How far it went by then."""
        level = self._chosen("level") or NOW
        return [
            Choice(value, title, value == level)
            for value, title in LEVEL_TITLES.items()
        ]

    @property
    def attributions(self) -> list[Choice]:
        """Under which name."""
        return [
            Choice(value, ATTRIBUTION_TITLES[value], value == self.attribution)
            for value in consent.ATTRIBUTIONS
        ]

    @property
    def attribution(self) -> str:
        """The name that is shown below."""
        return self.seen.signed.attribution

    @property
    def words(self) -> str:
        """What the teller wants to be called."""
        if self._words is not None:
            return self._words
        kept = signature_of(self.context)
        return kept.text if kept.attribution == "role" else ""

    # Beside it

    @property
    def heading(self):
        """What stands over what is shown."""
        return SHOWN_TO[self.seen.reader]

    @property
    def names(self) -> list[Named]:
        """Each name shown, and the line that it makes."""
        found = []
        for value in consent.ATTRIBUTIONS:
            text = self.words if value == "role" else None
            signed = signature_for(self.context, value, text)
            found.append(
                Named(
                    ATTRIBUTION_TITLES[value],
                    attribution.byline(
                        self.context, self.seen.look._replace(signed=signed)
                    ),
                    value == self.attribution,
                )
            )
        return found

    @property
    def is_thin(self) -> bool:
        """Whether so few belong that a story without a name is a thin cover."""
        return self.attribution != "name" and self.told.is_small

    @property
    def members(self) -> int:
        """How many people read what the community shares."""
        return Membership(community_of(self.context)).readers()
