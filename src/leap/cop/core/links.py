"""Links that are a key: whoever has one may do what it is for, with or without account.

One shelf on the site: SHA-256 of a token -> a plain tuple. The token itself, 256 random
bits, is given once, to be shown or mailed, and is kept nowhere. What is wrong, over,
used or replaced is simply not there. Nothing of it travels: a link opens something on
this site.
"""

from collections.abc import Callable
from datetime import datetime
from leap.cop.core.events import IAccountClosed
from leap.cop.core.events import IIdForgotten
from leap.cop.core.records import Shelf
from leap.cop.core.records import StaysHere
from leap.cop.core.tokens import new_token
from typing import Any
from typing import NamedTuple

import hashlib


KEY = "leap.cop.links"

#: What stands first in each row; another shape gets another number.
VERSION = 1

#: Purposes whose links go on when an account is closed: what they open is that
#: person's own and nobody else's. A room adds its own.
OUTLIVE_AN_ACCOUNT: set[str] = set()

_TOKEN_LENGTH = 43

#: So many of a link's values say which it is; moments follow.
_WHICH = 4


class Link(NamedTuple):
    """Where a link leads. Moments are aware, in UTC."""

    #: What it is for: `answer`, `calendar`; a name of the room that made it.
    purpose: str

    #: UID of the content that it is about, empty for the site.
    target: str

    #: What of it is meant, where that is not all: an id that the room understands.
    subject: str

    #: For whom it was made, empty for whoever has it.
    userid: str

    made: datetime
    until: datetime

    def as_row(self) -> tuple:
        """Return what is stored."""
        return (VERSION, *self[:_WHICH], self.made.isoformat(), self.until.isoformat())


def _link(row: tuple) -> Link:
    _version, *words, made, until = row
    return Link(*words, datetime.fromisoformat(made), datetime.fromisoformat(until))


def digest_of(token: object) -> str:
    """Return what is kept of a token; whatever else was sent gets one as well."""
    fits = isinstance(token, str) and len(token) == _TOKEN_LENGTH
    text = token if fits else ""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def path_to(page: str, token: str) -> str:
    """Return where a token's page is below the site, for a mail or an address."""
    return f"@@{page}/{token}"


class LinkShelf(StaysHere, Shelf):
    """Where the links of one site are kept: a row of plain values by digest."""

    key = KEY
    counted = "links that opened something"

    def drop_where(self, fits: Callable[[Link], bool]) -> int:
        """Drop all links that fit; return how many did."""
        return super().drop_where(lambda row: fits(_link(row)))

    def forget_person(self, forgotten: IIdForgotten) -> int:
        """Drop what was made for a user id that stands for somebody no longer.

        Whoever gets the id tomorrow gets none of these links. Those that outlive an
        account that is closed stay for what stands for its person from now on.
        """
        userid, stands_in = forgotten.userid, None
        if IAccountClosed.providedBy(forgotten):
            stands_in = forgotten.stand_in
        found = {digest: _link(row) for digest, row in self.all().items()}
        mine = {
            digest: link
            for digest, link in found.items()
            if userid in (link.userid, link.subject)
        }
        for digest, link in mine.items():
            if stands_in and link.purpose in OUTLIVE_AN_ACCOUNT:
                self.put(digest, link._replace(userid=stands_in).as_row())
            else:
                self.drop(digest)
        return len(mine)


class Links:
    """The links of one site.

    :param portal: the site.
    """

    def __init__(self, portal: Any) -> None:
        self.shelf = LinkShelf(portal)

    def make(
        self,
        purpose: str,
        *,
        target: str,
        until: datetime,
        now: datetime,
        subject: str = "",
        userid: str = "",
        keep_older: bool = False,
    ) -> str:
        """Make a link and return its token, which nobody can ask for again.

        :param until: when it ends.
        :param keep_older: whether links for exactly the same, which other mails may
            hold, go on leading there; otherwise the new one is the only one.
        """
        made = Link(purpose, target, subject, userid, now, until)
        self.shelf.drop_where(
            lambda link: (
                link.until <= now or (not keep_older and link[:_WHICH] == made[:_WHICH])
            )
        )
        token = new_token()
        self.shelf.put(digest_of(token), made.as_row())
        return token

    def find(self, token: object, purpose: str, *, now: datetime) -> Link | None:
        """Return where a token leads now, None for everything else alike.

        :param purpose: what the asking page is for: a key fits one kind of door.
        """
        row = self.shelf.get(digest_of(token))
        link = _link(row) if row is not None else None
        if link is None or link.purpose != purpose or link.until <= now:
            return None
        return link

    def held(self, purpose: str, *, now: datetime) -> list[Link]:
        """Return all links of one purpose that lead somewhere now, without a token."""
        found = [_link(row) for row in self.shelf.all().values()]
        return [one for one in found if one.purpose == purpose and one.until > now]

    def drop(self, token: object) -> None:
        """Let a token lead nowhere from now on."""
        self.shelf.drop(digest_of(token))

    def drop_all(
        self,
        *,
        purpose: str | None = None,
        target: str | None = None,
        subject: str | None = None,
        userid: str | None = None,
    ) -> int:
        """Let no link lead anywhere that fits all of what is said; return how many did.

        :raises TypeError: where nothing is said.
        """
        wanted = (purpose, target, subject, userid)
        if set(wanted) == {None}:
            raise TypeError("drop_all: say which links")
        return self.shelf.drop_where(
            lambda link: all(
                want in (None, value)
                for want, value in zip(wanted, link[:_WHICH], strict=True)
            )
        )
