"""See it as…: the page on which a teller looks at a story with other eyes."""

from functools import cached_property
from leap.cop import _
from leap.cop.consent import rules as consent
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
from leap.cop.story.vocabularies import SHORT_TITLES
from typing import NamedTuple
from urllib.parse import urlencode


#: What stands on the tabs, in their order.
READER_TITLES = {
    MEMBER: _("A member"),
    COLLEAGUE: _("A colleague"),
    SEARCH: _("A list"),
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
    """Something to look at instead: a link, with what it leads to in a few words."""

    url: str
    title: str
    chosen: bool
    shown: str = ""


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
            return self._seen_as(self.typed("as") or self._nearest)
        except Refused as error:
            self.problem = reason_of(error, self.request)
            self.request.response.setStatus(status_of(error))
            return Seen(self.context, self.request, COLLEAGUE)

    def _seen_as(self, reader: str) -> Seen:
        chosen = self.typed("attribution") or None
        return Seen(
            self.context,
            self.request,
            reader,
            level=None if self.level == NOW else self.level,
            attribution=chosen,
            attribution_text=self._words if chosen == "role" else None,
        )

    # What is looked at first: what somebody sees, and not that nobody sees anything

    @cached_property
    def level(self) -> str:
        """How far it went by then: as it is, or where nobody reads it one step on."""
        alone = consent.AUDIENCE_OF_STATE[self.state] == consent.PRIVATE
        return self.typed("level") or (consent.COMMUNITY if alone else NOW)

    @property
    def _nearest(self) -> str:
        """Who has the story by then, and is not one of us where all staff have it."""
        now = consent.AUDIENCE_OF_STATE[self.state]
        level = now if self.level == NOW else self.level
        return COLLEAGUE if level == consent.PUBLIC else MEMBER

    @property
    def _words(self) -> str | None:
        sent = "attribution_text" in self.request.form
        return self.typed("attribution_text") if sent else None

    # What else there is to look at

    @property
    def asked_for(self) -> dict[str, str]:
        """What is looked at now, as it is asked for."""
        found = {"as": self.seen.reader}
        if self.level in LEVEL_TITLES:
            found["level"] = self.level
        if self.typed("attribution") == self.attribution:
            found["attribution"] = self.attribution
        if self.attribution == "role" and self.words:
            found["attribution_text"] = self.words
        return found

    def _address(self, **other: str) -> str:
        query = urlencode({**self.asked_for, **other})
        return f"{self.url}/{self.__name__}?{query}#cop-see"

    @property
    def readers(self) -> list[Choice]:
        """With whose eyes."""
        return [
            Choice(self._address(**{"as": value}), title, value == self.seen.reader)
            for value, title in READER_TITLES.items()
        ]

    @property
    def levels(self) -> list[Choice]:
        """How far it went by then."""
        return [
            Choice(self._address(level=value), title, value == self.level)
            for value, title in LEVEL_TITLES.items()
        ]

    @property
    def when(self):
        """What is chosen of these."""
        return LEVEL_TITLES.get(self.level, LEVEL_TITLES[NOW])

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

    # Over and below it

    @property
    def heading(self):
        """What stands over what is shown."""
        return SHOWN_TO[self.seen.reader]

    @cached_property
    def names(self) -> list[Choice]:
        """Each name shown, and the line that it makes."""
        found = []
        for value in consent.ATTRIBUTIONS:
            text = self.words if value == "role" else None
            look = self.seen.look._replace(
                signed=signature_for(self.context, value, text)
            )
            words = {"attribution_text": text} if text else {}
            found.append(
                Choice(
                    self._address(attribution=value, **words),
                    SHORT_TITLES[value],
                    value == self.attribution,
                    attribution.byline(self.context, look),
                )
            )
        return found

    @property
    def name(self) -> str:
        """The line that is shown below."""
        return next(choice.shown for choice in self.names if choice.chosen)

    @property
    def is_thin(self) -> bool:
        """Whether so few belong that a story without a name is a thin cover."""
        return self.attribution != "name" and self.told.is_small
