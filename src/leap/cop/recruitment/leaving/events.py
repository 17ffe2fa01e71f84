"""What leaving tells the room above: somebody wants their link by mail."""

from leap.cop.core.events import event_class
from leap.cop.core.events import ICopEvent
from zope.interface import Attribute


class ILeaverLinkWanted(ICopEvent):
    """Somebody left, and wants the link to their own stories by mail.

    The token is stored nowhere: whoever writes the mail has it from here alone.
    """

    community = Attribute("The community")
    userid = Attribute("Who left")
    token = Attribute("The token, in clear")


LeaverLinkWanted = event_class(ILeaverLinkWanted, about="community")
