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
    """A facilitator invites."""

    userids = Attribute("User ids of those who are invited, one text, one a line.")


class ITurnAsked(IMeetingEvent):
    """Somebody is asked to host, to chair or to take notes."""

    userid = Attribute("Who is asked.")
    kind = Attribute("For which turn.")


class ISummaryShown(IMeetingEvent):
    """The summary of a meeting can be read."""


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
    """A facilitator invites."""

    def __init__(self, about, userids: list[str]) -> None:
        super().__init__(about)
        self.userids = "\n".join(userids)


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
