"""The portlet as a site keeps it in a column: it says nothing, and names nobody."""

from leap.cop import _
from leap.cop.place.interfaces import IPlacePortlet
from plone.app.portlets.portlets.base import Assignment
from zope.interface import implementer


@implementer(IPlacePortlet)
class PlaceAssignment(Assignment):
    """One portlet in a column."""

    title = _("Communities of practice")
