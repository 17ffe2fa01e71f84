"""What other rooms hear of an agreement."""

from leap.cop.core.events import ICopEvent
from zope.interface import Attribute
from zope.interface import implementer


class IAgreementEvent(ICopEvent):
    """Something happened to an agreement, which is what it is about."""


class IAgreementAsks(IAgreementEvent):
    """A version asks everybody: a material one, or a contested one."""

    userid = Attribute("Who put it in force or contested it, who is not asked by mail")


class IAgreementReminds(IAgreementEvent):
    """Whoever has not answered is reminded."""


class ITalkWanted(IAgreementEvent):
    """Somebody would like to talk about the agreement. It does not say who."""


class ISomebodyWaits(IAgreementEvent):
    """Somebody waits from now on, until there is an answer."""

    userid = Attribute("Who waits")


@implementer(IAgreementEvent)
class AgreementEvent:
    """See `IAgreementEvent`."""

    def __init__(self, agreement) -> None:
        self.about = agreement


@implementer(IAgreementAsks)
class AgreementAsks(AgreementEvent):
    """See `IAgreementAsks`."""

    def __init__(self, agreement, userid: str) -> None:
        super().__init__(agreement)
        self.userid = userid


@implementer(IAgreementReminds)
class AgreementReminds(AgreementEvent):
    """See `IAgreementReminds`."""


@implementer(ITalkWanted)
class TalkWanted(AgreementEvent):
    """See `ITalkWanted`."""


@implementer(ISomebodyWaits)
class SomebodyWaits(AgreementEvent):
    """See `ISomebodyWaits`."""

    def __init__(self, agreement, userid: str) -> None:
        super().__init__(agreement)
        self.userid = userid
