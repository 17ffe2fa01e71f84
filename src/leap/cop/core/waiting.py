"""What waits for somebody, asked of every room.

A room registers one subscription adapter of a community for `IWaiting`. The home of a
community and `@cop-home` show its rows; whoever counts or mails them reads the same.
"""

from contextlib import nullcontext
from datetime import datetime
from plone import api
from typing import NamedTuple
from zope.annotation.interfaces import IAnnotations
from zope.component import subscribers
from zope.interface import Interface


#: How urgent a row is, the lightest first: a room may put its own between them.
ROUNDS = 10
PEOPLE = 20
IDEAS = 90


#: Where a request keeps what was asked in it.
_ASKED = "leap.cop.waits_here"


class Waiting(NamedTuple):
    """One thing that waits: what it is, in a sentence, and where it is done.

    `text` is a message in no language yet. `since` is None where nobody knows or asks;
    `count` is how many things the row stands for.
    """

    kind: str
    text: str
    url: str
    since: datetime | None = None
    count: int = 1
    weight: int = IDEAS


class IWaiting(Interface):
    """Subscription adapter of a community: what of one room waits there."""

    def rows(userid):
        """Return what waits for somebody, as rows of `Waiting`.

        Asked as that person, so that permissions are the person's own; empty for
        whoever is not logged in. It MUST NOT wake content that no row is about.
        """


def in_order(rows) -> list[Waiting]:
    """Return rows with the lightest first, of those what has waited longest.

    What has no beginning comes last; rows that are alike stay as they came.
    """
    return sorted(rows, key=_place)


def _place(row: Waiting) -> tuple[int, bool, float]:
    since = row.since.timestamp() if row.since is not None else 0.0
    return row.weight, row.since is None, since


def waits_for(community, userid: str) -> list[Waiting]:
    """Return what waits for somebody in a community, the most urgent first.

    :param userid: the current user, or somebody who is looked up here; empty for
        whoever is not logged in. For somebody who is not found nothing waits.
    """
    who = nullcontext()
    if userid != (api.user.get_current().getId() or ""):
        user = api.portal.get_tool("acl_users").getUserById(userid)
        if user is None:
            return []
        who = api.env.adopt_user(user=user)
    with who:
        rooms = subscribers((community,), IWaiting)
        return in_order(row for room in rooms for row in room.rows(userid))


def waits_here(community, request) -> list[Waiting]:
    """Return what waits for the current user in a community, asked once a request.

    For what stands beside a page; whatever changes something asks `waits_for`.
    """
    userid = api.user.get_current().getId() or ""
    asked = IAnnotations(request).setdefault(_ASKED, {})
    key = (community.getPhysicalPath(), userid)
    if key not in asked:
        asked[key] = waits_for(community, userid)
    return asked[key]
