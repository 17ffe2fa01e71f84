"""What this room is known by."""

from plone.portlets.interfaces import IPortletDataProvider


class IPlacePortlet(IPortletDataProvider):
    """A portlet: what waits for the reader, the own communities, one link."""
