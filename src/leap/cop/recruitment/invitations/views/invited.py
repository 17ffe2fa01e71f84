"""The invited person's page: what it is about, one button to come in, one for not now.

At the site root, for whoever holds the token, without View on the community.
"""

from functools import cached_property
from leap.cop import _
from leap.cop.community import joining
from leap.cop.core import dates
from leap.cop.core.pages.secret_link import SecretLinkPage
from leap.cop.recruitment.invitations import links
from leap.cop.recruitment.invitations import respond
from leap.cop.recruitment.invitations import rules
from leap.cop.recruitment.invitations.expiry import invitation_life
from leap.cop.recruitment.invitations.inviting_person import inviting_person
from leap.cop.recruitment.invitations.pack import NOT_EVERY_TIME
from leap.cop.recruitment.invitations.pack import parts_of
from leap.cop.recruitment.invitations.pack_rules import Part
from leap.cop.recruitment.invitations.schemas import IAnswer
from plone import api
from plone.protect.authenticator import check
from Products.CMFCore.permissions import View
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile


#: What stands on the page instead of the invitation, and the status that goes with it.
_INSTEAD = {
    rules.LOG_IN: (
        401,
        _("Please log in"),
        _(
            "This link is for somebody with an account on this site. Log "
            "in to see what it is about."
        ),
    ),
    rules.NOT_FOR_YOU: (
        403,
        _("This link is not for this account"),
        _(
            "It was sent to somebody else. If you have another account, "
            "log out, log in with that one, and open the link again."
        ),
    ),
}


class InvitationView(SecretLinkPage):
    """`@@invitation/<token>`."""

    index = ViewPageTemplateFile("../templates/invitation.pt")
    page_title = _("Invitation")
    purpose = links.PURPOSE
    asks = IAnswer
    pressed = "answer"
    labels = {rules.ACCEPT: _("Yes, I accept"), rules.DECLINE: _("Not now")}
    over_title = _("This link does not work")
    over_text = _(
        "You may have answered already: then your answer is saved, "
        "and there is nothing left to do. Or the link may be too old, "
        "or replaced by a newer one. The person who invited you can "
        "send another."
    )

    #: What stands on each invitation.
    not_every_time = NOT_EVERY_TIME

    def __bobo_traverse__(self, request, name):
        """Let Plone's login find this page: it looks whether the address exists."""
        return self.publishTraverse(request, name)

    def show(self):
        if self.kind in _INSTEAD:
            # Locked, because the site would send an anonymous 401 to log in, and put
            # the address of this page into the next one's.
            status, self.page_title, self.lead = _INSTEAD[self.kind]
            self.request.response.setStatus(status, lock=1)
        elif self.may_act:
            community = self.opened.community
            self.page_title, self.lead = community.title, community.description
        return super().show()

    def answer(self):
        """Take the answer of whoever is meant.

        The token is not proof enough here: who holds one without a name could have
        somebody else come in, by a form on another site.
        """
        check(self.request)
        return super().answer() if self.may_act else self.show()

    def act(self, answer: str) -> str:
        outcome = respond.answer(self.opened, answer, userid=self.userid, now=self.now)
        if outcome in (respond.IN, respond.ON_THE_WAY):
            return self._come_in(self.opened.community, outcome)
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

    @cached_property
    def userid(self) -> str | None:
        """Who is logged in."""
        return api.user.get_current().getId()

    @cached_property
    def opened(self) -> respond.Found | None:
        """The invitation."""
        return respond.find(self.token, now=self.now)

    @property
    def kind(self) -> str:
        """What this page is to the reader, empty where it leads nowhere."""
        return rules.for_whom(self.opened.row, self.userid) if self.opened else ""

    @property
    def may_act(self) -> bool:
        """Whether the reader is the one to answer."""
        return self.kind == rules.FOR_YOU

    @property
    def asks_to_log_in(self) -> bool:
        """Whether the reader has to log in first."""
        return self.kind == rules.LOG_IN

    @property
    def inviter(self) -> str:
        """Who invites, empty for somebody who facilitates no more."""
        return inviting_person(self.opened.community, self.opened.row)

    @property
    def parts(self) -> list[Part]:
        """What the community says of itself."""
        return parts_of(self.opened.community)

    @property
    def waits_for_an_account(self) -> bool:
        """Whether this person said yes already, and has no account yet."""
        return self.opened.row.state == rules.WAITING

    @property
    def has_no_account(self) -> bool:
        """Whether nobody is logged in, so that a yes has to wait for an account."""
        return self.userid is None

    @property
    def still_missing(self) -> list:
        """What the community asks for before one belongs."""
        if self.userid is None:
            return []
        return joining.missing(self.opened.community, self.userid)

    @property
    def day(self) -> str:
        """The last day on which the link works."""
        return dates.day(rules.expires(self.opened.row, invitation_life()))


class ThanksView(SecretLinkPage):
    """After the answer: what happens now. It holds nothing about anybody."""

    page_title = _("Thank you")
    says_thanks = True
    opened = None
    leave = _("Go to the home page")

    TEXTS = {
        respond.IN: _(
            "Welcome! You are a member now. The facilitators will tell "
            "you when the community opens."
        ),
        respond.ON_THE_WAY: _(
            "Thank you! You are on the way in. The facilitators will tell you what "
            "comes next."
        ),
        respond.WAITING: _(
            "Thank you! You need an account on this site, and we have asked a site "
            "administrator to create one. You will hear from them, or from the "
            "person who invited you. Please keep the email with the link: once you "
            "have your account, open the link again to join."
        ),
        respond.NOT_NOW: _(
            "Thank you for your answer. Not now is fine, and you can be "
            "invited again at any time."
        ),
    }

    @property
    def leave_url(self) -> str:
        return self.context.absolute_url()

    @property
    def thanks(self):
        """What happens now."""
        return self.TEXTS.get(self.typed("answer"), _("Thank you for your answer."))
