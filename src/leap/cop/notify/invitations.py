"""Mails about invitations: to whoever is invited, and to the site administration.

The token stands in the link and nowhere else; it comes with the event and is kept by
nobody. What is looked up is looked up after the commit: who was taken off the list in
the meantime, or sent a newer link, gets none with the old one.
"""

from datetime import UTC
from functools import partial
from leap.cop import _
from leap.cop.community.naming import group_name
from leap.cop.core import dates
from leap.cop.core.links import path_to
from leap.cop.notify import mails
from leap.cop.notify import outbox
from leap.cop.notify import receivers
from leap.cop.notify.mails import Letter
from leap.cop.notify.mails import Mail
from leap.cop.notify.receivers import Receiver
from leap.cop.recruitment import names_in_mails
from leap.cop.recruitment.invitations import links
from leap.cop.recruitment.invitations import rules
from leap.cop.recruitment.invitations.expiry import invitation_life
from leap.cop.recruitment.invitations.inviting_person import inviting_person
from leap.cop.recruitment.invitations.records import Invitations
from plone import api

import datetime


WAITING_PAGE = "@@waiting-for-an-account"

INVITED = Letter(
    subject=_("${group}: you are invited"),
    opening=(
        _("Hello,"),
        _(
            "${inviter} would be glad to have you in a group of "
            "colleagues. You can read what it is about here, and say yes "
            "with one button:"
        ),
    ),
    page="",
    closing=(
        _(
            "You do not have to come every time. If now is not the time, "
            "say so on the same page: nobody asks why, and you can be "
            "invited again."
        ),
        _(
            "This link is only for you, so please do not pass it on. It "
            "works until ${day}."
        ),
        _("You are getting this email because somebody invited you."),
    ),
    no_name=mails.SOME_GROUP,
)

#: Where nobody who invited can be named any more.
FACILITATORS = _("The facilitators")

WAITS = Letter(
    subject=_("${group}: somebody is waiting for an account"),
    opening=(
        _("Hello,"),
        _(
            "Somebody we invited has said yes, but has no account on this site yet. "
            "You can see who it is here:"
        ),
    ),
    page=WAITING_PAGE,
    closing=(
        _(
            "Once you have created the account, that page leads to where you let the "
            "person in. If they cannot have an account, please tell the person who "
            "invited them."
        ),
        _("You are getting this email because you are a site administrator."),
    ),
    no_name=mails.SOME_GROUP,
)


def send_invitation(event) -> None:
    """Have an invitation sent."""
    outbox.after_commit(
        to_invited,
        event.community,
        invitation_id=event.invitation_id,
        token=event.token,
    )


def ask_for_an_account(event) -> None:
    """Have the site administration told that somebody waits for an account."""
    outbox.after_commit(to_administration, event.community)


# What follows runs after the commit, in the site as it is then.


def to_invited(community, site: str, invitation_id: str, token: str) -> list[Mail]:
    """Write to whoever is invited, while this is the newest link."""
    link = links.find(token, now=datetime.datetime.now(UTC))
    row = Invitations(community).get(invitation_id)
    if link is None or row is None or row.state not in rules.ALIVE:
        return []
    to = _receiver(row)
    if to is None:
        return []
    words = {
        "inviter": inviting_person(community, row, to.language)
        or mails.translate(FACILITATORS, target_language=to.language),
        "day": partial(dates.day, rules.expires(row, invitation_life())),
    }
    letter = INVITED._replace(page=path_to(links.PAGE, token))
    group = names_in_mails.group(community)
    return [mails.write(letter, to, group=group, site=site, words=words)]


def _receiver(row) -> Receiver | None:
    if row.userid:
        to = receivers.receiver(row.userid)
    else:
        to = Receiver(row.email, api.portal.get_default_language().split("-")[0])
    if to is None or not to.address:
        return None
    return to._replace(language=row.language or to.language)


def to_administration(community, site: str) -> list[Mail]:
    """Write to the address of the site that somebody waits for an account."""
    to = receivers.site_administration()
    if to is None:
        return []
    group = group_name(community)
    return [mails.write(WAITS, to, group=group, site=site)]
