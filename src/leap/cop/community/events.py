"""What a community tells the rooms above: somebody came, somebody left, it narrowed."""

from collections.abc import Iterable
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


@implementer(IMemberJoined)
class MemberJoined:
    def __init__(self, community, userid: str, role: str) -> None:
        self.community = community
        self.userid = userid
        self.role = role


@implementer(ICandidateCameIn)
class CandidateCameIn:
    def __init__(self, community, userid: str, role: str) -> None:
        self.community = community
        self.userid = userid
        self.role = role


@implementer(IMemberLeft)
class MemberLeft:
    def __init__(self, community, userid: str) -> None:
        self.community = community
        self.userid = userid


@implementer(IMemberWaits)
class MemberWaits:
    def __init__(self, community, userid: str, waits: bool) -> None:
        self.community = community
        self.userid = userid
        self.waits = waits


@implementer(IMemberPaused)
class MemberPaused:
    def __init__(self, community, userid: str) -> None:
        self.community = community
        self.userid = userid


@implementer(IMembershipChanged)
class MembershipChanged:
    def __init__(self, community, userid: str) -> None:
        self.community = community
        self.userid = userid


@implementer(ICommunityNarrowed)
class CommunityNarrowed:
    def __init__(self, community, limit: str, *, only_inside: bool = False) -> None:
        self.community = community
        self.limit = limit
        self.only_inside = only_inside


@implementer(ICommunityBecameSmall)
class CommunityBecameSmall:
    def __init__(self, community) -> None:
        self.community = community


@implementer(ICommunityLeftAlone)
class CommunityLeftAlone:
    def __init__(self, community) -> None:
        self.community = self.about = community


@implementer(ISiteReviewersChanged)
class SiteReviewersChanged:
    def __init__(self, now) -> None:
        self.now = now


@implementer(IMessageToFacilitators)
class MessageToFacilitators:
    def __init__(
        self, community, userid: str, text: str, also: Iterable[str] = ()
    ) -> None:
        self.community = community
        self.userid = userid
        self.text = text
        self.also = "\n".join(also)
