"""An agreement that is sent over REST: it needs no title of its own."""

from leap.cop import _
from leap.cop.community.interfaces import ICompletesSent
from plone import api
from zope.i18nmessageid import Message
from zope.interface import provider


TITLE: Message = _("Our agreement")


@provider(ICompletesSent)
def call_it_ours(data: dict) -> None:
    """Say what it is called where nobody did."""
    if "title" not in data:
        data["title"] = api.portal.translate(TITLE)
