"""Mails about the way in: somebody asked, was answered, asks a manager, has an answer.

What people wrote to each other stays on the site: a mailbox has other readers. A mail
holds the neutral name of the community and a link to a page that asks who is there.
"""

from datetime import datetime
from datetime import UTC
from leap.cop import _
from leap.cop.core import lookup
from leap.cop.core.addresses import deliverable
from leap.cop.notify import outbox
from leap.cop.notify import receivers
from leap.cop.notify.mails import Letter
from leap.cop.notify.mails import Mail
from leap.cop.notify.mails import SOME_GROUP
from leap.cop.notify.posting import Posting
from leap.cop.notify.receivers import Receiver
from leap.cop.recruitment import events
from leap.cop.recruitment.applications.records import Applications
from leap.cop.recruitment.support import mail
from leap.cop.recruitment.support import support
from plone import api


FILED = Letter(
    subject=_("${group}: somebody would like to join"),
    opening=(
        _("Hello,"),
        _(
            "Somebody has asked to join your group and would be glad of an answer. "
            "You can read what they wrote here:"
        ),
    ),
    page="",
    closing=(
        _("A friendly sentence is enough, and you do not have to give a reason."),
        _("You are getting this email because you facilitate a group."),
    ),
)

ANSWERED = Letter(
    subject=_("${group}: you have an answer"),
    opening=(
        _("Hello,"),
        _(
            "The facilitators have read your request and answered it. You can read "
            "the answer here:"
        ),
    ),
    page="my-applications",
    closing=(_("You are getting this email because you asked to join a group."),),
    no_name=SOME_GROUP,
)

MANAGER_SAID = Letter(
    subject=_("${group}: you have an answer"),
    opening=(
        _("Hello,"),
        _("The person you named has answered. You can read the answer here:"),
    ),
    page="",
    closing=(_("You are getting this email because you are joining a group."),),
    no_name=SOME_GROUP,
)


def ask_manager(event) -> None:
    """Have a manager asked."""
    outbox.after_commit(
        to_manager,
        event.community,
        userid=event.userid,
        token=event.token,
        language=event.language,
    )


def to_manager(
    community, site: str, userid: str, token: str, language: str
) -> list[Mail]:
    """Write to a manager, while the link is the newest one and somebody waits."""
    if support.find_question(token, now=datetime.now(UTC)) is None:
        return []
    words = mail.words(
        community,
        userid,
        address=mail.link(site, token),
        language=language or api.portal.get_default_language(),
    )
    candidate = lookup.shown(userid)
    reply_to = deliverable(candidate.email if candidate is not None else "")
    to = deliverable(support.support_of(community, userid).address)
    if not to:
        return []
    return [Mail(to, words.subject, words.body, reply_to)]


def _waits(community, application_id: str) -> bool:
    found = Applications(community).get(application_id)
    return found is not None and found.waits


def _is_answered(community, application_id: str) -> bool:
    found = Applications(community).get(application_id)
    return found is not None and not found.waits


def _to_facilitators(community, application_id: str) -> dict[str, Receiver]:
    asks = Applications(community).get(application_id).userid
    return receivers.facilitators_of(community, besides=asks)


def _to_applicant(community, application_id: str) -> dict[str, Receiver]:
    return receivers.only(Applications(community).get(application_id).userid)


POSTINGS = (
    Posting(
        "application",
        events.IApplicationFiled,
        FILED,
        _to_facilitators,
        still=_waits,
        carries=("application_id",),
        page="applications",
    ),
    Posting(
        "application-answered",
        events.IApplicationAnswered,
        ANSWERED,
        _to_applicant,
        still=_is_answered,
        carries=("application_id",),
    ),
    Posting(
        "manager-answered",
        events.IManagerAnswered,
        MANAGER_SAID,
        receivers.whom_it_is_about,
        carries=("userid",),
        page="ask-manager",
    ),
)
