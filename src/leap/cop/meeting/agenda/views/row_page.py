"""What the pages about one row of an agenda share: who leads it, and the way back."""

from collections import Counter
from functools import cached_property
from leap.cop import _
from leap.cop.community.membership import Membership
from leap.cop.core.errors import Refused
from leap.cop.core.names import sort_key
from leap.cop.meeting import rules
from leap.cop.meeting.views.page import MeetingPage
from typing import NamedTuple


LEADS = _("Who leads it?")
_NOBODY = _("Nobody yet")


class Choice(NamedTuple):
    """One of several, in a list that folds out."""

    name: str
    title: object
    help: object
    options: list[tuple[str, object]]
    value: str


class Leader(NamedTuple):
    """Somebody who can lead something, as the others see them."""

    userid: str
    name: str


class RowPage(MeetingPage):
    """What the pages about one row share."""

    needs = "add_row"
    leave = _("Back to the agenda")

    @property
    def leave_url(self) -> str:
        """The agenda."""
        return f"{self.url}/agenda"

    def chosen_of(self, name: str, there: str = "") -> str:
        """Return what is chosen: what was sent, else what is there."""
        return self.typed(name) if name in self.request.form else there

    @cached_property
    def people(self) -> dict[str, Leader]:
        """Who can lead something, by a code that stands for their user id.

        Members read names of each other, and no ids.
        """
        membership = Membership(self.community)
        found = [
            row
            for row in membership.listed()
            if row.role in (rules.F, rules.M) and not row.paused
        ]
        names = membership.names(row.userid for row in found)
        twice = {name for name, times in Counter(names.values()).items() if times > 1}
        return {
            self.code_of(row.userid): Leader(
                row.userid,
                f"{names[row.userid]}, {row.organisation}"
                if names[row.userid] in twice and row.organisation
                else names[row.userid],
            )
            for row in sorted(found, key=lambda row: sort_key(names[row.userid]))
        }

    def lead_choice(self, there: str = "") -> Choice:
        """Return who can lead it.

        :param there: the user id of who does until now.
        """
        people = [(code, person.name) for code, person in self.people.items()]
        value = self.chosen_of("lead", self.code_of(there))
        return Choice("lead", LEADS, "", [("", _NOBODY), *people], value)

    @property
    def lead_sent(self) -> str:
        """The user id of who was chosen, empty for nobody.

        :raises Refused: for somebody who was not there to choose.
        """
        code = self.typed("lead")
        if not code:
            return ""
        if code not in self.people:
            raise Refused(_("choose somebody in this community."), "lead")
        return self.people[code].userid
