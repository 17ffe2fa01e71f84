"""The page on which somebody makes, renews and ends the link to their calendar."""

from datetime import datetime
from functools import cached_property
from leap.cop import _
from leap.cop.core import dates
from leap.cop.core.links import Link
from leap.cop.core.pages.forms import FormPage
from leap.cop.core.pages.forms import REFUSALS
from leap.cop.core.pages.secret_link import keep_to_oneself
from leap.cop.core.pages.stale import PROTECTS
from leap.cop.meeting.calendar import feeds
from plone import api
from plone.protect.authenticator import check

import transaction


class MyCalendarPage(FormPage):
    """A page about the reader's own calendar."""

    has_columns = False

    @property
    def url(self) -> str:
        """Where these pages stand."""
        return api.portal.get().absolute_url()

    @property
    def here(self) -> str:
        """The address of the first of them."""
        return f"{self.url}/my-calendar"

    @cached_property
    def link(self) -> Link | None:
        """The reader's link, None where there is none."""
        return feeds.link_of(self.me, now=self.now)

    def day(self, moment: datetime) -> str:
        """Return a day in the reader's words."""
        return dates.day(moment)


class MyCalendarView(MyCalendarPage):
    """What the link means; whether there is one; and once, right after, the link."""

    page_title = _("My calendar")
    lead = _("All your meetings in your own calendar, kept up to date automatically.")
    unseen = {"": "It is the reader's own, and a new one is what the button says."}

    #: The link that was just made; no other page shows it.
    address = ""

    @property
    def button(self):
        """What making one does."""
        if self.link is None:
            return _("Make a link for my calendar")
        return _("Make a new link (the old one stops working)")

    @property
    def may_act(self) -> bool:
        """Whether this is not the page that shows the link."""
        return not self.address

    @property
    def leave_url(self) -> str:
        return self.url

    def answer(self):
        """Make a link and show it on this very page: no address ever holds it."""
        check(self.request)
        try:
            self.check_seen()
            self.address = self.act(**self.sent())
        except REFUSALS as error:
            transaction.abort()
            self.refuse(error)
        keep_to_oneself(self.request)
        return self.show()

    def act(self) -> str:
        """Make it."""
        return feeds.make_link(self.me, now=self.now)


class EndMyCalendarView(MyCalendarPage):
    """End the link."""

    page_title = button = _("Switch off the link to my calendar")
    lead = _(
        "Phones and programs that use it will no longer find anything. What they "
        "have already copied may stay there: remove it on each of them."
    )
    takes_away = True
    unseen = {"": PROTECTS}

    @property
    def may_act(self) -> bool:
        """Whether there is one."""
        return self.link is not None

    @property
    def leave_url(self) -> str:
        return self.here

    def act(self) -> str:
        """End it."""
        feeds.end_link(self.me)
        self.say_done(_("The link has been switched off."))
        return self.here
