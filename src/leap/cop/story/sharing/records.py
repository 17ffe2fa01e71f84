"""How tellers were named last in a community, kept on it under their random codes."""

from datetime import datetime
from leap.cop.core.events import IIdForgotten
from leap.cop.core.records import Rows
from leap.cop.core.records import Shelf
from leap.cop.core.records import StaysHere
from typing import NamedTuple


KEY = "leap.cop.story.names_chosen"


class ChosenName(NamedTuple):
    """A choice, and all that readers could tell from it then.

    :param name: the name that was shown, empty for none.
    :param is_small: whether the community was so small that any of it is nearly a name.
    :param since: since when the teller had belonged.
    """

    attribution: str
    text: str
    name: str
    country: str
    is_small: bool
    since: datetime | None


ROWS = Rows(ChosenName, "attribution text name country is_small since")


class NamesChosen(StaysHere, Shelf):
    """The last choice of each teller; codes are of one site, so nothing goes along."""

    key = KEY
    of_site = False
    counted = "names chosen last"

    def last_of(self, code: str) -> ChosenName | None:
        """Return what somebody chose last, None for nothing."""
        row = self.get(code)
        return None if row is None else ROWS.read(row)

    def remember(self, code: str, chosen: ChosenName) -> None:
        """Keep a choice in the place of the one before."""
        self.put(code, ROWS.written(chosen))

    def forget_person(self, forgotten: IIdForgotten) -> int:
        """Drop the choice of somebody whose account is gone."""
        code = getattr(forgotten, "code", None)
        return int(bool(code) and self.drop(code) is not None)
