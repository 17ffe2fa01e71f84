"""A portlet for the columns of the intranet: what waits, my communities, one link."""

from functools import cached_property
from leap.cop.core.pages.components import Wait
from leap.cop.core.settings import is_installed
from leap.cop.core.waiting import things
from leap.cop.place.mine import Corner
from leap.cop.place.mine import mine
from leap.cop.place.records import PlaceAssignment
from leap.cop.place.shown import shown
from plone import api
from plone.app.portlets.portlets import base
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile


#: So many things stand in a narrow column; the rest is one click away.
MOST = 5


class PlaceRenderer(base.Renderer):
    """What one reader sees of it; nothing for whoever is not logged in."""

    render = ViewPageTemplateFile("templates/portlet.pt")

    @property
    def available(self) -> bool:
        """Whether there is a reader, and a page to lead to."""
        return not api.user.is_anonymous() and is_installed(api.portal.get())

    @property
    def url(self) -> str:
        """The site's address."""
        return api.portal.get().absolute_url()

    @cached_property
    def waits(self) -> list[Wait]:
        """What waits, as on My place."""
        return shown(mine(self.request).waiting, self.request)

    @property
    def waits_total(self) -> int:
        """How many things that is, those included for which there is no room."""
        return things(mine(self.request).rows)

    @property
    def first(self) -> list[Wait]:
        """As much of it as there is room for."""
        return self.waits[:MOST]

    @property
    def communities(self) -> list[Corner]:
        """Where the reader belongs."""
        return mine(self.request).communities


class AddPlacePortlet(base.NullAddForm):
    """Put it into a column: there is nothing to choose."""

    def create(self) -> PlaceAssignment:
        """Return a portlet."""
        return PlaceAssignment()
