"""What invitations tell the room above: somebody is to be written to."""

from leap.cop.core.events import event_class
from zope.interface import Attribute
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


InvitationSent = event_class(IInvitationSent)
InvitationWaits = event_class(IInvitationWaits)
