"""What this room's parts, and the database, call things by."""

from datetime import datetime
from leap.cop.interfaces import IBelowCommunity
from zope.interface import Interface


class IFormInCommunity(IBelowCommunity):
    """An easyform below a community: it follows the community's rules, not the site's.

    Set when a form comes below a community, by whatever way, and kept when the add-on
    is taken out: what was private must not fall back to the site's default workflow.
    """


class IApplicationDesk(Interface):
    """Adapter of a community: takes what somebody filed with a form."""

    def file(userid: str, message: str, manager_email: str, now: datetime):
        """Keep an application.

        :returns: an address to go on to, None for the form's own thanks page.
        :raises Refused, NotNow: the message starts with `message:` or
            `manager_email:` where it is about one of the two.
        """
