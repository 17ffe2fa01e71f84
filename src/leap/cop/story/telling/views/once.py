"""A form that tells a story tells one: a double click, and going back, make no second.

The form carries a random word, and the id of the story is made of it and of its
teller. So nothing is kept of the word, and a form that comes again finds what it told.
Where its words are others by then, it is another story, and its writer is asked.
"""

from collections.abc import Mapping
from functools import cached_property
from leap.cop import _
from leap.cop.core.errors import NotNow
from leap.cop.core.ids import id_of_once
from leap.cop.story import rules
from leap.cop.story.lifecycle import digests
from leap.cop.story.lifecycle import lifecycle
from plone import api
from plone.uuid.interfaces import IUUID

import re
import secrets


_WORD = re.compile(r"[\w-]{16,64}", re.ASCII)


class TellsOnce:
    """What the forms share that tell a story; it stands in a community."""

    _is_another = False

    @cached_property
    def _sent_once(self) -> str:
        # Of a form that was sent: an address could carry the word of somebody else.
        sent = self.request.get("REQUEST_METHOD") == "POST"
        word = self.request.form.get("once") if sent else None
        return word if isinstance(word, str) and _WORD.fullmatch(word) else ""

    @property
    def once(self) -> str:
        """What the form carries: the same until it has told its story."""
        if self._sent_once and not self._is_another:
            return self._sent_once
        return secrets.token_urlsafe(16)

    @property
    def id_of_once(self) -> str | None:
        """The id that the story gets, None for a form that carries nothing."""
        if not self._sent_once:
            return None
        userid = api.user.get_current().getId() or ""
        return id_of_once(self._sent_once, userid, IUUID(self.context))

    def told_already(self, texts: Mapping[str, str]):
        """Return the story that this form told before, None for none.

        :param texts: what is sent now, by field; what is left out may be anything.
        :raises NotNow: for other words than it told.
        """
        found = self.id_of_once
        if found is None or found not in self.context:
            return None
        story = self.context[found]
        if not lifecycle.is_teller(story):
            return None
        told = digests.texts_of(story)
        if all(rules.plain(texts[name]) == rules.plain(told[name]) for name in texts):
            return story
        self._is_another = True
        raise NotNow(
            _(
                "This story has already been saved: you can find it under “My "
                "stories”. To save what is written here as another story, press the "
                "button again."
            )
        )
