"""The page on which a facilitator invites, and how a meeting gets into calendars."""

from leap.cop import _
from leap.cop.core.pages.components import Card
from leap.cop.core.pages.stale import ADDS
from leap.cop.meeting import rules
from leap.cop.meeting.calendar import inviting
from leap.cop.meeting.views.page import MeetingPage
from leap.cop.meeting.views.parts import Part
from plone import api
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile


class InviteView(MeetingPage):
    """Invite whoever has not answered."""

    needs = "lead"
    page_title = _("Invite people to this meeting")
    lead = _(
        "Everybody in the community who has not answered gets one email, with the "
        "day, the time and a link to answer. What the meeting is called, where it is "
        "and what it is about stay on the site."
    )
    button = _("Invite")
    leave = _("Back to the meeting")
    is_about_practice = False
    unseen = {"": ADDS}

    @property
    def reason(self):
        """Why nobody can be invited now, empty if somebody can."""
        return inviting.reason_against(self.context, self.now)

    @property
    def people(self) -> int:
        """How many would get a mail."""
        return len(inviting.not_invited_yet(self.context))

    @property
    def may_act(self) -> bool:
        """Whether there is somebody to invite."""
        return not self.reason and bool(self.people)

    def act(self) -> str:
        """Invite them."""
        people = inviting.invite(self.context, now=self.now)
        self.say_done(_("Invited: ${count}", mapping={"count": len(people)}))
        return self.url


class CalendarPart(Part):
    """How the meeting gets into a calendar; for facilitators, into those of others."""

    order = 60
    aside = True
    index = ViewPageTemplateFile("../templates/calendar-part.pt")
    card = Card("cop-calendar", _("In your calendar"))

    @property
    def site_url(self) -> str:
        """The site's address."""
        return api.portal.get().absolute_url()

    @property
    def is_planned(self) -> bool:
        """Whether it is still to come."""
        return self.record.phase == rules.PLANNED and self.context.end > self.now

    @property
    def may_invite(self) -> bool:
        """Whether the reader can invite now."""
        return self.may("lead") and not inviting.reason_against(self.context, self.now)

    @property
    def is_there(self) -> bool:
        """Whether it is still to come."""
        return self.is_planned
