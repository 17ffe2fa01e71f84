"""Mails about leaving: the own link to whoever asked for it; a community left alone.

Whoever left gets no mail any more. The one with the link is the exception, because the
person ticked it on the way out; it is written while that link still leads somewhere.
"""

from datetime import datetime
from datetime import UTC
from leap.cop import _
from leap.cop.notify import mails
from leap.cop.notify import outbox
from leap.cop.notify import receivers
from leap.cop.notify.mails import Letter
from leap.cop.notify.mails import Mail
from leap.cop.notify.receivers import Receiver
from leap.cop.notify.rules import is_address
from leap.cop.recruitment import leaving
from plone import api


OWN_LINK = Letter(
    subject=_("${group}: the link that you asked for"),
    opening=(_("Hello,"), _("here is the link that you wanted to keep:")),
    page="",
    closing=(
        _(
            "It works without an account. Whoever has it can do the same as you, so "
            "please keep it to yourself; on the page you can end it."
        ),
        _("You get this mail because you asked for it when you left."),
    ),
)

ALONE = Letter(
    subject=_("${group}: nobody facilitates this group now"),
    opening=(
        _("Hello,"),
        _(
            "the last person who facilitated this group is gone from it. Please name "
            "somebody, for now or for good: on its list of people you can put somebody "
            "in as facilitator."
        ),
    ),
    page="",
    closing=(_("You get this mail because you look after the site."),),
)


def send_own_link(event) -> None:
    """Have the own link written to whoever asked for it."""
    outbox.after_commit(
        to_leaver, event.community, userid=event.userid, token=event.token
    )


def say_that_nobody_facilitates(event) -> None:
    """Have the site administration told that a community lost its last facilitator."""
    outbox.after_commit(to_administration, event.community)


# What follows runs after the commit, in the site as it is then.


def to_leaver(community, site: str, userid: str, token: str) -> list[Mail]:
    """Write the link to its person, while it still leads somewhere."""
    to = receivers.receiver(userid)
    if to is None or leaving.find(token, now=datetime.now(UTC)) is None:
        return []
    letter = OWN_LINK._replace(page=f"{leaving.PAGE}/{token}")
    group = mails.group_name(community)
    return [mails.write(letter, to, group=group, site=site)]


def to_administration(community, site: str) -> list[Mail]:
    """Write to the address of the site, while nobody facilitates."""
    address = api.portal.get_registry_record("plone.email_from_address", default="")
    if not is_address(address) or receivers.has_facilitators(community):
        return []
    to = Receiver(address, api.portal.get_default_language().split("-")[0])
    portal = api.portal.get().getPhysicalPath()
    path = "/".join(community.getPhysicalPath()[len(portal) :])
    letter = ALONE._replace(page=f"{path}/members")
    group = mails.group_name(community)
    return [mails.write(letter, to, group=group, site=site)]
