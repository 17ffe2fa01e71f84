"""Writing to the facilitators, for everybody who sees the community."""

from leap.cop import _
from leap.cop.community import rules
from leap.cop.community.events import MessageToFacilitators
from leap.cop.community.schemas import IMessage
from leap.cop.community.views.page import CommunityPage
from leap.cop.core import lookup
from leap.cop.core import mail_bounds
from leap.cop.core import settings
from leap.cop.core.addresses import deliverable
from leap.cop.core.errors import NotNow
from leap.cop.core.pages.components import Notice
from leap.cop.core.pages.stale import ADDS
from plone.uuid.interfaces import IUUID
from zope.event import notify


_NOBODY = Notice(
    "know",
    _("Nobody facilitates this community at the moment."),
    _("So nobody would read your message. A site administrator can add somebody."),
)


class WriteView(CommunityPage):
    """A short message to whoever facilitates."""

    unseen = {"": ADDS}

    page_title = _("Write to the facilitators")
    button = _("Send")
    leave = _("Cancel")
    asks = IMessage
    tab = "people"
    is_about_practice = True

    @property
    def may_act(self) -> bool:
        """Whether there is anybody who would read it."""
        return bool(self.home.facilitators)

    @property
    def reaches_somebody(self) -> bool:
        """Whether a mail can go to one of them, or to somebody who is not found now."""
        people = self.home.membership.ids_in_role(rules.FACILITATOR)
        found = map(lookup.shown, people)
        reached = any(one is None or deliverable(one.email) for one in found)
        return reached and settings.sends_mail()

    @property
    def notice(self):
        """That nobody would read it."""
        return None if self.may_act else _NOBODY

    @property
    def lead(self):
        """Whom it reaches."""
        if not self.may_act:
            return ""
        return _(
            "This goes by email to: ${names}. The email does not give your name, so "
            "write it if you want them to know it. If your account has an email "
            "address, they see it and can reply to it.",
            mapping={"names": ", ".join(self.home.facilitators)},
        )

    def act(self, text: str) -> str:
        if not self.may_act:
            raise NotNow(_("Nobody facilitates this community at the moment."))
        if not self.reaches_somebody:
            raise NotNow(
                _(
                    "We cannot email the facilitators at the moment. Please tell "
                    "them in person."
                )
            )
        place = IUUID(self.context)
        mail_bounds.count(mail_bounds.MESSAGES, self.me, place, now=self.now)
        notify(MessageToFacilitators(self.context, self.me, text))
        self.say_done(_("Your message is on its way to the facilitators."))
        return self.url
