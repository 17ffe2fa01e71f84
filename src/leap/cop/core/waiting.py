"""What waits for somebody, asked of every room.

A room registers one subscription adapter of a community for `IWaiting`. The home of a
community and `@cop-home` show its rows; whoever counts or mails them reads the same.
"""

from collections import defaultdict
from collections.abc import Callable
from collections.abc import Iterator
from contextlib import contextmanager
from contextlib import nullcontext
from datetime import datetime
from leap.cop.core.me import me
from plone import api
from typing import Any
from typing import NamedTuple
from zope.annotation.interfaces import IAnnotations
from zope.component import subscribers
from zope.globalrequest import getRequest
from zope.interface import Attribute
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
    `count` is how many things the row stands for: two stories are two, and a vote is
    one, however many dots are left. What `waits` is to be done and goes away when it
    is; the other rows are offers and news, which nobody counts. Of what `is_quiet`
    there is no sign on any page but the person's own. News have in `aside` the address
    of the page that puts them aside for this person, if there is one.
    """

    kind: str
    text: str
    url: str
    since: datetime | None = None
    count: int = 1
    weight: int = IDEAS
    waits: bool = True
    is_quiet: bool = False
    aside: str = ""


class IWaiting(Interface):
    """Subscription adapter of a community: what of one room waits there."""

    only_offers = Attribute("Whether it has no row that waits; may be missing.")

    def rows(userid):
        """Return what waits for somebody, as rows of `Waiting`.

        Asked as that person, so that permissions are the person's own; empty for
        whoever is not logged in. It MUST NOT wake content that no row is about.
        """


def to_be_done(rows) -> list[Waiting]:
    """Return those of some rows that wait, without offers and news."""
    return [row for row in rows if row.waits]


def things(rows) -> int:
    """Return how many things some rows stand for, which all numbers of them say."""
    return sum(row.count for row in rows)


def in_order(rows) -> list[Waiting]:
    """Return rows with the lightest first, of those what has waited longest.

    What has no beginning comes last; rows that are alike stay as they came.
    """
    return sorted(rows, key=_place)


def _place(row: Waiting) -> tuple[int, bool, float]:
    since = row.since.timestamp() if row.since is not None else 0.0
    return row.weight, row.since is None, since


def waits_for(community, userid: str, *, offers: bool = True) -> list[Waiting]:
    """Return what waits for somebody in a community, the most urgent first.

    :param userid: the current user, or somebody who is looked up here; empty for
        whoever is not logged in. For somebody who is not found nothing waits.
    :param offers: whether rows come along that nobody waits for, as on a community's
        home; quiet ones do not stand there.
    """
    who = nullcontext()
    if userid != me():
        user = api.portal.get_tool("acl_users").getUserById(userid)
        if user is None:
            return []
        who = api.env.adopt_user(user=user)
    with who:
        rooms = subscribers((community,), IWaiting)
        if offers:
            rows = (row for room in rooms for row in room.rows(userid))
            return in_order(row for row in rows if not row.is_quiet)
        asked = (room for room in rooms if not getattr(room, "only_offers", False))
        return in_order(to_be_done(row for room in asked for row in room.rows(userid)))


def waits_here(community, request) -> list[Waiting]:
    """Return what waits for the current user in a community, asked once a request.

    For what stands beside a page; whatever changes something asks `waits_for`.
    """
    userid = me()
    asked = IAnnotations(request).setdefault(_ASKED, {})
    key = (community.getPhysicalPath(), userid)
    if key not in asked:
        asked[key] = waits_for(community, userid)
    return asked[key]


# Many communities in one request

_TOGETHER = "leap.cop.waiting.together"


class _Together:
    """Communities that are asked one after the other, and what was found in them."""

    def __init__(self, communities: list) -> None:
        self.paths = [_path(community) for community in communities]
        self.found: dict[str, dict[str, list]] = {}


def _path(content) -> str:
    return "/".join(content.getPhysicalPath())


@contextmanager
def together(request, communities: list) -> Iterator[None]:
    """Let rooms ask the catalog once for all of some communities."""
    request.other[_TOGETHER] = _Together(communities)
    try:
        yield
    finally:
        del request.other[_TOGETHER]


def found_in(community, name: str, ask: Callable[[list[str]], Any]) -> list:
    """Return the brains that a query finds right in a community.

    :param name: of the query, the same for each community.
    :param ask: asks the catalog for some paths at once, in order.
    """
    request, path = getRequest(), _path(community)
    group = request.other.get(_TOGETHER) if request is not None else None
    if group is None or path not in group.paths:
        return list(ask([path]))
    if name not in group.found:
        found = defaultdict(list)
        for brain in ask(group.paths):
            found[brain.getPath().rpartition("/")[0]].append(brain)
        group.found[name] = found
    return group.found[name].get(path, [])
