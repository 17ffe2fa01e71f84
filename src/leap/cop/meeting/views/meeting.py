"""The page of a meeting."""

from functools import cached_property
from leap.cop import _
from leap.cop.agreement.content import one_line_of
from leap.cop.community.views.moving import seen_by
from leap.cop.core import binding
from leap.cop.core.pages.components import Notice
from leap.cop.meeting import rules
from leap.cop.meeting import words
from leap.cop.meeting.sent import TITLE
from leap.cop.meeting.views.page import MeetingPage
from leap.cop.meeting.views.parts import IPart
from plone import api
from typing import NamedTuple
from zope.component import subscribers


class NextStep(NamedTuple):
    """What whoever looks after a meeting does next."""

    title: object
    text: object
    button: object
    page: str


_SHOW = NextStep(
    _("Only facilitators can see this meeting"),
    _(
        "Show it to members first. You can show it to all staff "
        "later, without agenda, names and record."
    ),
    _("Show it"),
    "move-meeting",
)
_HELD = NextStep(
    _("Did it take place?"),
    _(
        "Once you say so, the turns people took count, and the record "
        "can be made final."
    ),
    _("Answer"),
    "took-place",
)


class MeetingView(MeetingPage):
    """When, where, and all parts that this reader sees."""

    needs = ""

    @property
    def page_title(self) -> str:
        """The day, which is what people look for."""
        return words.day(self.context.start, self.request)

    @property
    def lead(self):
        """From when to when, and how people meet."""
        return _(
            "${hours} · ${way}",
            mapping={
                "hours": words.hours(self.context, self.request),
                "way": api.portal.translate(words.WAYS[self.context.mode]),
            },
        )

    @property
    def month(self) -> str:
        """The month, in short."""
        return words.short_month(self.context.start, self.request)

    @property
    def title(self) -> str:
        """What it is called, empty where that says nothing."""
        title = (self.context.title or "").strip()
        plain = {str(TITLE), api.portal.translate(TITLE)}
        return "" if title in plain else title

    @property
    def is_inside(self) -> bool:
        """Whether the reader is of the community, or looks after the site."""
        return bool(self.voices)

    @property
    def notice(self) -> Notice | None:
        """That it does not take place, with the note for those inside."""
        if self.record.phase != rules.CANCELLED:
            return None
        note = self.record.note if self.is_inside else ""
        return Notice("care", _("This meeting is cancelled"), note)

    @property
    def agreement_line(self) -> str:
        """What the group put above what it shares with itself."""
        return one_line_of(self.community)

    @property
    def seen_by(self):
        """Who sees it, for those inside."""
        return seen_by(self.context) if self.is_inside else ""

    @property
    def next_step(self) -> NextStep | None:
        """What the reader does next for this meeting, None for nothing."""
        if self.record.phase != rules.PLANNED:
            return None
        if self.context.end <= self.now and self.may("hold"):
            return _HELD
        if self.may("lead") and binding.state_of(self.context) == "private":
            return _SHOW
        return None

    @cached_property
    def _parts(self) -> list:
        found = subscribers((self.context, self.request), IPart)
        return sorted(
            (part for part in found if part.is_there), key=lambda part: part.order
        )

    @property
    def parts(self) -> list:
        """The parts in the main column."""
        return [part for part in self._parts if not part.aside]

    @property
    def parts_aside(self) -> list:
        """The parts beside it."""
        return [part for part in self._parts if part.aside]
