"""Writing to the facilitators, for everybody who sees the community."""

from leap.cop import _
from leap.cop.community import rules
from leap.cop.community.events import MessageToFacilitators
from leap.cop.community.views.page import CommunityPage
from leap.cop.core import lookup
from leap.cop.core import mail_bounds
from leap.cop.core import settings
from leap.cop.core.addresses import deliverable
from leap.cop.core.errors import NotNow
from leap.cop.core.errors import Refused
from leap.cop.core.pages.stale import ADDS
from plone import api
from plone.uuid.interfaces import IUUID
from zope.event import notify


MAX_MESSAGE = 2_000


class WriteView(CommunityPage):
    """A short message to whoever facilitates."""

    unseen = {"": ADDS}

    page_title = _("Write to the facilitators")

    max_length = MAX_MESSAGE

    @property
    def text(self) -> str:
        """What was typed."""
        return self.typed("text")

    @property
    def reaches_somebody(self) -> bool:
        """Whether a mail can go to one of them, or to somebody who is not found now."""
        people = self.home.membership.ids_in_role(rules.FACILITATOR)
        found = map(lookup.shown, people)
        reached = any(one is None or deliverable(one.email) for one in found)
        return reached and settings.sends_mail()

    def act(self) -> str:
        text = self.text.replace("\r\n", "\n").strip()
        if not text:
            raise Refused(_("write a word or two first."), "text")
        if len(text) > MAX_MESSAGE:
            raise Refused(
                _("up to 2000 characters. Tell them the rest in person."), "text"
            )
        if not self.home.facilitators:
            raise NotNow(_("Nobody facilitates this community at the moment."))
        if not self.reaches_somebody:
            raise NotNow(
                _(
                    "No mail can go to the facilitators at the moment. Please tell "
                    "them in person."
                )
            )
        userid = api.user.get_current().getId() or ""
        place = IUUID(self.context)
        mail_bounds.count(mail_bounds.MESSAGES, userid, place, now=self.now)
        notify(MessageToFacilitators(self.context, userid, text))
        self.say_done(_("Your message is on its way to the facilitators."))
        return self.url
