"""What people send who ask to come in, and who answer them."""

from leap.cop.core.schemas import Address
from leap.cop.core.schemas import CleanWords
from leap.cop.core.schemas import Pick
from leap.cop.recruitment.events import DECISIONS
from leap.cop.recruitment.support.rules import MAX_MESSAGE
from zope.interface import Interface


class IApplication(Interface):
    """Somebody asks to come in; whether that needs words, the community says."""

    message = CleanWords(max_length=MAX_MESSAGE, required=False)
    manager_email = Address(required=False)


class IAnswer(Interface):
    """What somebody is told who asked; it needs no words."""

    decision = Pick(dict.fromkeys(DECISIONS, ""))
    message = CleanWords(max_length=MAX_MESSAGE, required=False)
