"""What a community tells the rooms above: somebody came, somebody left, it narrowed."""

from collections.abc import Iterable
from leap.cop.core.events import event_class
from leap.cop.core.events import ICopEvent
from zope.interface import Attribute
from zope.interface import implementer
from zope.interface import Interface


class IMemberJoined(Interface):
    """Somebody was let into a community."""

    community = Attribute("The community")
    userid = Attribute("Who came")
    role = Attribute("In which role")


class ICandidateCameIn(Interface):
    """Somebody who was on the way in has arrived."""

    community = Attribute("The community")
    userid = Attribute("Who arrived")
    role = Attribute("In which role")


class IMemberLeft(Interface):
    """Somebody's membership ended."""

    community = Attribute("The community")
    userid = Attribute("Who left")


class IMemberWaits(Interface):
    """The stories of others wait for somebody from now on, or no longer."""

    community = Attribute("The community")
    userid = Attribute("Who waits, or waited")
    waits = Attribute("Whether they wait now")


class IMemberPaused(Interface):
    """Somebody's access was taken away for now."""

    community = Attribute("The community")
    userid = Attribute("Who is paused")


class IMembershipChanged(Interface):
    """Somebody got another role, or a pause has ended."""

    community = Attribute("The community")
    userid = Attribute("Who")


class ICommunityNarrowed(Interface):
    """A community lets stories travel less far than before.

    Fired in the transaction of the change; whoever holds wider content MUST bring it
    down before returning.
    """

    community = Attribute("The community")
    limit = Attribute("The widest audience that is left")
    only_inside = Attribute(
        "Whether something came into it or went, and it is as it was itself"
    )


class ICommunityBecameSmall(Interface):
    """So few people are left that to name the community is nearly to name one of them.

    Fired in the transaction of the change; whoever names the community beside something
    that one of them did without a name MUST stop before returning.
    """

    community = Attribute("The community")


class ICommunityLeftAlone(ICopEvent):
    """A community lost its last facilitator, and nobody could be asked for another."""

    community = Attribute("The community")


class ISiteReviewersChanged(Interface):
    """Somebody reviews for all communities from now on, or no longer."""

    now = Attribute("The moment, aware, in UTC")


class IMessageToFacilitators(Interface):
    """Somebody writes to the facilitators of a community."""

    community = Attribute("The community")
    userid = Attribute("Who writes; answers go there")
    text = Attribute("The words, as they were typed")
    also = Attribute("User ids of members who get it besides, as one text, one a line")


MemberJoined = event_class(IMemberJoined)
CandidateCameIn = event_class(ICandidateCameIn)
MemberLeft = event_class(IMemberLeft)
MemberWaits = event_class(IMemberWaits)
MemberPaused = event_class(IMemberPaused)
MembershipChanged = event_class(IMembershipChanged)
CommunityNarrowed = event_class(ICommunityNarrowed, only_inside=False)
CommunityBecameSmall = event_class(ICommunityBecameSmall)
CommunityLeftAlone = event_class(ICommunityLeftAlone, about="community")
SiteReviewersChanged = event_class(ISiteReviewersChanged)


@implementer(IMessageToFacilitators)
class MessageToFacilitators:
    """See `IMessageToFacilitators`."""

    def __init__(
        self, community, userid: str, text: str, also: Iterable[str] = ()
    ) -> None:
        self.community = community
        self.userid = userid
        self.text = text
        self.also = "\n".join(also)
