"""A manager's support for the time it takes, where a community asks for it.

The manager needs no account: a link in a mail, good for one answer, leads to a page
that shows what the community asks and gives. Facilitators read yes or not yet. The
manager's address is forgotten as soon as there is an answer.
"""

from datetime import datetime
from leap.cop import _
from leap.cop.community import joining
from leap.cop.community import rules as community_rules
from leap.cop.community.adapters import CommunityAdapter
from leap.cop.community.content import ICommunity
from leap.cop.community.membership import Membership
from leap.cop.core import addresses
from leap.cop.core import lookup
from leap.cop.core import mail_bounds
from leap.cop.core import settings
from leap.cop.core.errors import NotNow
from leap.cop.core.errors import Refused
from leap.cop.recruitment.events import ManagerAnswered
from leap.cop.recruitment.events import ManagerAsked
from leap.cop.recruitment.support import links
from leap.cop.recruitment.support import rules
from leap.cop.recruitment.support.expiry import manager_link_life
from leap.cop.recruitment.support.records import Support
from leap.cop.recruitment.support.records import SupportShelf
from plone.app.uuid.utils import uuidToObject
from typing import NamedTuple
from zope.event import notify
from zope.interface import implementer


_NOTHING = Support()


def asks_for_support(community) -> bool:
    """Tell whether a community asks for a manager's support."""
    return bool(community.requires_manager_support)


def support_of(community, userid: str) -> Support:
    """Return how far somebody is; never to be changed where nothing is kept."""
    return SupportShelf(community).get(userid) or _NOTHING


def _kept(community, userid: str) -> Support:
    shelf = SupportShelf(community)
    if shelf.get(userid) is None:
        shelf.put(userid, Support())
    return shelf.get(userid)


def manager_address(value: object, userid: str) -> str:
    """Return the address of somebody's manager.

    :raises Refused: for anything but one plain address, for one's own, and for one
        that is of none of the domains that the organisation allows.
    """
    found = addresses.deliverable(value)
    if not found:
        raise Refused(
            _("enter one email address, for example name@example.org."), "manager_email"
        )
    account = lookup.shown(userid)
    email = account.email if account is not None else ""
    own = [one for one in (email, lookup.login_of(userid)) if one]
    if any(addresses.is_own(found, address) for address in own):
        raise Refused(_("this is your own address."), "manager_email")
    allowed = settings.manager_domains()
    if allowed and addresses.domain_of(found) not in allowed:
        raise Refused(
            _(
                "enter an email address at ${domains}.",
                mapping={"domains": ", ".join(allowed)},
            ),
            "manager_email",
        )
    return found


def asked_at(community, userid: str) -> str:
    """Return the domain of the address a mail went to, while there is no answer."""
    row = support_of(community, userid)
    return addresses.domain_of(row.address) if row.state == rules.ASKED else ""


def may_ask(community, userid: str) -> bool:
    """Tell whether somebody is on the way in and could ask their manager."""
    if not asks_for_support(community):
        return False
    if rules.counts(support_of(community, userid).state):
        return False
    if Membership(community).role_of(userid) == community_rules.CANDIDATE:
        return True
    return joining.wanted_by_person(community, userid)


def check_may_ask(community, userid: str) -> None:
    """Refuse whoever has nothing to ask a manager for.

    :raises NotNow: whoever is not on the way in, or has an answer already.
    """
    if not asks_for_support(community):
        raise NotNow(
            _("this community does not ask for a manager's support."), "manager_email"
        )
    if not may_ask(community, userid):
        raise NotNow(
            _("there is nothing to ask your manager at the moment."), "manager_email"
        )


def prepare(community, userid: str, address: object) -> None:
    """Keep an address for the page that shows the mail; nothing goes out.

    Where a mail is out already its address stays.

    :raises Refused: for an address that is none.
    :raises NotNow: see `check_may_ask`.
    """
    to = manager_address(address, userid)
    check_may_ask(community, userid)
    row = _kept(community, userid)
    if row.state == rules.NOT_ASKED:
        row.address = to


def ask(
    community, userid: str, address: object, *, now: datetime, language: str = ""
) -> None:
    """Have a manager asked by mail; a link that was sent before leads nowhere now.

    :param language: of the mail, as it was shown before; empty for the site's.
    :raises Refused: for an address that is none.
    :raises NotNow: see `check_may_ask`; also after several mails on one day.
    """
    to = manager_address(address, userid)
    check_may_ask(community, userid)
    if not rules.may_send(support_of(community, userid).sent, now):
        raise NotNow(
            _("no more emails today. Please try again tomorrow."), "manager_email"
        )
    mail_bounds.count(mail_bounds.MANAGERS, userid, now=now)
    mail_bounds.count(mail_bounds.TO_A_MANAGER, addresses.normal(to), now=now)
    row = _kept(community, userid)
    row.state = rules.ASKED
    row.address = to
    row.until = now + manager_link_life()
    row.decided = None
    row.sent = (*row.sent, now)[-rules.MAILS_A_DAY :]
    token = links.make(community, userid, now=now, until=row.until)
    notify(ManagerAsked(community, userid, token, language))


def _close(community, userid: str, state: str, now: datetime) -> Support:
    links.drop(community, userid)
    row = _kept(community, userid)
    row.state = state
    row.address = ""
    row.until = None
    row.decided = now
    return row


class Question(NamedTuple):
    """What a manager is asked."""

    community: object
    userid: str


def find_question(token: object, *, now: datetime) -> Question | None:
    """Return the community and the person a token asks about; None for all else alike.

    Whoever left, took the application back or is in already is asked about no more.
    """
    link = links.find(token, now=now)
    community = link and uuidToObject(link.target, unrestricted=True)
    if not ICommunity.providedBy(community) or not may_ask(community, link.userid):
        return None
    return Question(community, link.userid)


def answer(question: Question, said: str, *, now: datetime) -> None:
    """Take a manager's answer; whoever waited for nothing else becomes a member.

    :param said: one of `rules.ANSWERS`.
    """
    community, userid = question
    _close(community, userid, said, now)
    if rules.counts(said):
        joining.go_on(community, userid, now=now)
    notify(ManagerAnswered(community, userid))


def waive(community, userid: str, *, by: str, now: datetime) -> None:
    """Let somebody on the way in come in without a manager's word.

    :param by: the user id of the facilitator.
    :raises NotNow: for somebody who is not on the way in.
    """
    if Membership(community).role_of(userid) != community_rules.CANDIDATE:
        raise NotNow(_("this person is not on the way in."), "userid")
    _do_without(community, userid, by, now)
    joining.go_on(community, userid, now=now)


def _do_without(community, userid: str, by: str, now: datetime) -> None:
    _close(community, userid, rules.WAIVED, now).waived_by = by


def forget(community, userid: str, *, now: datetime) -> None:
    """Forget what was asked for somebody who does not come in, or left.

    When mails went out today stays, so that nobody sends more by beginning anew.
    """
    row = SupportShelf(community).drop(userid)
    if row is None:
        return
    if row.sent and not rules.may_send(row.sent[-1:] * rules.MAILS_A_DAY, now):
        _kept(community, userid).sent = row.sent


@implementer(joining.IJoinCondition)
class ManagerSupports(CommunityAdapter):
    """A manager's support is there, or nobody asks for it."""

    may_be_lifted = True

    def missing(self, userid: str):
        """Return what is missing, as a sentence to that person; empty for nothing."""
        if not asks_for_support(self.community):
            return ""
        if rules.counts(support_of(self.community, userid).state):
            return ""
        return _("Your manager still needs to say that they support this.")

    def address(self, userid: str) -> str:
        """Return where this person asks their manager, and sees how far it is."""
        if not may_ask(self.community, userid):
            return ""
        return f"{self.community.absolute_url()}/ask-manager"

    def lift(self, userid: str, by: str, now: datetime) -> None:
        """Do without a manager's word for one person."""
        _do_without(self.community, userid, by, now)
