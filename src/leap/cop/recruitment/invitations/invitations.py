"""Inviting: who is asked to come in, and what became of it.

Forms and REST call the functions here.
"""

from datetime import datetime
from datetime import UTC
from leap.cop import _
from leap.cop.community import joining
from leap.cop.community import rules as community_rules
from leap.cop.community.accounts import own_id
from leap.cop.community.adapters import CommunityAdapter
from leap.cop.community.membership import Membership
from leap.cop.core import addresses
from leap.cop.core import lookup
from leap.cop.core import mail_bounds
from leap.cop.core.errors import NotNow
from leap.cop.core.errors import Refused
from leap.cop.core.errors import too_long
from leap.cop.core.ids import new_id
from leap.cop.core.text import one_line
from leap.cop.recruitment.invitations import links
from leap.cop.recruitment.invitations import rules
from leap.cop.recruitment.invitations.events import InvitationSent
from leap.cop.recruitment.invitations.expiry import invitation_life
from leap.cop.recruitment.invitations.records import Invitations
from leap.cop.recruitment.invitations.rules import Invitation
from plone import api
from typing import NamedTuple
from zope.event import notify
from zope.interface import implementer


#: How a membership begins that an invitation led to.
HOW = "invitation"

# What inviting somebody led to:
SENT = "sent"
SAME_AGAIN = "same_again"
CAME_IN = "came_in"


class Outcome(NamedTuple):
    """What inviting somebody led to."""

    row: Invitation
    act: str

    @property
    def has_address(self) -> bool:
        """Whether there is an address that a mail can go to."""
        return bool(self.row.email or address_of(self.row.userid))


def users_with(address: str) -> list[str]:
    """Return the ids of the users whose address is this one, however it is written.

    :param address: in its normal form.
    """
    users = api.portal.get_tool("acl_users")
    local = address.rpartition("@")[0]
    # Not an exact search: the domain may be written in another alphabet there.
    infos = users.searchUsers(email=f"{local}@", exact_match=False)
    found = {info["userid"] for info in infos}
    return sorted(userid for userid in found if address_of(userid) == address)


def address_of(userid: str) -> str:
    """Return the address of a user in its normal form, empty for none."""
    account = lookup.shown(userid)
    return addresses.normal(account.email) if account is not None else ""


def invite(
    community,
    *,
    by: str,
    now: datetime,
    userid: str | None = None,
    email: str | None = None,
    name: object = "",
    channel: object = "",
    language: object = "",
) -> Outcome:
    """Ask somebody to come in: a user of the site, or whoever has an address.

    Who asked before to come in is in at once. An open invitation stays the same.

    :param by: the user id of who invites.
    :raises Refused: for input that is not right; the message names the field.
    :raises NotNow: for somebody who belongs, or is paused.
    """
    field, person, address = _for_whom(userid, email)
    details = {
        "name": _name(name),
        "channel": _one_of("channel", channel, rules.CHANNELS),
        "language": _one_of("language", language, rules.LANGUAGES),
    }
    if person:
        _guard_outsider(community, person, field)
    invitations = Invitations(community)
    row = Invitation(
        id=new_id(),
        userid=person,
        email=address,
        by=by,
        made=now,
        sent=now,
        by_address=field == "email",
        **details,
    )
    before = invitations.of(row.target)
    wanted = field == "userid" and joining.wanted_by_person(community, person)
    if wanted:
        return _let_in_at_once(invitations, before or row, now=now)
    if before is not None and rules.counts(before, now, invitation_life()):
        return Outcome(before, SAME_AGAIN)
    if before is not None:
        invitations.drop(before)
    return Outcome(_send(invitations, row, by=by, now=now), SENT)


def _for_whom(userid: object, email: object) -> tuple[str, str, str]:
    """Return the field that was sent, the user's id, the address where it is nobody's.

    An address that belongs to one user is that user.
    """
    if (userid is None) == (email is None):
        raise Refused(_("name one person, either by userid or by email."), "userid")
    if userid is not None:
        return "userid", own_id(userid), ""
    address = addresses.normal(email)
    if not address:
        raise Refused(_("this does not look like an email address."), "email")
    known = users_with(address)
    if len(known) > 1:
        raise Refused(
            _(
                "more than one person on this site has this email address. "
                "Search for the person by name."
            ),
            "email",
        )
    return ("email", known[0], "") if known else ("email", "", address)


def _name(value: object) -> str:
    if value is None:
        return ""
    if not isinstance(value, str) or len(value) > rules.MAX_NAME:
        raise too_long(rules.MAX_NAME, "name")
    return one_line(value)


def _one_of(field: str, value: object, choices: tuple[str, ...]) -> str:
    if value in (None, ""):
        return ""
    if not isinstance(value, str) or value not in choices:
        raise Refused(
            _("choose one of ${choices}.", mapping={"choices": ", ".join(choices)}),
            field,
        )
    return value


def _guard_outsider(community, userid: str, field: str) -> None:
    running = community_rules.current(Membership(community).history(userid))
    if running is None:
        return
    if running.paused:
        raise NotNow(_("This is not possible now."))
    raise NotNow(_("this person already belongs to the community."), field)


def _let_in_at_once(
    invitations: Invitations, row: Invitation, *, now: datetime
) -> Outcome:
    joining.come_in(invitations.content, row.userid, how=HOW, now=now)
    invitations.close(row, row.userid, now=now)
    return Outcome(invitations.get(row.id), CAME_IN)


def _send(
    invitations: Invitations, row: Invitation, *, by: str, now: datetime
) -> Invitation:
    mail_bounds.count(mail_bounds.INVITATIONS, by, now=now)
    mail_bounds.count(mail_bounds.TO_AN_INVITED, row.userid or row.email, now=now)
    row = row._replace(sent=now)
    invitations.put(row)
    token = links.make(invitations.content, row.id, now=now)
    notify(InvitationSent(invitations.content, row.id, token))
    return row


def send_again(
    community, invitation_id: object, *, now: datetime, by: str = ""
) -> Outcome:
    """Send an invitation with a new token; the old one is dead.

    :param by: the user id of who sends it; empty for who invited.
    :raises Refused: for an unknown invitation.
    :raises NotNow: for one that was answered, or whose person belongs by now; also
        after several mails in an hour.
    """
    invitations = Invitations(community)
    row = _known(invitations, invitation_id)
    if row.state not in rules.ALIVE:
        raise NotNow(_("This invitation has been answered. You can send a new one."))
    if row.userid:
        _guard_outsider(community, row.userid, "userid")
    by = by or row.by
    mail_bounds.count(mail_bounds.AGAIN, by, now=now)
    return Outcome(_send(invitations, row, by=by, now=now), SENT)


def revoke(community, invitation_id: object) -> None:
    """Take an invitation back, or take the answer to one off the list.

    :raises Refused: for an unknown invitation.
    :raises NotNow: for one by which somebody came in.
    """
    invitations = Invitations(community)
    row = _known(invitations, invitation_id)
    if row.state == rules.ACCEPTED:
        raise NotNow(_("This person has already joined. They are on the People page."))
    invitations.drop(row)


def link(community, invitation_id: object, userid: object, *, now: datetime) -> str:
    """Let in whoever accepted without an account, now that there is one.

    :returns: the role that the person has now.
    :raises Refused: for an unknown invitation or user.
    :raises NotNow: for an invitation that does not wait for an account.
    """
    invitations = Invitations(community)
    row = _known(invitations, invitation_id)
    if row.state != rules.WAITING:
        raise NotNow(_("This invitation is not waiting for an account."))
    userid = own_id(userid)
    role = joining.come_in(community, userid, how=HOW, now=now)
    invitations.close(row, userid, now=now)
    return role


def _known(invitations: Invitations, invitation_id: object) -> Invitation:
    row = invitations.get(invitation_id)
    if row is None:
        raise Refused(_("there is no such invitation."), "path")
    return row


@implementer(joining.IJoinWish)
class InvitationWish(CommunityAdapter):
    """What invitations know about people who come in by other ways."""

    @property
    def invitations(self) -> Invitations:
        """The invitations of the community."""
        return Invitations(self.community)

    def wished(self, userid: str) -> bool:
        """Tell that nobody asks to come in by being invited."""
        return False

    def welcomed(self, userid: str) -> bool:
        """Tell whether this very person was invited and may still answer.

        An address is not enough: people write their own into their profile.
        """
        row = self.invitations.of(f"user:{userid}")
        return (
            row is not None
            and not row.by_address
            and rules.counts(row, datetime.now(UTC), invitation_life())
        )

    def settle(self, userid: str, now: datetime) -> None:
        """Close what is open for this very person, who came in; no address counts."""
        row = self.invitations.of(f"user:{userid}")
        if row is not None and not row.by_address:
            self.invitations.close(row, userid, now=now)
