"""Asking the own manager, mail first; and the manager's page without an account."""

from functools import cached_property
from leap.cop import _
from leap.cop.community.profiles import fullname
from leap.cop.community.views.page import CommunityPage
from leap.cop.core.access import forget_who_and_where
from leap.cop.core.pages.forms import FormPage
from leap.cop.core.pages.forms import REFUSALS
from leap.cop.core.site_url import site_address
from leap.cop.recruitment import names_in_mails
from leap.cop.recruitment.support import mail as manager_mail
from leap.cop.recruitment.support import rules
from leap.cop.recruitment.support import support
from plone import api
from plone.protect.interfaces import IDisableCSRFProtection
from typing import NamedTuple
from zExceptions import NotFound
from zope.interface import alsoProvides
from zope.interface import implementer
from zope.publisher.interfaces import IPublishTraverse

import transaction


class AskManagerView(CommunityPage):
    """An address, then the mail as it will go, then one button that sends it."""

    page_title = _("Your manager's support")

    unseen = {"": "It sends one mail, whose words nobody else changes."}

    #: The mail, once there is an address.
    mail: manager_mail.Words | None = None
    to = ""

    @cached_property
    def userid(self) -> str:
        """Whose manager it is about."""
        return api.user.get_current().getId() or ""

    @cached_property
    def kept(self) -> support.Support:
        """How far it is."""
        return support.support_of(self.context, self.userid)

    @property
    def may_ask(self) -> bool:
        """Whether there is anything to ask now."""
        return support.may_ask(self.context, self.userid)

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
        return api.portal.get_localized_time(until) if until else ""

    @property
    def address(self) -> str:
        """What stands in the form."""
        return self.typed("manager_email") or self.kept.address

    @property
    def language(self) -> str:
        """The language of the mail: the one the page is shown in."""
        return api.portal.get_current_language()

    def answer(self):
        """Show the mail first; send it after the button below it."""
        if self.typed("send"):
            return super().answer()
        try:
            to = support.manager_address(self.typed("manager_email"), self.userid)
            support.check_may_ask(self.context, self.userid)
        except REFUSALS as error:
            self.refuse(error)
            return self.show()
        self.to = to
        self.mail = manager_mail.words(
            self.context,
            self.userid,
            address=self._where,
            language=self.language,
        )
        return self.show()

    @property
    def _where(self) -> str:
        return manager_mail.link(site_address(api.portal.get()), "…")

    def act(self) -> str:
        support.ask(
            self.context,
            self.userid,
            self.typed("manager_email"),
            now=self.now,
            language=self.language,
        )
        self.say_done(_("The mail to your manager is on its way."))
        return f"{self.url}/ask-manager"


class Part(NamedTuple):
    """A heading and a text below it."""

    title: str
    html: str


@implementer(IPublishTraverse)
class ManagerSupportView(FormPage):
    """What the community asks and gives, and two answers. The address holds a secret.

    Whatever is wrong with a link, the answer is one and the same.
    """

    page_title = _("A question for you")

    unseen = {"": "It is one answer to a question that is looked up by its token."}

    #: What stands for a token in the address of the page that says thank you.
    THANKS = "thank-you"

    def __init__(self, context, request) -> None:
        super().__init__(context, request)
        self.words: list[str] = []

    def publishTraverse(self, request, name):
        """Take the token from the address."""
        if self.words:
            raise NotFound(name)
        self.words.append(name)
        return self

    @property
    def token(self) -> str:
        """What follows the page's name in the address."""
        return self.words[0] if self.words else ""

    @cached_property
    def question(self):
        """The community and the person it is about, None for a link that is over."""
        return support.find_question(self.token, self.now)

    @property
    def says_thanks(self) -> bool:
        """Whether this is the page after an answer."""
        return self.token == self.THANKS

    @property
    def is_over(self) -> bool:
        """Whether the link leads nowhere, for whatever reason."""
        return not self.says_thanks and self.question is None

    def __call__(self):
        response = self.request.response
        response.setHeader("Cache-Control", "private, no-store")
        response.setHeader("X-Content-Type-Options", "nosniff")
        response.setHeader("X-Robots-Tag", "noindex, nofollow")
        # The address is a secret: no page that is opened from here may learn it.
        response.setHeader("Referrer-Policy", "no-referrer")
        self.request.set("disable_border", True)
        forget_who_and_where()
        return super().__call__()

    def show(self):
        if self.is_over:
            self.request.response.setStatus(410, lock=1)
        return self.index()

    def answer(self):
        """Take the answer. The token is the proof; no form can be forged without it."""
        if self.is_over:
            return self.show()
        alsoProvides(self.request, IDisableCSRFProtection)
        try:
            support.answer(self.token, self.typed("answer"), now=self.now)
        except REFUSALS as error:
            transaction.abort()
            self.refuse(error)
            return self.show()
        here = api.portal.get().absolute_url()
        self.request.response.redirect(manager_mail.link(here, self.THANKS), status=303)
        return ""

    # What the manager reads

    @property
    def community(self):
        """The community that asks."""
        return self.question[0]

    @property
    def group(self) -> str:
        """Its neutral name, empty for none."""
        return manager_mail.group_name(self.community)

    @property
    def name(self) -> str:
        """Who would like to join."""
        userid = self.question[1]
        language = api.portal.get_current_language()
        return names_in_mails.person(fullname(userid), userid, language)

    @property
    def action(self) -> str:
        """Where the form goes."""
        return manager_mail.link(api.portal.get().absolute_url(), self.token)

    @property
    def parts(self) -> list[Part]:
        """What the community asks and gives."""
        parts = (
            Part(_("How the group works"), self._html("process")),
            Part(_("What members get"), self._html("benefits")),
            Part(_("What members give"), self._html("commitments")),
        )
        return [part for part in parts if part.html]

    def _html(self, name: str) -> str:
        value = getattr(self.community, name, None)
        return value.output_relative_to(self.community) if value else ""
