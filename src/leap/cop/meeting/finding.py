"""The meetings of a community, found in the catalog."""

from collections.abc import Iterator
from datetime import datetime
from plone import api
from zExceptions import NotFound


PORTAL_TYPE = "leap.cop.Meeting"

#: The permission to plan one.
ADD_MEETING = "leap.cop: Add Meeting"


def every_meeting(community) -> list:
    """Return all meetings of a community, the newest first, whoever asks.

    For the domain only.
    """
    return list(_there(_found(community, sort_order="descending")))


def _there(brains) -> Iterator:
    """Yield what stands where the catalog says.

    A wrong entry of the catalog must not keep anybody from taking a story back.
    """
    for brain in brains:
        try:
            yield brain._unrestrictedGetObject()
        except (AttributeError, KeyError, NotFound):
            continue


def meetings_to_come(community, now: datetime) -> list:
    """Return the meetings that have not ended, the next one first, whoever asks.

    For the domain only.
    """
    found = _found(community, end={"query": now, "range": "min"})
    return [brain._unrestrictedGetObject() for brain in found]


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
    return [brain._unrestrictedGetObject() for brain in found[:limit]]


def _found(community, **wanted):
    catalog = api.portal.get_tool("portal_catalog")
    return catalog.unrestrictedSearchResults(
        path="/".join(community.getPhysicalPath()),
        portal_type=PORTAL_TYPE,
        sort_on="start",
        **wanted,
    )
