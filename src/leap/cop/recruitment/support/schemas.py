"""What is sent about a manager's support."""

from leap.cop import _
from leap.cop.core.schemas import Address
from leap.cop.core.schemas import Pick
from leap.cop.core.schemas import Tick
from leap.cop.recruitment.support import rules
from zope.interface import Interface


class IManager(Interface):
    """Whom to ask."""

    manager_email = Address(
        title=_("Your manager's email address"),
        description=_(
            "The facilitators see only the part after the @, and only until there is "
            "an answer. Then the address is deleted."
        ),
    )


class IManagersAnswer(Interface):
    """What a manager answers."""

    answer = Pick(
        {
            rules.YES: _("I support this"),
            rules.TALK: _("I would like to talk about it first"),
        },
        title=_("Your answer"),
    )


class IWithout(Interface):
    """Somebody comes in without it."""

    without = Tick()
