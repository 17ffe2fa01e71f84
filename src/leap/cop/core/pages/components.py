"""What the macros of a page show: plain values that a view fills in.

Each is named like the variable that its macro reads: `wait` shows a `Wait`.
"""

from collections.abc import Mapping
from collections.abc import Sequence
from leap.cop.core.names import hue
from leap.cop.core.names import initials
from leap.cop.core.pages.asked import Asked
from typing import NamedTuple


class Notice(NamedTuple):
    """Something to know before all else.

    :param tone: `know`, `care`, `glad` or `mend`.
    :param title: the first words, which say which it is.
    :param url: where to do something about it, empty for nowhere.
    :param link: what stands there.
    """

    tone: str
    title: object
    text: object = ""
    url: str = ""
    link: object = ""

    @property
    def sign(self) -> str:
        """The icon that goes with the tone."""
        return _SIGNS[self.tone]


_SIGNS = {
    "know": "info-circle",
    "care": "exclamation-triangle",
    "glad": "check-circle",
    "mend": "exclamation-circle",
}


class Wait(NamedTuple):
    """Something that waits for the reader; the whole row leads to where it is done.

    :param what: what to do, the verb first.
    :param where: where, and since when.
    :param sign: the name of an icon.
    :param left: a number with its noun, only if `what` does not say it.
    :param is_first: whether somebody else waits for it, and it stands on top.
    """

    what: object
    url: str
    where: object = ""
    sign: str = "arrow-right"
    left: object = ""
    is_first: bool = False


class Card(NamedTuple):
    """Something with one first action; the text and the foot are slots.

    :param id: of the title, on this page only once.
    :param url: where the whole card leads, empty where its text has links.
    :param is_offer: whether it stands on sand.
    """

    id: str
    title: object
    url: str = ""
    is_offer: bool = False


class Person(NamedTuple):
    """Somebody in a list.

    :param name: as it is shown, from which initials and hue come.
    :param about: the organisation, else the id, so that two of one name differ.
    :param role: only where it says something.
    """

    name: str
    about: object = ""
    role: object = ""
    url: str = ""

    @property
    def initials(self) -> str:
        """Two letters of the name."""
        return initials(self.name)

    @property
    def hue(self) -> int:
        """The number of the colour behind them."""
        return hue(self.name)


class Step(NamedTuple):
    """One step on the way to something.

    :param state: `done`, `next` or `later`.
    :param url: where it is done, empty for what somebody else does.
    :param button: what stands on the button of the next step.
    """

    number: int
    title: object
    state: str
    url: str = ""
    text: object = ""
    button: object = ""


class RowButton(NamedTuple):
    """A button in a row, which sends a form of its own.

    :param act: what the form says in `act`.
    :param about: what is said to ears alone, so that no two buttons sound alike.
    """

    act: str
    text: object
    about: object = ""
    look: str = "outline-primary"


class Row(NamedTuple):
    """A row with buttons that post.

    :param page: the page they post to, empty for the one they stand on.
    :param sends: what each form of the row carries besides, by name, such as an id.
    :param revision: what the row rests on, empty for what the page rests on.
    :param facts: what else is to be known about it, in a line.
    :param said: somebody's own words.
    :param fields: what its form asks; then all its buttons send that one form.
    """

    title: object
    buttons: Sequence[RowButton] = ()
    url: str = ""
    text: object = ""
    page: str = ""
    sends: Mapping[str, object] = {}
    revision: str = ""
    facts: Sequence = ()
    said: str = ""
    fields: Sequence[Asked] = ()

    @property
    def forms(self) -> list[Sequence[RowButton]]:
        """The buttons of each of its forms."""
        return [self.buttons] if self.fields else [(one,) for one in self.buttons]
