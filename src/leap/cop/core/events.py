"""What every room hears of: what happens in communities, whose user id is over."""

from dataclasses import make_dataclass
from dataclasses import MISSING
from datetime import datetime
from leap.cop.core.people import stand_in
from operator import attrgetter
from zope.interface import Attribute
from zope.interface import implementer
from zope.interface import Interface


class ICopEvent(Interface):
    """Something happened in a community. No word that was written goes with it.

    Fired once, in the transaction of what happened, and never on a refusal. Mails and
    whatever else follows hang on this one interface; rooms give it what they need.
    """

    about = Attribute("The content that it happened to")


def event_class(interface, *, about: str = "about", **defaults) -> type:
    """Return the class of an event: it gets what its interface names, in that order.

    :param about: the name of what it happened to, where it has one of its own.
    :param defaults: what may be left out, and is then this.
    """
    names = [name for one in reversed(interface.__iro__) for name in one.names()]
    says = {"__doc__": f"See `{interface.__name__}`."}
    if about != "about":
        names.remove("about")
        says["about"] = property(attrgetter(about))
    made = make_dataclass(
        interface.__name__.removeprefix("I"),
        [(name, object, defaults.get(name, MISSING)) for name in names],
        namespace=says,
        eq=False,
        repr=False,
    )
    made.__module__ = interface.__module__
    return implementer(interface)(made)


class IIdForgotten(Interface):
    """A user id stands for somebody no longer, in what is kept of it so far.

    Fired in the transaction that this is decided in; whoever keeps the user id MUST
    take it out before returning, and say in `counts` how much that was.
    """

    userid = Attribute("The user id, which may be somebody else's tomorrow")
    counts = Attribute("What was forgotten: a name in plain words, and how much")
    now = Attribute("The moment, aware, in UTC")


class IPersonErased(IIdForgotten):
    """Somebody is erased: their stories are gone, all traces of the user id go."""

    code = Attribute("The code of the person in `leap.cop.people`, None for none")
    known_as = Attribute(
        "The user id that codes of other kinds were made of, empty where it is another "
        "person's by now: what is forgotten would be theirs"
    )


class IAccountClosed(IIdForgotten):
    """Somebody's account is gone. What is the person's own stays, under the code."""

    code = Attribute("The code of the person in `leap.cop.people`")
    stand_in = Attribute("What may stand in records instead of the user id")


class IdForgotten:
    def __init__(self, userid: str, counts: dict[str, int], now: datetime) -> None:
        self.userid = userid
        self.counts = counts
        self.now = now


@implementer(IPersonErased)
class PersonErased(IdForgotten):
    """See `IPersonErased`."""

    def __init__(
        self,
        userid: str,
        counts: dict[str, int],
        now: datetime,
        *,
        code: str | None = None,
        known_as: str | None = None,
    ) -> None:
        super().__init__(userid, counts, now)
        self.code = code
        self.known_as = userid if known_as is None else known_as


@implementer(IAccountClosed)
class AccountClosed(IdForgotten):
    """See `IAccountClosed`."""

    def __init__(self, userid: str, code: str, now: datetime) -> None:
        super().__init__(userid, {}, now)
        self.code = code
        self.stand_in = stand_in(code)


def changed_names(event) -> set[str]:
    """Return the names of the fields that an event of a change names."""
    return {
        name.rpartition(".")[2]
        for description in event.descriptions
        for name in getattr(description, "attributes", ())
    }
