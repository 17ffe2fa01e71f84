"""The links by which somebody who left still decides about their own stories.

One opens the stories that were told in that community until it was made: whoever gets
the same user id later tells other ones. A person has one link to a community; the next
one ends it. It goes on when an account is closed: it opens that person's stories, and
nobody else's.
"""

from datetime import datetime
from datetime import timedelta
from leap.cop.core import links
from leap.cop.core.links import Link
from leap.cop.core.links import Links
from plone import api
from plone.uuid.interfaces import IUUID


PURPOSE = "my-stories"

#: The name of the page that a link opens.
PAGE = "my-stories-link"

#: How long a link works: a story can be taken back for as long as it is read.
LIFE = timedelta(days=10 * 365)

links.OUTLIVE_AN_ACCOUNT.add(PURPOSE)


def make(community, userid: str, *, now: datetime) -> str:
    """Return a token for somebody who leaves."""
    return Links(api.portal.get()).make(
        PURPOSE, target=IUUID(community), userid=userid, now=now, until=now + LIFE
    )


def find(token: object, *, now: datetime) -> Link | None:
    """Return where a token leads, None for everything else alike."""
    return Links(api.portal.get()).find(token, PURPOSE, now=now)


def drop(link: Link) -> None:
    """Let no token lead where a link leads."""
    Links(api.portal.get()).drop_all(
        purpose=PURPOSE, target=link.target, userid=link.userid
    )
