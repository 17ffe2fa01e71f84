"""A page for which the rest of the address is something else than more pages."""

from leap.cop.core.unwalked import Unwalked
from zope.interface import implementer
from zope.publisher.interfaces import IPublishTraverse


@implementer(IPublishTraverse)
class TakesPath(Unwalked):
    """Takes what follows its name in the path, such as a token, into `path`."""

    def __init__(self, context, request) -> None:
        super().__init__(context, request)
        self.path: list[str] = []

    def publishTraverse(self, request, name):
        """Take one name more."""
        self.path.append(name)
        return self
