"""What happens to meetings, told to the rooms above and to whoever waits for a mail."""

from leap.cop.core.events import ICopEvent
from zope.interface import Attribute
from zope.interface import implementer


class IMeetingEvent(ICopEvent):
    """Something happened to a meeting; `about` is the meeting."""


class IMeetingTold(IMeetingEvent):
    """What a calendar is told of a meeting changed: time, zone, shown place, phase."""


class IMeetingHeld(IMeetingEvent):
    """A meeting took place."""


class IInvited(IMeetingEvent):
    """A facilitator invites; one event for each who is invited."""

    userid = Attribute("Who is invited.")


class ITurnAsked(IMeetingEvent):
    """Somebody is asked to host, to chair or to take notes."""

    userid = Attribute("Who is asked.")
    kind = Attribute("For which turn.")


class ISummaryShown(IMeetingEvent):
    """The summary of a meeting can be read."""


class IMeetingMoved(IMeetingEvent):
    """Those who count on a meeting are to hear how it is now."""


class IMeetingCalledOff(ICopEvent):
    """A meeting that calendars hold is deleted; one event for each who counts on it.

    `about` is the community: of the meeting nothing is left. All of it is texts.
    """

    userid = Attribute("Whose calendar holds it.")
    uid = Attribute("What calendars know it by.")
    begins = Attribute("When it would have begun, in ISO with an offset.")
    ends = Attribute("When it would have ended.")
    zone = Attribute("On whose clock.")
    sequence = Attribute("How often it was changed, this time included.")


class IMeetingSoon(IMeetingEvent):
    """A meeting is in two days."""


class IActionDue(ICopEvent):
    """Somebody set out to do something, and its day comes; `about` is the community."""

    userid = Attribute("Whose it is.")
    when = Attribute("`soon` or `late`.")


class MeetingEvent:
    """Something happened to a meeting."""

    def __init__(self, about) -> None:
        self.about = about


@implementer(IMeetingTold)
class MeetingTold(MeetingEvent):
    """What a calendar is told changed."""


@implementer(IMeetingHeld)
class MeetingHeld(MeetingEvent):
    """A meeting took place."""


@implementer(IInvited)
class Invited(MeetingEvent):
    """A facilitator invites somebody."""

    def __init__(self, about, userid: str) -> None:
        super().__init__(about)
        self.userid = userid


@implementer(ITurnAsked)
class TurnAsked(MeetingEvent):
    """Somebody is asked for a turn."""

    def __init__(self, about, userid: str, kind: str) -> None:
        super().__init__(about)
        self.userid = userid
        self.kind = kind


@implementer(ISummaryShown)
class SummaryShown(MeetingEvent):
    """The summary of a meeting can be read."""


@implementer(IMeetingMoved)
class MeetingMoved(MeetingEvent):
    """Those who count on a meeting are to hear how it is now."""


@implementer(IMeetingSoon)
class MeetingSoon(MeetingEvent):
    """A meeting is in two days."""


@implementer(IMeetingCalledOff)
class MeetingCalledOff(MeetingEvent):
    """A meeting that somebody's calendar holds is deleted."""

    def __init__(self, about, userid: str, **told: str) -> None:
        super().__init__(about)
        self.userid = userid
        self.uid, self.zone = told["uid"], told["zone"]
        self.begins, self.ends = told["begins"], told["ends"]
        self.sequence = told["sequence"]


@implementer(IActionDue)
class ActionDue(MeetingEvent):
    """The day comes of what somebody set out to do."""

    def __init__(self, about, userid: str, when: str) -> None:
        super().__init__(about)
        self.userid = userid
        self.when = when
