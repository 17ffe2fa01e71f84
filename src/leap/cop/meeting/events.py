"""What happens to meetings, told to the rooms above and to whoever waits for a mail."""

from leap.cop.core.events import event_class
from leap.cop.core.events import ICopEvent
from zope.interface import Attribute


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


MeetingTold = event_class(IMeetingTold)
MeetingHeld = event_class(IMeetingHeld)
Invited = event_class(IInvited)
TurnAsked = event_class(ITurnAsked)
SummaryShown = event_class(ISummaryShown)
MeetingMoved = event_class(IMeetingMoved)
MeetingSoon = event_class(IMeetingSoon)
MeetingCalledOff = event_class(IMeetingCalledOff)
ActionDue = event_class(IActionDue)
