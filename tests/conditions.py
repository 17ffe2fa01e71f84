"""Something that communities ask for before one belongs, for tests."""

from collections.abc import Iterator
from contextlib import contextmanager
from leap.cop.community import joining
from leap.cop.community.content import ICommunity
from leap.cop.community.events import IMemberLeft
from zope.component import getGlobalSiteManager
from zope.interface import implementer


class Asks:
    """A condition that a test can fulfil; who leaves is asked again."""

    def __init__(self, sentence: str, may_be_lifted: bool) -> None:
        self.fulfilled = fulfilled = set()

        @implementer(joining.IJoinCondition)
        class Condition:
            def __init__(self, community) -> None:
                self.may_be_lifted = may_be_lifted

            def missing(self, userid):
                return "" if userid in fulfilled else sentence

            def address(self, userid):
                return ""

            def lift(self, userid, by, now):
                assert may_be_lifted
                fulfilled.add(userid)

        self.factory = Condition

    def forget(self, event) -> None:
        self.fulfilled.discard(event.userid)


@contextmanager
def asked_for(sentence: str, *, may_be_lifted: bool) -> Iterator[set[str]]:
    """Have all communities ask for something; give the set of who fulfilled it."""
    registry = getGlobalSiteManager()
    made = Asks(sentence, may_be_lifted)
    condition = (made.factory, (ICommunity,), joining.IJoinCondition)
    registry.registerSubscriptionAdapter(*condition)
    registry.registerHandler(made.forget, (IMemberLeft,))
    yield made.fulfilled
    registry.unregisterSubscriptionAdapter(*condition)
    registry.unregisterHandler(made.forget, (IMemberLeft,))
