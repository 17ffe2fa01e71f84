"""The meetings of a community, found in the catalog."""

from plone import api


PORTAL_TYPE = "leap.cop.Meeting"

#: The permission to plan one.
ADD_MEETING = "leap.cop: Add Meeting"


def every_meeting(community) -> list:
    """Return all meetings of a community, the newest first, whoever asks.

    For the domain only.
    """
    catalog = api.portal.get_tool("portal_catalog")
    brains = catalog.unrestrictedSearchResults(
        path="/".join(community.getPhysicalPath()),
        portal_type=PORTAL_TYPE,
        sort_on="start",
        sort_order="descending",
    )
    return [brain._unrestrictedGetObject() for brain in brains]
