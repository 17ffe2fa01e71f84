"""What other rooms hear of an agreement."""

from zope.interface import Attribute
from zope.interface import implementer
from zope.interface import Interface


class IAgreementEvent(Interface):
    """Something happened to an agreement."""

    agreement = Attribute("The agreement")
    community = Attribute("Its community")


class IAgreementAsks(IAgreementEvent):
    """A version asks everybody: a material one, or a contested one."""

    userid = Attribute("Who put it in force or contested it, who is not asked by mail")


class IAgreementReminds(IAgreementEvent):
    """Whoever has not answered is reminded."""

    userids = Attribute("Who has not answered")


class ITalkWanted(IAgreementEvent):
    """Somebody would like to talk about the agreement. It does not say who."""


class ISomebodyWaits(IAgreementEvent):
    """Somebody waits from now on, until there is an answer."""

    userid = Attribute("Who waits")


@implementer(IAgreementEvent)
class AgreementEvent:
    """See `IAgreementEvent`."""

    def __init__(self, agreement) -> None:
        self.agreement = agreement
        self.community = agreement.__parent__


@implementer(IAgreementAsks)
class AgreementAsks(AgreementEvent):
    """See `IAgreementAsks`."""

    def __init__(self, agreement, userid: str) -> None:
        super().__init__(agreement)
        self.userid = userid


@implementer(IAgreementReminds)
class AgreementReminds(AgreementEvent):
    """See `IAgreementReminds`."""

    def __init__(self, agreement, userids: list[str]) -> None:
        super().__init__(agreement)
        self.userids = userids


@implementer(ITalkWanted)
class TalkWanted(AgreementEvent):
    """See `ITalkWanted`."""


@implementer(ISomebodyWaits)
class SomebodyWaits(AgreementEvent):
    """See `ISomebodyWaits`."""

    def __init__(self, agreement, userid: str) -> None:
        super().__init__(agreement)
        self.userid = userid
