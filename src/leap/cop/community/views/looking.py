"""Looking for people who have an account, on pages that then do something with one."""

from collections.abc import Sequence
from functools import cached_property
from leap.cop.community import people
from leap.cop.community.views.page import CommunityPage
from leap.cop.core.errors import Refused
from leap.cop.core.pages.components import Person
from leap.cop.core.pages.forms import reason_of
from leap.cop.core.pages.macros_of import MacrosOf
from typing import NamedTuple


class Search(NamedTuple):
    """What a search for people gave."""

    rows: Sequence[dict] = ()
    is_empty: bool = False
    problem: str = ""


class Looking:
    """A page on which people are looked for, with `?query=`."""

    people_macros = MacrosOf("../templates/people-macros.pt")

    #: What the button beside somebody who was found sends in `act`.
    act_name = "name"

    def may_choose(self, row: dict) -> bool:
        """Tell whether somebody who was found can be chosen."""
        return True

    @staticmethod
    def person_found(row: dict) -> Person:
        """Return somebody who was found; two who look alike are told apart."""
        about = filter(None, (row["organisation"], row["account"]))
        return Person(row["fullname"], about=", ".join(about))

    @property
    def query(self) -> str:
        """Whom the reader looks for."""
        return self.typed("query")

    @cached_property
    def search(self) -> Search:
        """Who was looked for, and who was found."""
        if "query" not in self.request.form:
            return Search()
        try:
            found = self.found_by(self.query)
        except Refused as error:
            return Search(problem=reason_of(error, self.request))
        return Search(rows=found, is_empty=not found)

    def found_by(self, query: str) -> Sequence[dict]:
        """Return the people that a search finds, as rows."""
        raise NotImplementedError


class PeoplePage(Looking, CommunityPage):
    """A page of one community on which people are looked for."""

    def found_by(self, query: str) -> Sequence[dict]:
        return people.search(self.context, query)
