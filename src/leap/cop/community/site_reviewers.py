"""Reviewers for all communities: people named on the control panel, by dated rows.

Never Plone's role of that name: whoever administers users could give it to themselves
for a minute, and nobody would know. Rows are plain values under one annotation of the
portal, and outlast an uninstallation. Naming somebody touches no story and no catalog
entry: they are in one group, which reviews everywhere.
"""

from collections.abc import Iterable
from datetime import datetime
from leap.cop import _
from leap.cop.community import groups
from leap.cop.community import rules
from leap.cop.community.accounts import account_of
from leap.cop.community.accounts import id_among
from leap.cop.community.accounts import own_id
from leap.cop.community.events import SiteReviewersChanged
from leap.cop.core.errors import NotNow
from leap.cop.core.errors import NotYours
from leap.cop.core.errors import Refused
from leap.cop.core.events import IAccountClosed
from leap.cop.core.events import IIdForgotten
from leap.cop.core.people import is_gone
from leap.cop.core.people import People
from leap.cop.core.permissions import MANAGE_SETTINGS
from leap.cop.core.records import AsItIs
from leap.cop.core.records import Rows
from leap.cop.core.records import Shelf
from plone import api
from typing import Any
from typing import NamedTuple
from zope.event import notify


KEY = "leap.cop.site_reviewers"


#: So many are named at once; each of them is looked up.
MOST = 100


class Named(NamedTuple):
    """Somebody who reviews for all communities, and from when to when."""

    userid: str
    since: datetime
    until: datetime | None = None


ROWS = Rows(Named, "userid since until")


class SiteReviewers(AsItIs, Shelf):
    """The rows of one site, the first first."""

    key = KEY
    counted = "rows of a reviewer"
    of_site = True
    make = tuple

    def forget_person(self, forgotten: IIdForgotten) -> int:
        """Take out all rows of somebody who is erased.

        The row of a closed account ends, and all are kept under another name.
        """
        userid = forgotten.userid
        if IAccountClosed.providedBy(forgotten):
            _end(userid, now=forgotten.now)
        there = rows()
        theirs = [row for row in there if row.userid == userid]
        if theirs and IAccountClosed.providedBy(forgotten):
            named = {row: row._replace(userid=forgotten.stand_in) for row in theirs}
            _write(named.get(row, row) for row in there)
        elif theirs:
            _write(row for row in there if row.userid != userid)
        return len(theirs)

    def unpack(self, packed: Any) -> None:
        """Take in rows of whom there are none here: what is here is newer."""
        here = {row.userid for row in rows()}
        fresh = [row for row in map(ROWS.read, packed) if row.userid not in here]
        if fresh:
            _write([*rows(), *fresh])
            notify(SiteReviewersChanged(max(row.until or row.since for row in fresh)))


def rows() -> list[Named]:
    """Return all rows, the first first; those that have ended included."""
    return [ROWS.read(row) for row in SiteReviewers(api.portal.get()).kept]


def current() -> list[Named]:
    """Return who reviews for all communities now."""
    return [row for row in rows() if row.until is None]


def userids() -> frozenset[str]:
    """Return the user ids of those who review for all communities now."""
    return frozenset(row.userid for row in current())


def histories() -> dict[str, tuple[rules.Interval, ...]]:
    """Return everybody's rows as the history of a reviewer's membership."""
    found: dict[str, tuple[rules.Interval, ...]] = {}
    for row in rows():
        interval = rules.Interval(rules.REVIEWER, row.since, row.until, "named", False)
        found[row.userid] = (*found.get(row.userid, ()), interval)
    return found


def changed_between(after: datetime | None, until: datetime) -> list[Named]:
    """Return the rows that began or ended after one moment and up to another.

    :param after: None for the beginning of all time.
    """

    def is_new(moment: datetime | None) -> bool:
        if moment is None:
            return False
        return (after is None or after < moment) and moment <= until

    return [row for row in rows() if is_new(row.since) or is_new(row.until)]


def ask_who_asks() -> None:
    """Refuse whoever does not decide for the whole site.

    :raises NotYours: for everybody without the permission of the control panel.
    """
    if not api.user.has_permission(MANAGE_SETTINGS, obj=api.portal.get()):
        raise NotYours(_("Only site administrators can decide this."))


def name(typed: object, *, now: datetime) -> str:
    """Name somebody who reviews for all communities from now on.

    :param typed: the user id, as it was typed.
    :returns: the account's own id.
    :raises Refused: for nobody's id, and for a group's.
    :raises NotNow: for somebody who is named already.
    """
    ask_who_asks()
    account = account_of(typed)
    if account.userid in userids():
        raise NotNow(_("this person already reviews for all communities."), "userid")
    day = now.date().isoformat()
    People(api.portal.get()).note_seen(account.userid, account.source, day)
    _write([*rows(), Named(account.userid, now)])
    notify(SiteReviewersChanged(now))
    return account.userid


def end(typed: object, *, now: datetime) -> str:
    """Let somebody review for all communities no longer; return the account's id.

    :raises Refused: for somebody who does not.
    """
    ask_who_asks()
    userid = id_among(userids(), typed)
    if not _end(userid, now=now):
        raise Refused(_("this person does not review for all communities."), "userid")
    return userid


def name_these(typed: object, *, now: datetime) -> None:
    """Let these people review for all communities from now on, and nobody else.

    :param typed: user ids, as they were typed.
    :raises Refused: for anything but a list of ids; the message names the field.
    """
    ask_who_asks()
    if not isinstance(typed, list) or len(typed) > MOST:
        raise Refused(_("send a list of user ids."), "site_reviewers")
    wanted = {own_id(one, "site_reviewers") for one in typed}
    for userid in userids() - wanted:
        end(userid, now=now)
    for userid in sorted(wanted - userids()):
        name(userid, now=now)


def _end(userid: object, *, now: datetime) -> bool:
    if userid not in userids():
        return False
    _write(
        row._replace(until=now) if row.userid == userid and row.until is None else row
        for row in rows()
    )
    notify(SiteReviewersChanged(now))
    return True


def derive_group() -> None:
    """Bring the group in line with the rows."""
    inside = [userid for userid in userids() if not is_gone(userid)]
    groups.derive_site_group(inside)


def _write(found: Iterable[Named]) -> None:
    ordered = sorted(found, key=lambda row: row.since)
    SiteReviewers(api.portal.get()).keep(tuple(map(ROWS.written, ordered)))
    derive_group()
