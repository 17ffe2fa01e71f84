"""What people send who ask to come in, and who answer them."""

from leap.cop import _
from leap.cop.core.schemas import Address
from leap.cop.core.schemas import CleanWords
from leap.cop.core.schemas import Pick
from leap.cop.recruitment.events import DECISIONS
from leap.cop.recruitment.support.rules import MAX_MESSAGE
from zope.interface import Interface


class IAsking(Interface):
    """The words of somebody who asks to come in, where the community wants some."""

    message = CleanWords(
        title=_("What do you hope to get, and what can you bring?"),
        description=_(
            "A few sentences. Only the facilitators and the site administrators read "
            "them, with your name. Please name nobody else."
        ),
        max_length=MAX_MESSAGE,
    )


class IApplication(Interface):
    """Somebody asks to come in; whether that needs words, the community says."""

    message = CleanWords(max_length=MAX_MESSAGE, required=False)
    manager_email = Address(required=False)


class IWords(Interface):
    """What somebody is told who asked; it needs no words."""

    message = CleanWords(
        title=_("Your words"),
        description=_(
            "If you write nothing, they get a friendly standard sentence. "
            "They read your answer on this site; the email only has a "
            "link. You do not need to give a reason."
        ),
        max_length=MAX_MESSAGE,
        required=False,
    )


class IAnswer(IWords):
    """What somebody is told who asked, and whether it is a yes."""

    decision = Pick(dict.fromkeys(DECISIONS, ""))
