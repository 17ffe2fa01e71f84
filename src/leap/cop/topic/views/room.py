"""The page for the big screen in the room: the question, how many have voted, a code.

It stands alone, without the page that a site puts around others: that one names
whoever is logged in. Here no name is shown, and before the close nothing but the
turnout.
"""

from leap.cop.core.pages.qr_code import qr_code
from leap.cop.topic import rules
from leap.cop.topic.views import words
from leap.cop.topic.views.results import ResultsPage
from plone import api


#: The page that a phone opens from the screen, by phase.
_PHONES_OPEN = {rules.COLLECTING: "", rules.VOTING: "/vote"}


class RoomView(ResultsPage):
    """Readable from the back of a room, and by a screen reader."""

    def __call__(self):
        self.request.response.setHeader("X-Theme-Disabled", "1")
        return self.index()

    @property
    def language(self) -> str:
        """The language of the page."""
        return api.portal.get_current_language(self.context)

    @property
    def portal_url(self) -> str:
        """Where the style sheet and the script are."""
        return api.portal.get().absolute_url()

    @property
    def doing(self) -> object:
        """What goes on now."""
        return words.PHASES[self.phase]

    @property
    def phone_url(self) -> str:
        """What phones open, empty when there is nothing to do on one."""
        page = _PHONES_OPEN.get(self.phase)
        return "" if page is None else f"{self.url}{page}"

    @property
    def code(self) -> str:
        """The address for phones, as a picture that they read."""
        return qr_code(self.phone_url)

    @property
    def turnout_words(self) -> str:
        """How turnout is said; a script fills the two numbers in."""
        return self.translated(words.turnout("{voted}", "{total}"))
