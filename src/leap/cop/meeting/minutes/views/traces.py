"""Where a title still stands after its teller took the story back."""

from functools import cached_property
from leap.cop import _
from leap.cop.core import dates
from leap.cop.core.pages.forms import FormPage
from leap.cop.core.pages.stale import ADDS
from leap.cop.meeting.minutes import traces
from leap.cop.meeting.minutes.traces import Trace
from leap.cop.meeting.minutes.written import FIELDS
from leap.cop.story.lifecycle import lifecycle
from zExceptions import NotFound


class TracesView(FormPage):
    """The places, and one button that asks people to take it out."""

    page_title = _("Where your title still appears")
    lead = _(
        "Only you can read your story now. What others wrote down at meetings is for "
        "them to change."
    )
    leave = _("Cancel")
    has_columns = False
    tab = "stories"
    unseen = {"": ADDS}

    @property
    def button(self):
        """What stands on the button; where there is nothing to ask for there is none.

        Whoever reads nothing here can ask all the same.
        """
        can_ask = self.places or not self.may_look
        return _("Ask them to remove it") if can_ask else ""

    @cached_property
    def may_look(self) -> bool:
        """Whether the teller reads what others write here."""
        return traces.may_look(self.context)

    @cached_property
    def places(self) -> list[Trace]:
        """Where it stands."""
        return traces.find(self.context)

    def where(self, place: Trace):
        """Return in which text it stands."""
        return FIELDS[place.field]

    def day(self, place: Trace) -> str:
        """Return the day of the meeting, in the reader's words."""
        return dates.day(place.meeting.start.replace(tzinfo=None))

    def __call__(self):
        if not lifecycle.is_teller(self.context):
            raise NotFound(self.__name__)
        return super().__call__()

    def act(self) -> str:
        traces.ask_to_take_out(self.context, now=self.now)
        self.say_done(
            _(
                "If your title still appears anywhere, facilitators and note-takers "
                "have been asked to remove it."
            )
        )
        return self.url


class WhatIsLeft:
    """After a story was taken back: the page with what is left of it."""

    def __init__(self, story, request) -> None:
        self.story = story

    @property
    def url(self) -> str:
        """Where the teller reads it, empty where the teller sees that nothing is."""
        if traces.may_look(self.story) and not traces.find(self.story):
            return ""
        return f"{self.story.absolute_url()}/traces"
