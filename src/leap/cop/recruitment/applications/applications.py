"""Asking to come in: who asked, in which words, and who answered when.

Applying gives no role, and being told no changes nothing anywhere else. One application
of a person waits at a time, so that a double click files one. Taking one back leaves
nothing behind.
"""

from datetime import datetime
from leap.cop import _
from leap.cop.community import joining
from leap.cop.community import rules as community_rules
from leap.cop.community.adapters import CommunityAdapter
from leap.cop.community.membership import Membership
from leap.cop.core import lookup
from leap.cop.core import mail_bounds
from leap.cop.core.errors import NotNow
from leap.cop.core.errors import NotYours
from leap.cop.core.errors import Refused
from leap.cop.core.errors import too_long
from leap.cop.core.me import me
from leap.cop.core.text import is_storable
from leap.cop.core.text import seen
from leap.cop.recruitment.applications.records import Application
from leap.cop.recruitment.applications.records import Applications
from leap.cop.recruitment.events import ACCEPT
from leap.cop.recruitment.events import ApplicationAnswered
from leap.cop.recruitment.events import ApplicationFiled
from leap.cop.recruitment.events import ApplicationTakenBack
from leap.cop.recruitment.events import DECISIONS
from leap.cop.recruitment.events import DECLINE
from leap.cop.recruitment.support import rules
from plone import api
from plone.uuid.interfaces import IUUID
from typing import NamedTuple
from zope.event import notify
from zope.interface import implementer


#: What an applicant reads when the facilitators wrote nothing of their own.
DEFAULT_ANSWERS = {
    ACCEPT: _("Welcome! We are glad you asked to join."),
    DECLINE: _(
        "Thank you for asking. We cannot say yes right now. You are welcome to ask "
        "again later."
    ),
}


class Applied(NamedTuple):
    """What asking led to: a row that waits, or a role at once."""

    application: Application | None
    role: str | None
    is_new: bool


def message_in(text: object, *, field: str = "message", required: bool = True) -> str:
    """Return what somebody typed, tidied up.

    :raises Refused: for no text where one is needed, and for too long a one.
    """
    words = "" if text is None else text
    is_text = isinstance(words, str) and is_storable(words)
    if not is_text or len(words) > rules.MAX_MESSAGE:
        raise too_long(rules.MAX_MESSAGE, field)
    tidy = seen(words).strip()
    if required and not tidy:
        raise Refused(_("write a word or two first."), field)
    return tidy


def apply(community, userid: str, message: object, *, now: datetime) -> Applied:
    """Ask to come in; where the community is open, or asked first, come in at once.

    Asking again while one waits answers with the one that waits.

    :raises Refused: for a message that is none.
    :raises NotNow: where people come in by invitation, for whoever is in already, and
        for whoever is paused.
    """
    if api.portal.get_tool("acl_users").getUserById(userid) is None:
        raise NotYours(_("Please log in first, with an account on this site."))
    policy = community.join_policy
    text = message_in(message, required=policy == "apply")
    running = community_rules.current(Membership(community).history(userid))
    if running is not None:
        return _already_there(policy, running)
    applications = Applications(community)
    if joining.welcomed_by_community(community, userid):
        return _come_in(community, userid, how="application", now=now)
    if policy == "open" and community.requires_agreement:
        return _come_in(community, userid, how="open", now=now)
    row = applications.waiting_of(userid)
    if row is not None:
        return Applied(row, None, False)
    if policy != "apply":
        raise NotNow(
            _(
                "People join by invitation here. Write to the facilitators if "
                "you would like one."
            )
        )
    mail_bounds.count(mail_bounds.APPLICATIONS, userid, IUUID(community), now=now)
    row = applications.file(userid, text, now)
    notify(ApplicationFiled(community, userid, row.id))
    return Applied(row, None, True)


def _already_there(policy: str, running) -> Applied:
    if running.paused:
        raise NotNow(_("This is not possible now. Please write to the facilitators."))
    if policy == "open":
        return Applied(None, running.role, False)
    if running.role == community_rules.CANDIDATE:
        raise NotNow(_("You are already on the way in."))
    raise NotNow(_("You already belong to this community."))


def _come_in(community, userid: str, *, how: str, now: datetime) -> Applied:
    role = joining.come_in(community, userid, how=how, now=now)
    return Applied(None, role, True)


def take_back(community, application_id: str, userid: str) -> None:
    """Drop one's own application; nothing of it is left.

    :raises NotYours: for somebody else's, and for one that is not there.
    :raises NotNow: for one that was answered.
    """
    applications = Applications(community)
    row = applications.get(application_id)
    if row is None or row.userid != userid:
        raise NotYours(_("Only the person who asked can take it back."))
    if not row.waits:
        raise NotNow(_("This has already been answered."))
    applications.forget(row)
    notify(ApplicationTakenBack(community, userid))


def answer(
    community,
    application_id: str,
    decision: object,
    message: object,
    *,
    by: str,
    now: datetime,
) -> Application:
    """Let somebody in who asked, or say that it does not work out now.

    The same answer twice changes nothing; neither needs a reason.

    :param by: the user id of who decides.
    :raises Refused: for no such application, an unknown decision, a message that is
        none.
    :raises NotNow: when it was answered in another way, when whoever asked has no
        account any more, or is paused.
    """
    if decision not in DECISIONS:
        raise Refused(_("choose accept or decline."), "decision")
    text = message_in(message, required=False)
    applications = Applications(community)
    row = applications.get(application_id)
    if row is None:
        raise Refused(_("there is no request with this id."), "path")
    if not row.waits:
        if row.decision == decision:
            return row
        raise NotNow(_("This has already been answered."))
    userid = row.userid
    if decision == ACCEPT and not lookup.is_found(userid):
        raise NotNow(
            _("The account of the person who asked cannot be found at the moment.")
        )
    applications.decide(row, str(decision), by=by, answer=text, now=now)
    if decision == ACCEPT:
        joining.come_in(community, userid, how="application", now=now)
    notify(ApplicationAnswered(community, userid, row.id, row.decision))
    return row


def answer_all(
    community, decision: object, message: object, *, by: str, now: datetime
) -> int:
    """Answer everybody who waits alike; return how many that were.

    Whoever cannot be let in, because the account is not found, goes on waiting.
    """
    done = 0
    for row in Applications(community).waiting():
        if decision == ACCEPT and not lookup.is_found(row.userid):
            continue
        answer(community, row.id, decision, message, by=by, now=now)
        done += 1
    return done


def answer_shown(row: Application):
    """Return what the applicant reads as an answer, empty while it waits."""
    return row.answer or DEFAULT_ANSWERS.get(row.decision, "")


def has_open_application(community, userid: str) -> bool:
    """Tell whether somebody asked to come in and nobody has answered yet."""
    return Applications(community).waiting_of(userid) is not None


def settle(community, userid: str, *, by: str, now: datetime) -> None:
    """Close what waits of somebody who came in another way.

    Whom somebody else let in hears of it; whoever came by themselves knows.
    """
    applications = Applications(community)
    row = applications.waiting_of(userid)
    if row is not None:
        applications.decide(row, ACCEPT, by=by, answer="", now=now)
        if by != userid:
            notify(ApplicationAnswered(community, userid, row.id, ACCEPT))


@implementer(joining.IJoinWish)
class ApplicationWish(CommunityAdapter):
    """An application that waits, for whoever invites the same person."""

    def wished(self, userid: str) -> bool:
        """Tell whether this person asked to come in, and waits."""
        return has_open_application(self.community, userid)

    def welcomed(self, userid: str) -> bool:
        """Return nothing: an application is no invitation."""
        return False

    def settle(self, userid: str, now: datetime) -> None:
        """Close what waits; who let the person in is who is logged in."""
        by = me()
        settle(self.community, userid, by=by, now=now)
