"""How one stands in the list, and a sheet of the list to sign on paper."""

from functools import cached_property
from leap.cop import _
from leap.cop.community import people
from leap.cop.community import rules
from leap.cop.community.profiles import Profile
from leap.cop.community.profiles import profile
from leap.cop.community.roster import by_name
from leap.cop.community.schemas import IListed
from leap.cop.community.views.page import CommunityPage
from leap.cop.core.pages.wordings import compared
from leap.cop.core.pages.wordings import shown_text
from leap.cop.core.pages.wordings import Wording
from plone import api


#: What the fields are called that everybody decides alone, in their order.
_LABELS = (_("Your name"), _("Your organisation"), _("One line about you"))


class ListedView(CommunityPage):
    """Name, organisation and one line, for this community alone."""

    page_title = _("How you are listed")
    tab = "people"

    longest = rules.LONGEST_LISTED

    @cached_property
    def _userid(self) -> str:
        return api.user.get_current().getId() or ""

    @property
    def belongs(self) -> bool:
        """Whether the reader is on the list at all."""
        return self.home.role is not None

    @cached_property
    def usual(self) -> Profile:
        """What the list shows where nothing is chosen: the reader's profile."""
        return profile(self._userid)

    @cached_property
    def typed_or_chosen(self) -> Profile:
        """What stands in the form."""
        if self.problem:
            return Profile(*(self.typed(name) for name in people.OWN_FIELDS))
        return self.home.membership.chosen(self._userid)

    @cached_property
    def wishes(self) -> list:
        """What members say for themselves besides, yes or no."""
        wishes = people.wishes_of(self.context) if self.home.is_inside else {}
        return list(wishes.values())

    def says(self, wish) -> bool:
        """Tell what stands in the form of one of these."""
        if self.problem:
            return bool(self.typed(wish.name))
        return wish.said(self._userid)

    def rests_on(self) -> dict[str, object]:
        """Return how the reader chose to stand there."""
        return self.home.membership.chosen(self._userid)._asdict()

    def both_wordings(self) -> list[Wording]:
        kept = self.home.membership.chosen(self._userid)
        rows = zip(_LABELS, people.OWN_FIELDS, kept, strict=True)
        return compared(
            (
                (label, shown_text(self.typed(name)), shown_text(there or ""))
                for label, name, there in rows
            ),
            self.request,
        )

    asks = IListed

    def act(self, **listed: str) -> str:
        people.list_as(self.context, listed)
        said = {wish.name: bool(self.typed(wish.name)) for wish in self.wishes}
        people.wish(self.context, said, now=self.now)
        self.say_done(_("Saved. This is how you are listed in this community."))
        goes_to = "/members" if self.home.may_see_members else ""
        return f"{self.url}{goes_to}"


class SignInSheetView(CommunityPage):
    """Names and a column to sign, for print; nothing that identifies an account."""

    page_title = _("Sign-in sheet")
    tab = "people"
    has_columns = False

    @cached_property
    def rows(self) -> list:
        """Who could come: members and facilitators, those who are paused left out."""
        inside = (rules.FACILITATOR, rules.MEMBER)
        members = self.home.membership
        rows = [
            row for row in members.listed() if row.role in inside and not row.paused
        ]
        # By what is kept: the sheet has everybody, on one sheet of paper.
        names = members.names(row.userid for row in rows)
        rows = [row._replace(fullname=names[row.userid]) for row in rows]
        place = by_name()
        return sorted(rows, key=lambda row: place(row.fullname))

    @property
    def lead(self) -> str:
        """Whose sheet it is, also on paper."""
        return self.context.title

    @property
    def blank_rows(self) -> list[int]:
        """Lines for guests."""
        return list(range(3))
