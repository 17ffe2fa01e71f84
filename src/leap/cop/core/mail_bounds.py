"""How many mails one person may have sent, and one receiver may get, in a while.

Each mail that somebody outside gets, or that one person's click sends to others, is
counted here before it is promised. One shelf on the site: a code for who it is about ->
`((kind, place, moment), ...)`. What is older than a day goes with the next count. The
codes are hashes: nobody reads an address here, and erasing a person finds the person's
own.
"""

from datetime import datetime
from datetime import timedelta
from hashlib import sha256
from leap.cop import _
from leap.cop.core.errors import NotNow
from leap.cop.core.events import IIdForgotten
from leap.cop.core.records import Shelf
from leap.cop.core.records import StaysHere
from plone import api
from typing import NamedTuple


KEY = "leap.cop.core.mail_bounds"

_HOUR = timedelta(hours=1)
_DAY = timedelta(days=1)


class Bound(NamedTuple):
    """So many of a kind within a while; `field` is what a refusal names, if any."""

    kind: str
    most: int
    within: timedelta
    field: str = ""


#: Of one person in one community.
APPLICATIONS = Bound("application", 3, _HOUR, "message")
MESSAGES = Bound("message", 5, _HOUR, "text")

#: Of one person who invites, and to one who is invited, wherever that is.
INVITATIONS = Bound("invitation", 600, _HOUR)
AGAIN = Bound("again", 20, _HOUR)
TO_AN_INVITED = Bound("to an invited", 5, _HOUR)

#: Of one person who asks managers, and to one manager, wherever that is.
MANAGERS = Bound("manager", 6, _DAY, "manager_email")
TO_A_MANAGER = Bound("to a manager", 10, _DAY, "manager_email")


def _code(who: str) -> str:
    return sha256(who.encode("utf-8", "replace")).hexdigest()


def count(bound: Bound, who: str, place: str = "", *, now: datetime) -> None:
    """Count one more mail of a kind.

    :param who: the user id or the address that it is about.
    :param place: the UID of a community, where the bound holds in each.
    :raises NotNow: where there were enough; nothing is counted then.
    """
    rows = MailBounds(api.portal.get()).ready
    code = _code(who)
    same = [
        moment
        for kind, where, moment in rows.get(code, ())
        if (kind, where) == (bound.kind, place) and now - moment < bound.within
    ]
    if len(same) >= bound.most:
        raise _too_many(bound)
    for other, kept in list(rows.items()):
        left = tuple(row for row in kept if now - row[2] < _DAY)
        if not left:
            del rows[other]
        elif left != kept:
            rows[other] = left
    rows[code] = (*rows.get(code, ()), (bound.kind, place, now))


def _too_many(bound: Bound) -> NotNow:
    if bound.within == _DAY:
        words = _(
            "Enough emails have been sent for one day. Please try again tomorrow."
        )
    else:
        words = _("Enough emails have been sent for now. Please try again in an hour.")
    return NotNow(words, bound.field)


class MailBounds(StaysHere, Shelf):
    """What was counted on one site."""

    key = KEY
    counted = "counted mails"

    def forget_person(self, forgotten: IIdForgotten) -> int:
        """Drop what was counted of somebody."""
        return int(self.drop(_code(forgotten.userid)) is not None)
