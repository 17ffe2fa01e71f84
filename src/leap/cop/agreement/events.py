"""What other rooms hear of an agreement."""

from leap.cop.core.events import event_class
from leap.cop.core.events import ICopEvent
from zope.interface import Attribute


class IAgreementEvent(ICopEvent):
    """Something happened to an agreement, which is what it is about."""


class IAgreementAsks(IAgreementEvent):
    """A version asks everybody: a material one, or a contested one."""

    userid = Attribute("Who put it in force or contested it, who is not asked by mail")


class IAgreementReminds(IAgreementEvent):
    """Whoever has not answered is reminded."""

    userid = Attribute("Who asked for it, who gets none; empty for the daily job")


class ITalkWanted(IAgreementEvent):
    """Somebody would like to talk about the agreement. It does not say who."""


class ISomebodyWaits(IAgreementEvent):
    """Somebody waits from now on, for the first time for a version, and is to be told.

    Nobody is told what they did themselves, nor what the mail about a version says.
    """

    userid = Attribute("Who waits")


AgreementAsks = event_class(IAgreementAsks)
AgreementReminds = event_class(IAgreementReminds, userid="")
TalkWanted = event_class(ITalkWanted)
SomebodyWaits = event_class(ISomebodyWaits)
