"""The links by which somebody who left still decides about the own stories.

Plain values on the portal (a site without the add-on must start): SHA-256 of the token
-> (UID of the community, user id, made, until). The token itself, 256 random bits, was
shown once and is kept nowhere. It opens the stories that were told in that community
until it was made: whoever gets the same user id later tells other ones. A person has
one link to a community; the next one ends it.
"""

from datetime import datetime
from datetime import timedelta
from leap.cop.core.events import IAccountClosed
from leap.cop.core.events import IIdForgotten
from leap.cop.core.links import digest_of
from leap.cop.core.records import Shelf
from leap.cop.core.records import StaysHere
from leap.cop.core.tokens import new_token
from plone import api
from typing import NamedTuple


KEY = "leap.cop.recruitment.leaver_links"

#: How long a link works: a story can be taken back for as long as it is read.
LIFE = timedelta(days=10 * 365)


class Target(NamedTuple):
    """Where a link leads: whose stories, of which community, told until when."""

    digest: str
    community_uid: str
    userid: str
    made: datetime


class LeaverLinks(StaysHere, Shelf):
    """The links of those who left communities of one site, by digest."""

    key = KEY
    counted = "links to own stories"

    def forget_person(self, forgotten: IIdForgotten) -> int:
        """Drop the links of somebody who is erased.

        Whose account is closed keeps them: they open that person's stories, and nobody
        else's.
        """
        mine = [key for key, row in self.kept.items() if row[1] == forgotten.userid]
        for digest in mine:
            community_uid, _userid, *moments = self.drop(digest)
            if IAccountClosed.providedBy(forgotten):
                self.put(digest, (community_uid, forgotten.stand_in, *moments))
        return len(mine)


def _links() -> LeaverLinks:
    return LeaverLinks(api.portal.get())


def make(community_uid: str, userid: str, *, now: datetime) -> str:
    """Make a link and give its token; an older one of this person there is over."""
    links = _links()
    mine = (community_uid, userid)
    links.drop_where(lambda row: row[:2] == mine or row[3] <= now.isoformat())
    token = new_token()
    until = now + LIFE
    row = (community_uid, userid, now.isoformat(), until.isoformat())
    links.put(digest_of(token), row)
    return token


def find(token: object, *, now: datetime) -> Target | None:
    """Give where a token leads now, None for everything else alike."""
    digest = digest_of(token)
    row = _links().get(digest)
    if row is None or datetime.fromisoformat(row[3]) <= now:
        return None
    return Target(digest, row[0], row[1], datetime.fromisoformat(row[2]))


def drop(digest: str) -> None:
    """Let a token lead nowhere from now on."""
    _links().drop(digest)


def drop_all_to(community_uid: str) -> None:
    """Let no token lead to a community any more."""
    _links().drop_where(lambda row: row[0] == community_uid)
