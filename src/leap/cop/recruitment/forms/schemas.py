"""What is sent about a community's forms."""

from leap.cop.core.schemas import OneLine
from zope.interface import Interface


class IKind(Interface):
    """Which ready-made form to make."""

    kind = OneLine(max_length=20)
