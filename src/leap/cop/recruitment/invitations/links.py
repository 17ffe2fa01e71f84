"""The links in mails to people who are invited.

How long they work the organisation can change while they are out, so that each is kept
for the longest there is, and whoever opens one asks how old its invitation is.
"""

from datetime import datetime
from leap.cop.core.links import Link
from leap.cop.core.links import Links
from leap.cop.recruitment.invitations import rules
from plone import api
from plone.uuid.interfaces import IUUID


PURPOSE = "invitation"

#: The name of the page that a link opens.
PAGE = "invitation"


def make(community, invitation_id: str, *, now: datetime) -> str:
    """Return a token for whoever is invited; an older one is dead."""
    return Links(api.portal.get()).make(
        PURPOSE,
        target=IUUID(community),
        subject=invitation_id,
        now=now,
        until=now + rules.LONGEST_LIFE,
    )


def find(token: object, *, now: datetime) -> Link | None:
    """Return where a token leads, None for everything else alike."""
    return Links(api.portal.get()).find(token, PURPOSE, now=now)


def drop(community, invitation_id: str) -> None:
    """Let no token lead to an invitation any more."""
    Links(api.portal.get()).drop_all(
        purpose=PURPOSE, target=IUUID(community), subject=invitation_id
    )
