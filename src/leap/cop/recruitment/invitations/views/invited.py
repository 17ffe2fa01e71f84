"""The invited person's page: what it is about, one button to come in, one for not now.

At the site root, for whoever holds the token, without View on the community. Nothing is
raised here: the site's error log would keep the address, and the address is the secret.
"""

from functools import cached_property
from leap.cop import _
from leap.cop.community import joining
from leap.cop.core.interfaces import ISecretAddress
from leap.cop.core.pages.forms import FormPage
from leap.cop.core.pages.forms import REFUSALS
from leap.cop.core.pages.secret_link import keep_to_oneself
from leap.cop.core.write_lock import take_turn
from leap.cop.recruitment.invitations import respond
from leap.cop.recruitment.invitations import rules
from leap.cop.recruitment.invitations.expiry import invitation_life
from leap.cop.recruitment.invitations.inviting_person import inviting_person
from leap.cop.recruitment.invitations.pack import NOT_EVERY_TIME
from leap.cop.recruitment.invitations.pack import parts_of
from leap.cop.recruitment.invitations.pack_rules import Part
from plone import api
from plone.protect.authenticator import check
from Products.CMFCore.permissions import View
from zope.interface import implementer
from zope.publisher.interfaces import IPublishTraverse

import transaction


#: What stands on the page instead of an invitation, and the status that goes with it.
NOTHING = "nothing"

_STATUS = {NOTHING: 404, rules.LOG_IN: 401, rules.NOT_FOR_YOU: 403}


@implementer(IPublishTraverse, ISecretAddress)
class InvitationView(FormPage):
    """`@@invitation/<token>`."""

    page_title = _("Invitation")

    unseen = {"": "It is one answer to an invitation that is looked up by its token."}

    token = ""

    def publishTraverse(self, request, name):
        """Take what follows in the path as the token; more than one is none."""
        self.token = "" if self.token else name
        return self

    def __bobo_traverse__(self, request, name):
        """Let Plone's login find this page: it looks whether the address exists."""
        return self.publishTraverse(request, name)

    def __call__(self):
        keep_to_oneself(self.request)
        if self.request.get("REQUEST_METHOD") == "POST":
            take_turn(self.request)
            return self.answer()
        return self.show()

    def show(self):
        status = _STATUS.get(self.kind)
        if status is not None:
            # Locked, because the site would send an anonymous 401 to log in, and put
            # the address of this page into the next one's.
            self.request.response.setStatus(status, lock=1)
        return self.index()

    def answer(self):
        """Take the answer and go on; an answer without an invitation is shown so."""
        check(self.request)
        if self.kind != rules.FOR_YOU:
            return self.show()
        try:
            target = self.act()
        except REFUSALS as error:
            transaction.abort()
            self.refuse(error)
            return self.index()
        self.request.response.redirect(target, status=303)
        return ""

    def act(self) -> str:
        said = self.typed("answer")
        community = self.found.community
        outcome = respond.answer(self.found, said, userid=self.userid, now=self.now)
        if outcome in (respond.IN, respond.ON_THE_WAY):
            return self._come_in(community, outcome)
        return f"{self.site}/@@invitation-thanks?answer={outcome}"

    def _come_in(self, community, outcome: str) -> str:
        # Asked anew: who is logged in knows nothing of the groups of a moment ago.
        person = api.portal.get_tool("acl_users").getUserById(self.userid)
        if person is None or not person.has_permission(View, community):
            return f"{self.site}/@@invitation-thanks?answer={outcome}"
        words = {"community": community.title}
        if outcome == respond.IN:
            text = _("Welcome to ${community}! Good to have you here.", mapping=words)
            url = community.absolute_url()
        else:
            text = _("Thank you! You are on the way in. This is what is left to do.")
            url = self._what_is_left(community)
        api.portal.show_message(text, request=self.request)
        return url

    def _what_is_left(self, community) -> str:
        """Return where the person does what is missing."""
        lacking = joining.lacking(community, self.userid)
        if len(lacking) == 1 and lacking[0].url:
            return lacking[0].url
        return f"{community.absolute_url()}/join"

    # What the template shows

    @cached_property
    def site(self) -> str:
        """The address of the site."""
        return self.context.absolute_url()

    @property
    def url(self) -> str:
        """The address of this page."""
        return f"{self.site}/@@invitation/{self.token}"

    @cached_property
    def userid(self) -> str | None:
        """Who is logged in."""
        return api.user.get_current().getId()

    @cached_property
    def found(self) -> respond.Found | None:
        """The invitation."""
        return respond.find(self.token, now=self.now)

    @cached_property
    def kind(self) -> str:
        """What this page is to the reader."""
        if self.found is None:
            return NOTHING
        return rules.for_whom(self.found.row, self.userid)

    @property
    def is_for_you(self) -> bool:
        """Whether the reader is the one to answer."""
        return self.kind == rules.FOR_YOU

    @property
    def asks_to_log_in(self) -> bool:
        """Whether the reader has to log in first."""
        return self.kind == rules.LOG_IN

    @property
    def is_for_another_account(self) -> bool:
        """Whether somebody else is meant."""
        return self.kind == rules.NOT_FOR_YOU

    @property
    def is_nothing(self) -> bool:
        """Whether the link leads nowhere, for whichever reason."""
        return self.kind == NOTHING

    @property
    def community_title(self) -> str:
        """What one is invited to."""
        return self.found.community.title

    @property
    def description(self) -> str:
        """The community in one line."""
        return self.found.community.description or ""

    @property
    def inviter(self) -> str:
        """Who invites, empty for somebody who facilitates no more."""
        return inviting_person(self.found.community, self.found.row)

    @property
    def parts(self) -> list[Part]:
        """What the community says of itself."""
        return parts_of(self.found.community)

    @property
    def not_every_time(self):
        """What stands on each invitation."""
        return NOT_EVERY_TIME

    @property
    def waits_for_an_account(self) -> bool:
        """Whether this person said yes already, and has no account yet."""
        return self.found.row.state == rules.WAITING

    @property
    def has_no_account(self) -> bool:
        """Whether nobody is logged in, so that a yes has to wait for an account."""
        return self.userid is None

    @property
    def still_missing(self) -> list:
        """What the community asks for before one belongs."""
        if self.userid is None:
            return []
        return joining.missing(self.found.community, self.userid)

    @property
    def day(self) -> str:
        """The last day on which the link works."""
        return api.portal.get_localized_time(
            rules.expires(self.found.row, invitation_life())
        )


class ThanksView(InvitationView):
    """After the answer: what happens now. It holds nothing about anybody."""

    page_title = _("Thank you")

    TEXTS = {
        respond.IN: _(
            "Welcome! You are in. The facilitators will tell you when the community "
            "opens its page to you."
        ),
        respond.ON_THE_WAY: _(
            "Thank you! You are on the way in. The facilitators will tell you what "
            "comes next."
        ),
        respond.WAITING: _(
            "Thank you! You need an account on this site, and whoever looks after it "
            "was asked for one. You will hear from them, or from whoever invited you. "
            "Please keep the mail with the link: with your account, open it again and "
            "you are in."
        ),
        respond.NOT_NOW: _(
            "Thank you for your answer. Not now is fine, and you can be invited again "
            "whenever you like."
        ),
    }

    def __call__(self):
        keep_to_oneself(self.request)
        return self.index()

    @property
    def text(self):
        """What happens now."""
        return self.TEXTS.get(self.typed("answer"), _("Thank you for your answer."))
