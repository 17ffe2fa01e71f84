"""What the pages share on which dots are given, counted and shown."""

from functools import cached_property
from leap.cop.topic.records import record_of
from leap.cop.topic.records import Theme
from leap.cop.topic.records import topics_of
from leap.cop.topic.views import words
from leap.cop.topic.views.page import RoundPage
from zope.i18n import translate

import re
import secrets


#: How the fields are called that hold the dots of a theme: this, and its id.
DOTS = "dots."

_NUMBER = re.compile(r"\s*-?[0-9]{1,6}\s*", re.ASCII)


def sent_dots(form: dict) -> dict[str, object]:
    """Return what a form sent as dots, by theme; nothing typed is no dots.

    What is no whole number stays as it is: the domain says so.
    """
    found: dict[str, object] = {}
    for name, value in form.items():
        if not name.startswith(DOTS) or (isinstance(value, str) and not value.strip()):
            continue
        is_number = isinstance(value, str) and _NUMBER.fullmatch(value)
        found[name.removeprefix(DOTS)] = int(value) if is_number else value
    return found


class DotsPage(RoundPage):
    """A page of a round from the vote on."""

    @cached_property
    def topics_by_theme(self) -> dict[str, list[str]]:
        """What people wrote, by the theme that it stands under."""
        found: dict[str, list[str]] = {}
        for topic in topics_of(record_of(self.context)):
            found.setdefault(topic.theme, []).append(topic.text)
        return found

    def topics_under(self, theme: Theme) -> list[str]:
        """Return what people wrote under a theme, but for what it only repeats."""
        written = self.topics_by_theme.get(theme.id, [])
        return [text for text in written if not words.says_again(text, theme.title)]

    @property
    def stands_alone(self) -> bool:
        """Whether what is wrong is about nothing that one can lead to."""
        return not self.to_mend

    def dots_problems(self, most: int) -> dict[str, str]:
        """Return what is wrong with numbers of dots, by the id of their theme.

        Those that cannot be right by themselves; else all that were given, together.

        :param most: how many fit on one theme.
        """
        if self.problem_field != "dots" or self.request.response.getStatus() != 400:
            return {}
        sent = sent_dots(self.request.form)
        alone = [
            theme
            for theme, number in sent.items()
            if not isinstance(number, int) or not 0 <= number <= most
        ]
        together = [theme for theme, number in sent.items() if number]
        return dict.fromkeys(alone or together, self.problem)

    @property
    def new_receipt(self) -> str:
        """What a retry of this form is known by; the same after a mistake in it."""
        if self.problem and self.typed("receipt"):
            return self.typed("receipt")
        return secrets.token_urlsafe(16)

    def translated(self, message) -> str:
        """Return a message in the reader's language."""
        return translate(message, context=self.request)

    def typed_list(self, name: str) -> list[str]:
        """Return what was ticked of a list."""
        value = self.request.form.get(name, [])
        values = value if isinstance(value, list | tuple) else [value]
        return [one for one in values if isinstance(one, str)]
