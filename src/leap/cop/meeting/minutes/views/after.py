"""After the meeting, in ten minutes: one page of short parts, each saved by itself.

One subscription adapter a part, so that the page knows none of them. A part is a form
of its own that posts to the page and says which it is.
"""

from functools import cached_property
from leap.cop import _
from leap.cop.core.pages.asked import Asked
from leap.cop.core.pages.asked import asked
from leap.cop.core.pages.forms import REFUSALS
from leap.cop.core.revision import mark_of
from leap.cop.meeting.minutes import minutes
from leap.cop.meeting.minutes.views.found import LooksFirst
from leap.cop.meeting.views.page import MeetingPage
from leap.cop.meeting.views.parts import Part
from plone.protect.authenticator import check
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zExceptions import NotFound
from zope.component import subscribers
from zope.interface import Attribute
from zope.interface import implementer
from zope.interface import Interface

import transaction


class IAfterPart(Interface):
    """Subscription adapter of a meeting and a request: a part of the page after it."""

    key = Attribute("What its form says in `part`, and where it stands on the page.")
    order = Attribute("Where it stands, the smallest number first.")
    is_there = Attribute("Whether there is anything to do for this reader.")
    only_shows = Attribute(
        "Whether what was sent fills the form in, and saves nothing."
    )

    def render() -> str:
        """Return the part as HTML."""

    def act(**sent) -> None:
        """Save what was sent."""


@implementer(IAfterPart)
class AfterPart(LooksFirst, Part):
    """A part of the page after a meeting; `asks` and `act` as those of any page."""

    key = ""
    title: object = ""
    help: object = ""
    button = _("Save")
    only_shows = False
    saved = _("Saved.")

    index = ViewPageTemplateFile("../templates/after-part.pt")

    #: What stands in the form besides its fields.
    inside_template = None

    @property
    def is_pressed(self) -> bool:
        """Whether this part was sent."""
        was_sent = self.request.get("REQUEST_METHOD") == "POST"
        return was_sent and self.typed("part") == self.key

    @property
    def revision(self) -> str:
        """What the form carries; of a part that was not sent what is there now."""
        if self.is_pressed or "" in self.unseen:
            return super().revision
        return mark_of(self.rests_on())

    @property
    def fields(self) -> list[Asked]:
        """The fields; of a part that was not sent with what is there now."""
        if self.asks is None or self.is_pressed:
            return super().fields
        return asked(self.asks, self.values(), {})

    @property
    def inside(self) -> str:
        """What stands in the form besides, as HTML."""
        return self.inside_template() if self.inside_template is not None else ""


class AfterView(MeetingPage):
    """The page, and whichever of its parts was sent."""

    needs = "write_record"
    page_title = _("After the meeting")
    lead = _(
        "Ten minutes, while you all still remember. Each part is saved separately."
    )

    @cached_property
    def parts(self) -> list:
        """What there is to do for this reader."""
        found = subscribers((self.context, self.request), IAfterPart)
        return sorted(
            (part for part in found if part.is_there), key=lambda part: part.order
        )

    @cached_property
    def sent_part(self):
        """The part that was sent.

        :raises NotFound: for one that is not there.
        """
        for part in self.parts:
            if part.is_pressed:
                return part
        raise NotFound("part")

    @property
    def has_begun(self) -> bool:
        """Whether there is an after."""
        return self.context.start <= self.now

    @property
    def may_keep(self) -> bool:
        """Whether there is something that the reader can keep as it is."""
        return minutes.may_keep(self.context)

    def rests_on(self) -> dict[str, object]:
        """Return what the part rests on that was sent."""
        return self.sent_part.rests_on()

    def answer(self):
        """Save one part, and no other; what was typed into it is not lost."""
        part = self.sent_part
        check(self.request)
        if part.only_shows:
            return self.show()
        try:
            part.check_seen()
            part.act(**part.sent())
        except REFUSALS as error:
            transaction.abort()
            part.refuse(error)
            self.problem = part.problem
            return self.show()
        self.say_done(part.saved)
        self.request.response.redirect(f"{self.url}/after#{part.key}", status=303)
        return ""
