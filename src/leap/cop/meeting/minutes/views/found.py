"""What a page shows of what was found in a text before it is shown to others."""

from leap.cop.meeting.minutes import showing
from leap.cop.meeting.minutes.leaks import Found
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile


class LooksFirst:
    """A form after which others read something: what was found stands above the button.

    It goes before the page's other bases.
    """

    #: What was found; shown with a box to tick.
    found: list[Found] = []

    found_box = ViewPageTemplateFile("../templates/found.pt")

    @property
    def confirmed(self) -> bool:
        """Whether the reader said that it may stay."""
        return bool(self.typed(showing.CONFIRMED))

    def refuse(self, error: Exception) -> None:
        """Keep what was found for the page."""
        self.found = list(getattr(error, "found", ()))
        super().refuse(error)


class LooksBeforeMoving(LooksFirst):
    """The same on the page that shows a meeting to more or fewer people."""

    @property
    def more(self) -> str:
        """What was found, inside the form."""
        return self.found_box() if self.found else ""

    def said(self) -> dict[str, object]:
        """Return that whoever moves it has looked."""
        return {showing.CONFIRMED: self.confirmed}
