"""What invitations tell the room above: somebody is to be written to."""

from zope.interface import Attribute
from zope.interface import implementer
from zope.interface import Interface


class IInvitationSent(Interface):
    """An invitation is on its way, for the first time or again.

    The token is stored nowhere: whoever writes the mail has it from here alone.
    """

    community = Attribute("The community")
    invitation_id = Attribute("Which invitation")
    token = Attribute("The token, in clear")


class IInvitationWaits(Interface):
    """Somebody without an account accepted, and the site is asked for one."""

    community = Attribute("The community")


@implementer(IInvitationSent)
class InvitationSent:
    def __init__(self, community, invitation_id: str, token: str) -> None:
        self.community = community
        self.invitation_id = invitation_id
        self.token = token


@implementer(IInvitationWaits)
class InvitationWaits:
    def __init__(self, community) -> None:
        self.community = community
