"""Inviting people, and what became of it: for facilitators."""

from datetime import datetime
from functools import cached_property
from leap.cop import _
from leap.cop.community import people
from leap.cop.community.profiles import fullname
from leap.cop.community.views.looking import PeoplePage
from leap.cop.core import dates
from leap.cop.core import settings
from leap.cop.core.pages.components import Notice
from leap.cop.core.pages.components import Row
from leap.cop.core.pages.components import RowButton
from leap.cop.core.pages.pager import Pages
from leap.cop.core.pages.stale import ADDS
from leap.cop.core.pages.stale import PROTECTS
from leap.cop.core.revision import mark_of
from leap.cop.recruitment.invitations import invitations
from leap.cop.recruitment.invitations import rules
from leap.cop.recruitment.invitations.expiry import invitation_life
from leap.cop.recruitment.invitations.schemas import CHANNEL_TITLES
from leap.cop.recruitment.invitations.schemas import IAccount
from leap.cop.recruitment.invitations.schemas import IByAccount
from leap.cop.recruitment.invitations.schemas import IByAddress
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zope.i18nmessageid import Message
from zope.interface import Interface


#: So many invitations stand on one page of the list.
PAGE_SIZE = 25

_TOO_OLD = "too_old"

_STATE_SENTENCES = {
    rules.OPEN: _("No answer yet"),
    rules.WAITING: _("Said yes, waiting for an account"),
    rules.NOT_NOW: _("Not now"),
    _TOO_OLD: _("No answer, and the link has expired"),
}


#: What is said of what inviting somebody led to.
_INVITED = {
    invitations.SENT: _("${name} has been invited. The email is on its way."),
    invitations.SAME_AGAIN: _(
        "${name} has already been invited, so nothing new was sent. "
        "If the email got lost, send it again from the list."
    ),
    invitations.CAME_IN: _("${name} had asked to join, and has been let in."),
}

_NO_ADDRESS = _(
    "${name} has been invited, but has no email address here, so "
    "no email goes out. Please tell them yourself, and add them "
    "on the People page when they say yes."
)

_SENDS_NO_MAIL = _(
    "${name} has been invited, but this site cannot send email at "
    "the moment, so they do not get the link. Please tell them "
    "yourself."
)


def state_of(row: rules.Invitation, now: datetime) -> str:
    """Give the state of an invitation, with its age taken into account."""
    return _TOO_OLD if rules.is_too_old(row, now, invitation_life()) else row.state


def named(row: rules.Invitation) -> str:
    """Return how somebody who is invited is called, on the facilitators' own list."""
    return fullname(row.userid) if row.userid else row.name or row.email


class InvitationsView(PeoplePage):
    """Whom to invite, and who was invited and is not in yet."""

    index = ViewPageTemplateFile("../templates/invitations.pt")
    page_title = _("Invite people")
    tab = "people"
    leave = ""
    has_columns = False
    asks = IByAddress
    labels = {"invite": _("Invite")}

    @property
    def form_url(self) -> str:
        return f"{self.url}/change-invitations"

    @cached_property
    def sends_mail(self) -> bool:
        """Whether anybody whom one invites is told."""
        return settings.sends_mail()

    @property
    def may_act(self) -> bool:
        """Whether there are forms to invite by: without mail they reach nobody."""
        return self.sends_mail

    @property
    def notice(self) -> Notice | None:
        """That the site has no mail server, and what works all the same."""
        if self.sends_mail:
            return None
        return Notice(
            "care",
            _("This site cannot send email yet"),
            _(
                "Invitations are sent by email, so you cannot invite anybody yet. You "
                "can add colleagues who have an account on the People page, and pass "
                "on the ready-made words by hand. Please ask a site administrator "
                "about email."
            ),
            f"{self.url}/members",
            _("Add somebody on the People page"),
        )

    @property
    def is_for_the_site(self) -> bool:
        """Whether the reader administrates the site, and may name an account."""
        return people.asks_for_the_site()

    # Somebody on this site

    @cached_property
    def found(self) -> list[Row]:
        """Those who were looked for, each with a form to invite."""
        return [
            self._found(row, str(number)) for number, row in enumerate(self.search.rows)
        ]

    def _found(self, row: dict, key: str) -> Row:
        name, belongs = row["fullname"], row["belongs"]
        about = [row["organisation"], f"({row['account']})" if row["account"] else ""]
        return Row(
            name,
            [] if belongs else [RowButton("invite", _("Invite"), name, look="primary")],
            text=_("Already here") if belongs else "",
            sends={"userid": row["userid"]},
            facts=[*filter(None, about)],
            fields=[] if belongs else self.fields_of(IByAccount, key),
        )

    # The list

    @cached_property
    def _pending(self) -> list[rules.Invitation]:
        rows = invitations.Invitations(self.context).rows()
        return [row for row in rows if row.state != rules.ACCEPTED]

    @cached_property
    def pages(self) -> Pages:
        """The list, as pages."""
        address = f"{self.url}/invitations"
        return Pages(self._pending, self.request, url=address, size=PAGE_SIZE)

    @cached_property
    def row_forms(self) -> list[Row]:
        """One page of the list; nobody else's name is looked up."""
        return [self._row(row) for row in self.pages.here]

    def parts_of(self, row_id: str) -> dict[str, object]:
        """Return what sending again, or saying who somebody is, rests on."""
        found = (row for row in self._pending if row.id == row_id)
        row = next(found, None)
        return {} if row is None else self._parts(row, self._account_of(row))

    def _parts(self, row: rules.Invitation, account: str) -> dict[str, object]:
        return {"state": row.state, "sent": row.sent.isoformat(), "account": account}

    def _account_of(self, row: rules.Invitation) -> str:
        """Return the one account that has come with the address, empty for none."""
        waits = row.state == rules.WAITING
        known = invitations.users_with(row.email) if waits else []
        return known[0] if len(known) == 1 else ""

    def _row(self, row: rules.Invitation) -> Row:
        account, name = self._account_of(row), named(row)
        whose = fullname(account) if account else ""
        names_one = self.is_for_the_site and row.state == rules.WAITING
        return Row(
            name,
            self._buttons(row, name, whose, names_one),
            text=_STATE_SENTENCES[state_of(row, self.now)],
            sends={"id": row.id, **({} if names_one else {"userid": account})},
            revision=mark_of(self._parts(row, account)),
            facts=self._facts(row, whose),
            fields=self.fields_of(IAccount, row.id, {"userid": account})
            if names_one
            else (),
        )

    def _buttons(
        self, row: rules.Invitation, name: str, whose: str, names_one: bool
    ) -> list[RowButton]:
        """Return what can be done, first what lets somebody in who waits."""
        again = RowButton("again", _("Send again"), name)
        off = RowButton("revoke", _("Withdraw invitation"), name, look="outline-danger")
        may_go = self.sends_mail and row.state in rules.ALIVE
        found = [again, off] if may_go else [off]
        if whose:
            return [
                RowButton("link", _("Yes, let them in"), whose, look="primary"),
                *found,
            ]
        return [RowButton("link", _("Let in"), name), *found] if names_one else found

    def _facts(self, row: rules.Invitation, whose: str) -> list:
        """Return what else is known: where it went, when, and who it may be."""
        day = dates.day(row.sent)
        is_it = _(
            "There is now an account with this email address: ${name}. Is "
            "this the same person?",
            mapping={"name": whose},
        )
        facts = (
            row.email if row.name else "",
            _("sent ${day}", mapping={"day": day}),
            CHANNEL_TITLES.get(row.channel, ""),
            is_it if whose else "",
        )
        return [*filter(None, facts)]


class ChangeInvitationsView(InvitationsView):
    """What facilitators do about invitations, one form each."""

    unseen = {"invite": ADDS, "revoke": PROTECTS}

    def rests_on(self) -> dict[str, object]:
        if self.typed("act") not in ("again", "link"):
            return {}
        return self.parts_of(self.typed("id"))

    def show(self):
        if self.request.get("REQUEST_METHOD") != "POST":
            self.request.response.redirect(f"{self.url}/invitations")
            return ""
        return super().show()

    @property
    def sent_row(self) -> str:
        return self.typed("id") or self.typed("userid")

    @property
    def takes(self) -> type[Interface] | None:
        act = self.typed("act")
        if act == "invite":
            return IByAccount if self.typed("userid") else IByAddress
        return IAccount if act == "link" else None

    def act(self, **sent: str) -> str:
        """Do the one thing that was asked for."""
        acts = {
            "invite": self._invite,
            "again": self._send_again,
            "revoke": self._revoke,
            "link": self._link,
        }
        self.chosen(acts)(**sent)
        return f"{self.url}/invitations#list"

    def _invite(self, **sent: str) -> None:
        if userid := self.typed("userid"):
            sent["userid"] = userid
        outcome = invitations.invite(self.context, by=self.me, now=self.now, **sent)
        self._say_outcome(outcome, _INVITED[outcome.act])

    def _say_outcome(self, outcome: invitations.Outcome, text: Message) -> None:
        """Say what an invitation led to, and where no mail goes by it."""
        row = outcome.row
        if outcome.act == invitations.SENT and not settings.sends_mail():
            text = _SENDS_NO_MAIL
        if outcome.act != invitations.CAME_IN and not outcome.has_address:
            text = _NO_ADDRESS
        self._say(text, name=named(row))

    def _send_again(self) -> None:
        outcome = invitations.send_again(
            self.context, self.typed("id"), now=self.now, by=self.me
        )
        self._say_outcome(
            outcome,
            _("Sent again, with a new link. The old one no longer works."),
        )

    def _revoke(self) -> None:
        invitations.revoke(self.context, self.typed("id"))
        self._say(_("Invitation withdrawn. The link in the email no longer works."))

    def _link(self, userid: str) -> None:
        invitations.link(self.context, self.typed("id"), userid, now=self.now)
        self._say(_("${name} has been let in."), name=fullname(userid))

    def _say(self, text: Message, **words: str) -> None:
        self.say_done(Message(text, mapping=words))
