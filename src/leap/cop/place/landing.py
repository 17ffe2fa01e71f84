"""Where people arrive after logging in: the site's page, or My place.

An organisation decides (`core.settings.landing`). Whoever came from somewhere goes back
there, and where another add-on says where people arrive, it is asked first.
"""

from leap.cop.core import settings
from leap.cop.core.interfaces import IBrowserLayer
from leap.cop.core.privacy.places import leads_into_hidden
from plone import api
from plone.base.interfaces import IRedirectAfterLogin
from zope.component import adapter
from zope.component import getSiteManager
from zope.interface import implementer
from zope.interface import Interface
from zope.interface import providedBy


@implementer(IRedirectAfterLogin)
@adapter(Interface, IBrowserLayer)
class Landing:
    """Where somebody arrives."""

    def __init__(self, context, request) -> None:
        self.context = context
        self.request = request

    def __call__(self, came_from=None, is_initial_login=False):
        """Return an address; None for the site's own page."""
        others = self._others()
        if others is not None:
            came_from = others(came_from, is_initial_login)
        if came_from and leads_into_hidden(came_from.partition("?")[0]):
            # Stock tells by where it goes whether something is there.
            return self.context.absolute_url()
        if settings.landing() != settings.MY_PLACE:
            return came_from
        site = api.portal.get().absolute_url()
        # From the site's page people come who pressed "Log in" on it.
        if came_from and came_from.rstrip("/") != site:
            return came_from
        return f"{site}/my-place"

    def _others(self):
        """Return what another add-on registered, None for nothing."""
        required = (
            providedBy(self.context),
            providedBy(self.request) - IBrowserLayer,
        )
        found = getSiteManager().adapters.lookup(required, IRedirectAfterLogin)
        return found(self.context, self.request) if found is not None else None
