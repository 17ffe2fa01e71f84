"""Mails about the way in: somebody asked, was answered, asks a manager, has an answer.

What people wrote to each other stays on the site: a mailbox has other readers. A mail
holds the neutral name of the community and a link to a page that asks who is there.
"""

from datetime import datetime
from datetime import UTC
from leap.cop import _
from leap.cop.core import lookup
from leap.cop.notify import later
from leap.cop.notify import mails
from leap.cop.notify import outbox
from leap.cop.notify import receivers
from leap.cop.notify.mails import Letter
from leap.cop.notify.mails import Mail
from leap.cop.notify.rules import is_address
from leap.cop.recruitment import support
from leap.cop.recruitment import support_mail
from leap.cop.recruitment.applications import Applications
from plone import api


FILED = Letter(
    subject=_("${group}: somebody would like to come in"),
    opening=(
        _("Hello,"),
        _(
            "somebody asked to join your group and would be glad of an answer. You "
            "find the words here:"
        ),
    ),
    page="",
    closing=(
        _("A friendly sentence is enough, and nobody needs to give a reason."),
        _("You get this mail because you facilitate a community."),
    ),
)

ANSWERED = Letter(
    subject=_("${group}: there is an answer for you"),
    opening=(
        _("Hello,"),
        _("the facilitators read what you wrote to them, and answered. It is here:"),
    ),
    page="my-applications",
    closing=(_("You get this mail because you asked to join a group."),),
)

MANAGER_SAID = Letter(
    subject=_("${group}: there is an answer for you"),
    opening=(
        _("Hello,"),
        _("whoever you named has answered. You find it here:"),
    ),
    page="",
    closing=(_("You get this mail because you are on the way into a group."),),
)


def tell_facilitators_of_an_application(event) -> None:
    """Have the facilitators told that somebody asks to come in."""
    outbox.after_commit(to_facilitators, event.community, row=event.application_id)


def tell_applicant_of_an_answer(event) -> None:
    """Have whoever asked told that there is an answer."""
    outbox.after_commit(to_applicant, event.community, row=event.application_id)


def ask_manager(event) -> None:
    """Have a manager asked."""
    outbox.after_commit(
        to_manager,
        event.community,
        userid=event.userid,
        token=event.token,
        language=event.language,
    )


def tell_of_a_managers_answer(event) -> None:
    """Have whoever named a manager told that there is an answer."""
    outbox.after_commit(to_whoever_named, event.community, userid=event.userid)


# What follows runs after the commit, in the site as it is then.


def _page(community, name: str) -> str:
    """Give the path of a community's page below the site."""
    depth = len(api.portal.get().getPhysicalPath())
    return "/".join((*community.getPhysicalPath()[depth:], name))


@later.can_wait
def to_facilitators(community, site: str, row: str) -> list[Mail]:
    """Write to the facilitators, while somebody waits for their answer."""
    application = Applications(community).get(row)
    if application is None or not application.waits:
        return []
    letter = FILED._replace(page=_page(community, "applications"))
    group = mails.group_name(community)
    return [
        mails.write(letter, to, group=group, site=site)
        for to in receivers.facilitators_of(
            community, besides=application.userid
        ).values()
    ]


@later.can_wait
def to_applicant(community, site: str, row: str) -> list[Mail]:
    """Write to whoever asked that there is an answer."""
    application = Applications(community).get(row)
    if application is None or application.waits:
        return []
    to = receivers.receiver(application.userid)
    if to is None:
        return []
    group = mails.group_name(community)
    return [mails.write(ANSWERED, to, group=group, site=site)]


def to_manager(
    community, site: str, userid: str, token: str, language: str
) -> list[Mail]:
    """Write to a manager, while the link is the newest one and somebody waits."""
    if not support.is_current(community, userid, token):
        return []
    row = support.support_of(community, userid)
    if row.until is None or row.until <= datetime.now(UTC):
        return []
    words = support_mail.words(
        community,
        userid,
        address=support_mail.link(site, token),
        language=language or api.portal.get_default_language(),
    )
    candidate = lookup.shown(userid)
    own = candidate.email if candidate is not None else ""
    reply_to = own if is_address(own) else ""
    if not is_address(row.address):
        return []
    return [Mail(row.address, words.subject, words.body, reply_to)]


@later.can_wait
def to_whoever_named(community, site: str, userid: str) -> list[Mail]:
    """Write to whoever named a manager that there is an answer."""
    to = receivers.receiver(userid)
    if to is None:
        return []
    letter = MANAGER_SAID._replace(page=_page(community, "ask-manager"))
    group = mails.group_name(community)
    return [mails.write(letter, to, group=group, site=site)]
