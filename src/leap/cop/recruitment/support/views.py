"""Asking one's own manager, mail first; and the manager's page without an account."""

from functools import cached_property
from leap.cop import _
from leap.cop.community.naming import group_name
from leap.cop.community.profiles import fullname
from leap.cop.community.views.page import CommunityPage
from leap.cop.core import dates
from leap.cop.core.pages.forms import REFUSALS
from leap.cop.core.pages.secret_link import SecretLinkPage
from leap.cop.core.site_url import site_address
from leap.cop.recruitment import names_in_mails
from leap.cop.recruitment.invitations.pack import parts_of
from leap.cop.recruitment.invitations.pack_rules import Part
from leap.cop.recruitment.support import links
from leap.cop.recruitment.support import mail as manager_mail
from leap.cop.recruitment.support import rules
from leap.cop.recruitment.support import support
from leap.cop.recruitment.support.schemas import IManager
from leap.cop.recruitment.support.schemas import IManagersAnswer
from plone import api
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zope.interface import Interface


#: What a manager reads of the community.
PARTS = (
    ("process", _("How the group works")),
    ("benefits", _("What members get")),
    ("commitments", _("What members give")),
)


class AskManagerView(CommunityPage):
    """An address, then the mail as it will go, then one button that sends it."""

    index = ViewPageTemplateFile("templates/ask-manager.pt")
    page_title = _("Your manager's support")
    has_columns = False
    is_about_practice = True
    takes = IManager
    pressed = "send"
    unseen = {"": "It sends one mail, whose words nobody else changes."}

    #: The mail, once there is an address.
    mail: manager_mail.Words | None = None
    to = ""

    @cached_property
    def kept(self) -> support.Support:
        """How far it is."""
        return support.support_of(self.context, self.me)

    @property
    def may_act(self) -> bool:
        """Whether there is anything to ask now."""
        return support.may_ask(self.context, self.me)

    @property
    def is_asked(self) -> bool:
        """Whether a mail is out and there is no answer yet."""
        return self.kept.state == rules.ASKED

    @property
    def wants_to_talk(self) -> bool:
        """Whether the manager would like to talk about it first."""
        return self.kept.state == rules.TALK

    @property
    def is_there(self) -> bool:
        """Whether nothing more is needed."""
        return rules.counts(self.kept.state)

    @property
    def ends(self) -> str:
        """The day until which the link is good."""
        until = self.kept.until
        return dates.day(until) if until else ""

    # The address first, then the mail to it

    def values(self) -> dict[str, str]:
        return {"manager_email": self.kept.address}

    @property
    def asks(self) -> type[Interface] | None:
        """What is asked before there is a mail to look at."""
        return IManager if self.mail is None else None

    @property
    def carries(self) -> tuple[str, ...]:
        return () if self.mail is None else ("manager_email",)

    @property
    def button(self):
        return _("Show me the email") if self.mail is None else ""

    @property
    def labels(self) -> dict[str, object]:
        """What sends the mail."""
        return {} if self.mail is None else {"1": _("Send")}

    @property
    def leave(self):
        return _("Not now") if self.mail is None else _("Use another address")

    @property
    def leave_url(self) -> str:
        return self.url if self.mail is None else self.form_url

    @property
    def language(self) -> str:
        """The language of the mail: the one the page is shown in."""
        return api.portal.get_current_language()

    def answer(self):
        """Show the mail first; send it after the button below it."""
        if self.typed("send"):
            return super().answer()
        try:
            to = support.manager_address(self.sent()["manager_email"], self.me)
            support.check_may_ask(self.context, self.me)
        except REFUSALS as error:
            self.refuse(error)
            return self.show()
        self.to = to
        self.mail = manager_mail.words(
            self.context,
            self.me,
            address=self._where,
            language=self.language,
        )
        return self.show()

    @property
    def _where(self) -> str:
        return manager_mail.link(site_address(api.portal.get()), "…")

    def act(self, manager_email: str) -> str:
        support.ask(
            self.context,
            self.me,
            manager_email,
            now=self.now,
            language=self.language,
        )
        self.say_done(_("The email to your manager is on its way."))
        return self.form_url


class ManagerSupportView(SecretLinkPage):
    """What the community asks and gives, and two answers, for a manager."""

    index = ViewPageTemplateFile("templates/manager-support.pt")
    page_title = _("A question for you")
    button = _("Send")
    purpose = links.PURPOSE
    asks = IManagersAnswer
    over_text = _(
        "It may have expired, been used already, or been replaced by a newer email. "
        "The person who sent it to you can send another."
    )
    thanks = _(
        "Thank you! Your answer has arrived. There is nothing more to do, and you can "
        "close this page."
    )

    @cached_property
    def opened(self) -> support.Question | None:
        """The community and the person it is about, None for a link that is over."""
        return support.find_question(self.token, now=self.now)

    @property
    def lead(self) -> str:
        """The neutral name of the community, empty for none."""
        return group_name(self.opened.community)

    @property
    def name(self) -> str:
        """Who would like to join."""
        userid = self.opened.userid
        language = api.portal.get_current_language()
        return names_in_mails.person(fullname(userid), userid, language)

    @property
    def parts(self) -> list[Part]:
        """What the community asks and gives."""
        return parts_of(self.opened.community, PARTS)

    def act(self, answer: str) -> str:
        support.answer(self.opened, answer, now=self.now)
        return self.thanks_url
