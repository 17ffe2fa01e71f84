"""What the pages of a round share: where it is, whose it is, how a number is read."""

from datetime import datetime
from datetime import UTC
from functools import cached_property
from leap.cop.browser.forms import FormPage
from leap.cop.community.audience import community_around
from leap.cop.community.moments import as_read
from leap.cop.topic import phases
from leap.cop.topic import rules
from leap.cop.topic.collecting import may_group
from leap.cop.topic.storage import record_of
from leap.cop.topic.storage import topics_of
from leap.cop.topic.views import words
from plone import api
from zope.i18n import translate

import re


#: How the fields are called that hold the dots of a theme: this, and its id.
DOTS = "dots."

_NUMBER = re.compile(r"\s*-?[0-9]{1,6}\s*", re.ASCII)


def sent_dots(form: dict) -> dict[str, object]:
    """Give what a form sent as dots, by theme; nothing typed is no dots.

    What is no whole number stays as it is: the domain says so.
    """
    found: dict[str, object] = {}
    for name, value in form.items():
        if not name.startswith(DOTS) or (isinstance(value, str) and not value.strip()):
            continue
        is_number = isinstance(value, str) and _NUMBER.fullmatch(value)
        found[name.removeprefix(DOTS)] = int(value) if is_number else value
    return found


class RoundContext:
    """What is known of a round on each of its pages."""

    @cached_property
    def now(self) -> datetime:
        """The moment at which the page is asked for."""
        return datetime.now(UTC)

    @cached_property
    def url(self) -> str:
        """The round's address."""
        return self.context.absolute_url()

    @property
    def community_url(self) -> str:
        """The address of the community."""
        return community_around(self.context).absolute_url()

    @cached_property
    def phase(self) -> str:
        """The phase that the round is in."""
        return phases.phase_of(self.context, self.now)

    @property
    def is_voting(self) -> bool:
        """Whether dots can be given."""
        return self.phase == rules.VOTING

    @property
    def is_over(self) -> bool:
        """Whether the vote is over."""
        return self.phase == rules.CLOSED

    @cached_property
    def may_group(self) -> bool:
        """Whether the reader facilitates the round."""
        return may_group(self.context)

    @property
    def opens(self) -> str:
        """When the vote opens by itself, empty for never."""
        return as_read(self.context.opens)

    @property
    def closes(self) -> str:
        """When the vote closes by itself, empty for never."""
        return as_read(self.context.closes)

    @property
    def turnout(self) -> str:
        """How many have voted, and how many can."""
        return self.translated(words.turnout(*phases.turnout(self.context, self.now)))

    @cached_property
    def topics_by_theme(self) -> dict[str, list[str]]:
        """What people wrote, by the theme that it stands under."""
        found: dict[str, list[str]] = {}
        for topic in topics_of(record_of(self.context)):
            found.setdefault(topic.theme, []).append(topic.text)
        return found

    def translated(self, message) -> str:
        """Give a message in the reader's language."""
        return translate(message, context=self.request)


class RoundPage(RoundContext, FormPage):
    """A page of a round, with a form."""

    def say_done(self, message) -> None:
        """Show a message on the next page."""
        api.portal.show_message(message, request=self.request)

    def typed_list(self, name: str) -> list[str]:
        """Give what was ticked of a list."""
        value = self.request.form.get(name, [])
        values = value if isinstance(value, list | tuple) else [value]
        return [one for one in values if isinstance(one, str)]
