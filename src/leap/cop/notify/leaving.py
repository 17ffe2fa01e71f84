"""Mails about leaving: a link for whoever asked for one; a community left alone.

Whoever left gets no mail any more. The one with the link is the exception, because the
person ticked it on the way out; it is written while that link still leads somewhere.
"""

from datetime import datetime
from datetime import UTC
from leap.cop import _
from leap.cop.community import events as community_events
from leap.cop.core.links import path_to
from leap.cop.notify import receivers
from leap.cop.notify.mails import Letter
from leap.cop.notify.mails import SOME_GROUP
from leap.cop.notify.posting import Posting
from leap.cop.notify.receivers import Receiver
from leap.cop.recruitment.leaving import events
from leap.cop.recruitment.leaving import leaving
from leap.cop.recruitment.leaving import links


OWN_LINK = Letter(
    subject=_("${group}: the link you asked for"),
    opening=(_("Hello,"), _("Here is the link you asked for:")),
    page="",
    closing=(
        _(
            "It works without an account. Anybody who has the link can do what you "
            "can, so please keep it to yourself. You can switch it off on its page."
        ),
        _("You are getting this email because you asked for it when you left."),
    ),
    no_name=SOME_GROUP,
)

ALONE = Letter(
    subject=_("${group}: nobody facilitates this group now"),
    opening=(
        _("Hello,"),
        _(
            "The last facilitator of this group has left. Please choose somebody, "
            "for now or for good: you can add a facilitator on its People page."
        ),
    ),
    page="",
    closing=(_("You are getting this email because you are a site administrator."),),
    no_name=SOME_GROUP,
)


def _own_link(community, userid: str, token: str) -> Letter:
    return OWN_LINK._replace(page=path_to(links.PAGE, token))


def _leads_somewhere(community, userid: str, token: str) -> bool:
    return leaving.find(token, now=datetime.now(UTC)) is not None


def _nobody_facilitates(community) -> bool:
    return not receivers.has_facilitators(community)


def _to_administration(community) -> dict[str, Receiver]:
    """Return the address of the site, under nobody's id."""
    to = receivers.site_administration()
    return {"": to} if to is not None else {}


POSTINGS = (
    Posting(
        "own-link",
        events.ILeaverLinkWanted,
        _own_link,
        receivers.whom_it_is_about,
        still=_leads_somewhere,
        carries=("userid", "token"),
        keep=None,
    ),
    Posting(
        "left-alone",
        community_events.ICommunityLeftAlone,
        ALONE,
        _to_administration,
        still=_nobody_facilitates,
        page="members",
        keep=None,
    ),
)
