"""Saying that something went wrong, and the list of what was written."""

from functools import cached_property
from leap.cop import _
from leap.cop.community.views.page import CommunityPage
from leap.cop.concern import raising
from leap.cop.concern import reading
from leap.cop.concern import rules
from leap.cop.concern import subjects
from leap.cop.concern.interfaces import Shown
from leap.cop.concern.schemas import IHold
from leap.cop.concern.schemas import IWentWrongHere
from leap.cop.core import dates
from leap.cop.core.pages.asked import Asked
from leap.cop.core.pages.asked import asked
from leap.cop.core.pages.components import Row
from leap.cop.core.pages.components import RowButton
from leap.cop.core.pages.forms import FormPage
from leap.cop.core.pages.macros import Link
from leap.cop.core.pages.stale import ADDS
from plone.app.layout.viewlets.common import ViewletBase
from typing import NamedTuple
from zExceptions import NotFound


_CLOSE = RowButton("dealt_with", _("Mark as dealt with"))
_ERASE = RowButton("erase", _("Delete it for good"))


class SayView(CommunityPage):
    """A page to say that something went wrong in the group, without a name."""

    page_title = _("Say that something went wrong")
    lead = _(
        "We do not keep your name with your message, only the day. Only the people "
        "who can read the message see any sign of it."
    )
    button = _("Send")
    asks = IWentWrongHere
    unseen = {"": ADDS}
    is_about_practice = True

    def __call__(self):
        raising.check_may_raise(self.context)
        return super().__call__()

    @property
    def fields(self) -> list[Asked]:
        """The fields; nobody is offered what nobody would read."""
        return [self._with_readers(field) for field in super().fields]

    def _with_readers(self, field: Asked) -> Asked:
        unread = [
            about
            for about in field.choices
            if not raising.has_reader(self.context, about)
        ]
        if not unread:
            return field
        offered = {
            about: words
            for about, words in field.choices.items()
            if about not in unread
        }
        return field._replace(choices=offered, help=raising.call_instead(self.context))

    def act(self, about: str, text: str, contact: str = "") -> str:
        raising.say_what_went_wrong(self.context, text, contact, about, now=self.now)
        self.say_done(
            _(
                "Thank you. The people who read these messages can see yours now, "
                "without your name."
            )
        )
        return self.url


class SayLink(ViewletBase):
    """The quiet link to that page, on the home of a community."""

    def available(self) -> bool:
        """Whether the reader may say something."""
        return raising.may_raise(self.context)

    def render(self):
        return self.index() if self.available() else ""


class Written(NamedTuple):
    """One concern on the screen."""

    id: str
    about: Shown
    community: str
    day: str
    text: str
    contact: str
    is_open: bool
    #: The reason of a hold, with what was typed and what is wrong.
    fields: list[Asked]
    button: Row


class ConcernsView(FormPage):
    """What people wrote to those who read it."""

    page_title = _("What people wrote")
    lead = _(
        "These messages are kept without the names of the people who wrote them. "
        "Nothing here is about a story that you told."
    )

    unseen = {"": "What was written never changes; putting on hold protects."}

    def __call__(self):
        # Without it the undo log would say who dealt with what, and when.
        self.request.leap_cop_ours = True
        return super().__call__()

    @property
    def back(self) -> Link:
        """Where the reader goes from here."""
        return Link(f"{self.url}/review-queue", _("Stories to review"))

    def found(self) -> list[reading.Found]:
        """Return what is on this list."""
        return reading.for_reader()

    @cached_property
    def rows(self) -> list[Written]:
        """What this reader reads, open ones first."""
        return [self._row(found) for found in self.found()]

    def _row(self, found: reading.Found) -> Written:
        concern = found.concern
        is_open = concern.status == rules.OPEN
        return Written(
            id=found.id,
            about=subjects.shown(found),
            community=found.community.title,
            day=dates.day(concern.day),
            text=concern.text,
            contact=concern.contact,
            is_open=is_open,
            fields=self._reason_of(found),
            button=Row(
                title=concern.text,
                buttons=[_CLOSE if is_open else _ERASE],
                sends={"concern": found.id},
            ),
        )

    def _reason_of(self, found: reading.Found) -> list[Asked]:
        was_sent = self.typed("concern") == found.id
        there = {"reason": self.typed("reason")} if was_sent else {}
        fields = asked(IHold, there, self.problems if was_sent else {})
        return [field._replace(of=found.id) for field in fields]

    @property
    def asks(self):
        """What a hold asks; the other buttons ask nothing."""
        return IHold if self.typed("act") == "hold" else None

    @property
    def to_mend(self) -> list[Asked]:
        fields = (one for row in self.rows if row.about.may_hold for one in row.fields)
        return [field for field in fields if field.problem]

    @property
    def stands_alone(self) -> bool:
        return not self.to_mend

    def act(self, **sent: str) -> str:
        """Do the one thing that was asked for."""
        acts = {"hold": self._hold, "dealt_with": self._close, "erase": self._erase}
        self.chosen(acts)(self.typed("concern"), **sent)
        return f"{self.url}/concerns"

    def _hold(self, key: str, reason: str) -> None:
        subjects.hold(reading.find(key), reason)
        self.say_done(
            _(
                "The story is on hold. Only the storyteller can read it, and "
                "your reason."
            )
        )

    def _close(self, key: str) -> None:
        reading.set_status(key, rules.DEALT_WITH)
        self.say_done(
            _(
                "Marked as dealt with. The message stays here until somebody "
                "who can read it deletes it."
            )
        )

    def _erase(self, key: str) -> None:
        reading.erase(key)
        self.say_done(_("Deleted."))


class GroupConcernsView(ConcernsView):
    """What was written about one group, for those who facilitate it."""

    page_title = _("What people wrote about the group")

    def __call__(self):
        if not self.me or not reading.reads(self.context, rules.FACILITATORS, self.me):
            raise NotFound(_("This page is not available."))
        return super().__call__()

    @property
    def back(self) -> Link:
        return Link(self.url, self.context.title)

    def found(self) -> list[reading.Found]:
        found = reading.in_community(self.context)
        about_the_group = [
            one for one in found if one.concern.readers == rules.FACILITATORS
        ]
        return reading.in_order(about_the_group)
