"""What is sent about a manager's support."""

from leap.cop.core.schemas import Address
from leap.cop.core.schemas import Tick
from zope.interface import Interface


class IManager(Interface):
    """Whom to ask."""

    manager_email = Address()


class IWithout(Interface):
    """Somebody comes in without it."""

    without = Tick()
