"""Links that work without an account: which digest leads to whom, on the portal.

Plain values only (a site without the add-on must start): SHA-256 of the token ->
(UID of the community, user id, when it ends). The token itself, 256 random bits, is in
the mail and nowhere else. What is wrong, over, used or replaced is simply not there.
"""

from datetime import datetime
from hashlib import sha256
from leap.cop.core.events import IIdForgotten
from leap.cop.core.records import Shelf
from leap.cop.core.records import StaysHere
from plone import api
from typing import NamedTuple

import hmac


KEY = "leap.cop.recruitment.support_links"


#: No token is longer than this; what is longer is not even hashed.
_LONGEST = 64


class Target(NamedTuple):
    """Where a link leads."""

    community_uid: str
    userid: str


def digest_of(token: str) -> str:
    """Give what is kept of a token."""
    return sha256(token.encode("utf-8", "replace")).hexdigest()


class SupportLinks(StaysHere, Shelf):
    """The links to managers of one site, by digest."""

    key = KEY
    counted = "links to managers"

    def forget_person(self, forgotten: IIdForgotten) -> int:
        """Drop what was made for somebody."""
        return self.drop_where(lambda row: row[1] == forgotten.userid)


def _links() -> SupportLinks:
    return SupportLinks(api.portal.get())


def keep(digest: str, target: Target, *, until: datetime, now: datetime) -> None:
    """Let a token lead somewhere until a moment; drop what is over by then."""
    links = _links()
    links.drop_where(lambda row: row[2] <= now.isoformat())
    links.put(digest, (*target, until.isoformat()))


def find(token: object, now: datetime) -> Target | None:
    """Give where a token leads now, None for everything else alike."""
    if not isinstance(token, str) or not 0 < len(token) <= _LONGEST:
        return None
    row = _links().get(digest_of(token))
    if row is None or datetime.fromisoformat(row[2]) <= now:
        return None
    return Target(row[0], row[1])


def same(token: str, digest: str) -> bool:
    """Tell whether a token is the one a digest was made of, in constant time."""
    return hmac.compare_digest(digest_of(token), digest)


def drop(digest: str) -> None:
    """Let a token lead nowhere from now on."""
    _links().drop(digest)


def drop_all_of(community_uid: str) -> None:
    """Let no token lead to a community any more."""
    _links().drop_where(lambda row: row[0] == community_uid)
