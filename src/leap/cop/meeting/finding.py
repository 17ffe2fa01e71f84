"""The meetings of a community, found in the catalog."""

from Acquisition import aq_base
from collections.abc import Collection
from collections.abc import Iterable
from collections.abc import Iterator
from datetime import datetime
from plone import api
from typing import Any


PORTAL_TYPE = "leap.cop.Meeting"

#: The permission to plan one.


def every_meeting(community) -> list:
    """Return all meetings of a community, the newest first, whoever asks.

    For the domain only.
    """
    return list(_there(community, _found(community, sort_order="descending")))


def _there(community, brains) -> Iterator:
    """Yield the meetings that stand where the catalog says.

    A wrong entry of the catalog must not keep anybody from taking a story back. Taken
    out of the community by their ids: the way there from the site is known already.
    """
    for brain in brains:
        found = community._getOb(brain.getId, None)
        if getattr(aq_base(found), "portal_type", None) == PORTAL_TYPE:
            yield found


def with_uids(community, uids: Collection[str]) -> list:
    """Return the meetings of a community that have these UIDs, whoever asks.

    For the domain only.
    """
    return list(_there(community, _found(community, UID=list(uids)))) if uids else []


def of_brains(communities: Iterable, brains: Iterable) -> Iterator[tuple[Any, list]]:
    """Yield communities with the meetings that the catalog found in each.

    For the domain only.
    """
    places = {"/".join(one.getPhysicalPath()): one for one in communities}
    found: dict[str, list] = {path: [] for path in places}
    for brain in brains:
        path = brain.getPath().rpartition("/")[0]
        if path in found:
            found[path].append(brain)
    for path, community in places.items():
        yield community, list(_there(community, found[path]))


def meetings_to_come(community, now: datetime) -> list:
    """Return the meetings that have not ended, the next one first, whoever asks.

    For the domain only.
    """
    found = _found(community, end={"query": now, "range": "min"})
    return list(_there(community, found))


def last_begun(community, now: datetime, limit: int) -> list:
    """Return the meetings that began last, the newest first, whoever asks.

    For the domain only.
    """
    found = _found(
        community,
        start={"query": now, "range": "max"},
        sort_order="descending",
        sort_limit=limit,
    )
    return list(_there(community, found[:limit]))


def _found(community, **wanted):
    catalog = api.portal.get_tool("portal_catalog")
    return catalog.unrestrictedSearchResults(
        path="/".join(community.getPhysicalPath()),
        portal_type=PORTAL_TYPE,
        sort_on="start",
        **wanted,
    )
