"""The links by which somebody who left still decides about the own stories.

Plain values on the portal (a site without the add-on must start): SHA-256 of the token
-> (UID of the community, user id, made, until). The token itself, 256 random bits, was
shown once and is kept nowhere. It opens the stories that were told in that community
until it was made: whoever gets the same user id later tells other ones. A person has
one link to a community; the next one ends it.
"""

from BTrees.OOBTree import OOBTree
from datetime import datetime
from datetime import timedelta
from leap.cop.core.tokens import new_token
from plone import api
from typing import NamedTuple
from zope.annotation.interfaces import IAnnotations

import hashlib
import hmac


KEY = "leap.cop.recruitment.leaver_links"

#: How long a link works: a story can be taken back for as long as it is read.
LIFE = timedelta(days=10 * 365)

_TOKEN_SIGNS = 43


class Target(NamedTuple):
    """Where a link leads: whose stories, of which community, told until when."""

    digest: str
    community_uid: str
    userid: str
    made: datetime


def digest_of(token: object) -> str:
    """Give what is kept of a token; whatever else was sent gets one as well."""
    text = token if isinstance(token, str) and len(token) == _TOKEN_SIGNS else ""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def same(token: object, other: object) -> bool:
    """Tell whether two tokens are one, in constant time."""
    return hmac.compare_digest(digest_of(token), digest_of(other))


def _links():
    return IAnnotations(api.portal.get()).get(KEY, {})


def make(community_uid: str, userid: str, *, now: datetime) -> str:
    """Make a link and give its token; an older one of this person there is over."""
    annotations = IAnnotations(api.portal.get())
    if KEY not in annotations:
        annotations[KEY] = OOBTree()
    links = annotations[KEY]
    for digest, row in list(links.items()):
        if row[:2] == (community_uid, userid) or row[3] <= now.isoformat():
            del links[digest]
    token = new_token()
    until = now + LIFE
    row = (community_uid, userid, now.isoformat(), until.isoformat())
    links[digest_of(token)] = row
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
    links = _links()
    if digest in links:
        del links[digest]


def _drop_where(position: int, value: str) -> int:
    links = _links()
    found = [digest for digest, row in links.items() if row[position] == value]
    for digest in found:
        del links[digest]
    return len(found)


def drop_all_to(community_uid: str) -> int:
    """Let no token lead to a community any more; give how many did."""
    return _drop_where(0, community_uid)


def rename_all_of(userid: str, name: str) -> int:
    """Let a person's links be known by another name; return how many there are."""
    links = _links()
    found = [digest for digest, row in links.items() if row[1] == userid]
    for digest in found:
        links[digest] = (links[digest][0], name, *links[digest][2:])
    return len(found)


def drop_all_of(userid: str) -> int:
    """Let no token open a person's stories any more; give how many did."""
    return _drop_where(1, userid)
