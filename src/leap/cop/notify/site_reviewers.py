"""Facilitators are told who reviews for all communities, once a day at most.

The first change is told at once; what follows on the same day goes with the first
change or the first `leap-cop … remind` after it. Nothing is lost: until which moment
changes were told is kept, and a letter has all rows that changed since.
"""

from datetime import datetime
from datetime import timedelta
from leap.cop import _
from leap.cop.community import site_reviewers
from leap.cop.community.membership import all_communities
from leap.cop.community.profiles import fullname
from leap.cop.core import dates
from leap.cop.notify import later
from leap.cop.notify import mails
from leap.cop.notify import outbox
from leap.cop.notify import receivers
from leap.cop.notify.mails import Letter
from leap.cop.notify.mails import Mail
from plone import api
from zope.annotation.interfaces import IAnnotations
from zope.i18n import translate
from zope.i18nmessageid import Message


#: Until which moment changes were told, in ISO.
KEY = "leap.cop.notify.site_reviewers"

BETWEEN = timedelta(days=1)

CHANGED = Letter(
    subject=_("Who reviews stories has changed"),
    opening=(
        _("Hello,"),
        _(
            "People who review for all communities can read every story that "
            "somebody asks to publish, in your community too. This is what has "
            "changed:"
        ),
    ),
    page="communities",
    closing=(
        _(
            "The page “Who reviews here” in your community lists "
            "everybody who reviews now. If this surprises you, ask a site "
            "administrator."
        ),
        _("You are getting this email because you facilitate a group."),
    ),
)

FROM = _("${name}: from ${since}")
FROM_TO = _("${name}: from ${since} to ${until}")


def tell_facilitators(event) -> None:
    """Have all facilitators told of a change, unless they were told of one today."""
    tell_if_due(event.now)


def tell_if_due(now: datetime) -> bool:
    """Have what is not told yet told after the commit; tell whether it is due."""
    portal = api.portal.get()
    kept = IAnnotations(portal)
    told = _moment(kept.get(KEY, ""))
    if told is not None and now - told < BETWEEN:
        return False
    if not site_reviewers.changed_between(told, now) or not outbox.can_send(portal):
        return False
    kept[KEY] = now.isoformat()
    outbox.after_commit(
        to_all_facilitators,
        portal,
        after=told.isoformat() if told is not None else "",
        until=now.isoformat(),
    )
    return True


def _moment(text: str) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


# What follows runs after the commit, in the site as it is then.


@later.can_wait
def to_all_facilitators(portal, site: str, after: str, until: str) -> list[Mail]:
    """Write to whoever facilitates a community which rows have changed."""
    rows = site_reviewers.changed_between(_moment(after), datetime.fromisoformat(until))
    if not rows:
        return []
    found = {}
    for community in all_communities():
        found.update(receivers.facilitators_of(community, besides=""))
    return [
        mails.write(
            CHANGED,
            to,
            group="",
            site=site,
            body="\n".join(_line(row, to.language) for row in rows),
        )
        for to in found.values()
    ]


def _line(row: site_reviewers.Named, language: str) -> str:
    words = {
        "name": " ".join(fullname(row.userid).split()),
        "since": dates.moment(row.since, language),
    }
    text = FROM
    if row.until is not None:
        text, words["until"] = FROM_TO, dates.moment(row.until, language)
    return translate(Message(text, mapping=words), target_language=language)
