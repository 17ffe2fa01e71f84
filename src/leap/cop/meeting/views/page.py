"""What the pages of a meeting share."""

from functools import cached_property
from leap.cop.core.pages.forms import FormPage
from leap.cop.meeting import rules
from leap.cop.meeting import voices
from leap.cop.meeting.records import MeetingRecord
from leap.cop.meeting.records import record_of
from zExceptions import NotFound


class MeetingPage(FormPage):
    """A page of one meeting.

    `needs` says what it takes to see it (`rules.MAY`), empty for whoever sees the
    meeting. To everybody else there is no such page.
    """

    has_columns = False
    tab = "meetings"
    is_about_practice = True
    needs = "read"

    @cached_property
    def record(self) -> MeetingRecord:
        """What is kept of it."""
        return record_of(self.context)

    @cached_property
    def voices(self) -> frozenset[str]:
        """All that the reader is here."""
        return voices.voices_of(self.context)

    def code_of(self, userid: str) -> str:
        """Return what stands for somebody in a form, empty for nobody.

        Members read names of each other, and no ids; nor can these be tried out.
        """
        return self.record.code_of("form", userid) if userid else ""

    def may(self, act: str) -> bool:
        """Tell whether the reader may do something."""
        return rules.may(self.voices, act)

    def __call__(self):
        """Return the page, or do what was sent; for others there is no such page."""
        self.let_in()
        return super().__call__()

    def show(self):
        """Return the page; for others there is none."""
        self.let_in()
        return super().show()

    def let_in(self) -> None:
        """Let only those go on who see the page.

        :raises NotFound: for others, also before what they sent is looked at.
        """
        if self.needs and not self.may(self.needs):
            raise NotFound(self.__name__)
