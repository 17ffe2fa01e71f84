"""The links by which managers answer, without an account; good for one answer."""

from datetime import datetime
from leap.cop.core.links import Link
from leap.cop.core.links import Links
from plone import api
from plone.uuid.interfaces import IUUID


PURPOSE = "manager-support"

#: The name of the page that a link opens.
PAGE = "manager-support"


def make(community, userid: str, *, now: datetime, until: datetime) -> str:
    """Return a token for somebody's manager; one that was mailed before is dead."""
    return Links(api.portal.get()).make(
        PURPOSE, target=IUUID(community), userid=userid, now=now, until=until
    )


def find(token: object, *, now: datetime) -> Link | None:
    """Return where a token leads, None for everything else alike."""
    return Links(api.portal.get()).find(token, PURPOSE, now=now)


def drop(community, userid: str) -> None:
    """Let no manager of somebody answer any more."""
    Links(api.portal.get()).drop_all(
        purpose=PURPOSE, target=IUUID(community), userid=userid
    )
