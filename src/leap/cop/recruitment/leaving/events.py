"""What leaving tells the room above: somebody wants the own link by mail."""

from leap.cop.core.events import ICopEvent
from zope.interface import Attribute
from zope.interface import implementer


class ILeaverLinkWanted(ICopEvent):
    """Somebody left, and wants the link to the own stories by mail.

    The token is stored nowhere: whoever writes the mail has it from here alone.
    """

    community = Attribute("The community")
    userid = Attribute("Who left")
    token = Attribute("The token, in clear")


@implementer(ILeaverLinkWanted)
class LeaverLinkWanted:
    def __init__(self, community, userid: str, token: str) -> None:
        self.community = self.about = community
        self.userid = userid
        self.token = token
