"""Inviting people, and what became of it: for facilitators."""

from datetime import datetime
from functools import cached_property
from leap.cop import _
from leap.cop.community import people
from leap.cop.community.profiles import fullname
from leap.cop.community.views.looking import PeoplePage
from leap.cop.core import settings
from leap.cop.core.pages.stale import ADDS
from leap.cop.core.pages.stale import PROTECTS
from leap.cop.core.revision import mark_of
from leap.cop.recruitment.invitations import invitations
from leap.cop.recruitment.invitations import rules
from leap.cop.recruitment.invitations.expiry import invitation_life
from plone import api
from typing import NamedTuple
from zope.i18nmessageid import Message


#: So many invitations stand on one page of the list.
PAGE_SIZE = 25

CHANNEL_TITLES = {
    "face_to_face": _("Face to face"),
    "telephone": _("By telephone"),
    "mail": _("By mail"),
    "letter": _("By an official letter"),
    "network": _("On a network"),
}

#: Languages are called what those who read them call them.
LANGUAGE_TITLES = {
    "en": "English",
    "bg": "Български",
    "ro": "Română",
    "nl": "Nederlands",
}

_TOO_OLD = "too_old"

_STATE_SENTENCES = {
    rules.OPEN: _("No answer yet"),
    rules.WAITING: _("Said yes, waiting for an account"),
    rules.NOT_NOW: _("Not now"),
    _TOO_OLD: _("No answer yet, and the link is too old by now"),
}


#: What is said of what inviting somebody led to.
_INVITED = {
    invitations.SENT: _("${name} is invited. The mail is on its way."),
    invitations.SAME_AGAIN: _(
        "${name} is invited already. Nothing new was sent; if the mail got lost, send "
        "it again from the list."
    ),
    invitations.CAME_IN: _("${name} had asked to join, and is in now."),
}

_NO_ADDRESS = _(
    "${name} is invited, but has no mail address here, so no mail goes out. Please "
    "tell them yourself, and put them on the list when they say yes."
)

_SENDS_NO_MAIL = _(
    "${name} is invited, but this site sends no mail at the moment, so nobody gets the "
    "link. Please tell them yourself."
)


class Choice(NamedTuple):
    """One choice of a form."""

    value: str
    title: str


class Row(NamedTuple):
    """What the list shows of one invitation."""

    id: str
    name: str
    address: str
    sentence: str
    channel: str
    day: str
    is_alive: bool
    waits: bool
    account: str
    account_name: str


def state_of(row: rules.Invitation, now: datetime) -> str:
    """Give the state of an invitation, with its age taken into account."""
    return _TOO_OLD if rules.is_too_old(row, now, invitation_life()) else row.state


class InvitationsView(PeoplePage):
    """Whom to invite, and who was invited and is not in yet."""

    page_title = _("Invite people")

    channels = [Choice(value, title) for value, title in CHANNEL_TITLES.items()]
    languages = [Choice(value, title) for value, title in LANGUAGE_TITLES.items()]

    @property
    def sends_no_mail(self) -> bool:
        """Whether the site has no mail server, so that nobody would be reached."""
        return not settings.sends_mail()

    @property
    def is_for_the_site(self) -> bool:
        """Whether the reader administrates the site, and may name an account."""
        return people.asks_for_the_site()

    # The list

    @cached_property
    def _pending(self) -> list[rules.Invitation]:
        rows = invitations.Invitations(self.context).rows()
        return [row for row in rows if row.state != rules.ACCEPTED]

    @cached_property
    def start(self) -> int:
        """Which invitation this page of the list begins with."""
        text = self.typed("b_start")
        number = int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 0
        return number if number < self.total else 0

    @property
    def total(self) -> int:
        """How many invitations are on the list."""
        return len(self._pending)

    @cached_property
    def rows(self) -> list[Row]:
        """One page of the list; nobody else's name is looked up."""
        page = self._pending[self.start : self.start + PAGE_SIZE]
        return [self._row(row) for row in page]

    @property
    def earlier(self) -> str:
        """Where the page before this one is, empty for the first."""
        if not self.start:
            return ""
        return f"{self.url}/invitations?b_start={max(0, self.start - PAGE_SIZE)}#list"

    @property
    def later(self) -> str:
        """Where the next page is, empty for the last."""
        following = self.start + PAGE_SIZE
        if following >= self.total:
            return ""
        return f"{self.url}/invitations?b_start={following}#list"

    def revision_of(self, row_id: str) -> str:
        """Return what a form about an invitation carries."""
        return mark_of(self.parts_of(row_id))

    def parts_of(self, row_id: str) -> dict[str, object]:
        """Return what sending again, or saying who somebody is, rests on."""
        found = (row for row in self._pending if row.id == row_id)
        row = next(found, None)
        if row is None:
            return {}
        account = self._row(row).account
        return {"state": row.state, "sent": row.sent.isoformat(), "account": account}

    def _row(self, row: rules.Invitation) -> Row:
        waits = row.state == rules.WAITING
        known = invitations.users_with(row.email) if waits else []
        account = known[0] if len(known) == 1 else ""
        return Row(
            id=row.id,
            name=fullname(row.userid) if row.userid else row.name or row.email,
            address=row.email if row.name else "",
            sentence=_STATE_SENTENCES[state_of(row, self.now)],
            channel=CHANNEL_TITLES.get(row.channel, ""),
            day=api.portal.get_localized_time(row.sent),
            is_alive=row.state in rules.ALIVE,
            waits=waits,
            account=account,
            account_name=fullname(account) if account else "",
        )


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

    def act(self) -> str:
        """Do the one thing that was asked for."""
        acts = {
            "invite": self._invite,
            "again": self._send_again,
            "revoke": self._revoke,
            "link": self._link,
        }
        self.chosen(acts)()
        return f"{self.url}/invitations#list"

    def _invite(self) -> None:
        target = "userid" if self.typed("userid") else "email"
        outcome = invitations.invite(
            self.context,
            by=api.user.get_current().getId(),
            now=self.now,
            name=self.typed("name"),
            channel=self.typed("channel"),
            language=self.typed("language"),
            **{target: self.typed(target)},
        )
        self._say_outcome(outcome, _INVITED[outcome.act])

    def _say_outcome(self, outcome: invitations.Outcome, text: Message) -> None:
        """Say what an invitation led to, and where no mail goes by it."""
        row = outcome.row
        if outcome.act == invitations.SENT and not settings.sends_mail():
            text = _SENDS_NO_MAIL
        if outcome.act != invitations.CAME_IN and not outcome.has_address:
            text = _NO_ADDRESS
        name = fullname(row.userid) if row.userid else row.name or row.email
        self._say(text, name=name)

    def _send_again(self) -> None:
        me = api.user.get_current().getId() or ""
        outcome = invitations.send_again(
            self.context, self.typed("id"), now=self.now, by=me
        )
        self._say_outcome(
            outcome,
            _("Sent again, with a new link. The old one does not work any more."),
        )

    def _revoke(self) -> None:
        invitations.revoke(self.context, self.typed("id"))
        self._say(_("Off the list. The link in the mail does not work any more."))

    def _link(self) -> None:
        userid = self.typed("userid")
        invitations.link(self.context, self.typed("id"), userid, now=self.now)
        self._say(_("${name} is in now."), name=fullname(userid))

    def _say(self, text: Message, **words: str) -> None:
        self.say_done(Message(text, mapping=words))
