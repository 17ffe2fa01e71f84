"""How one stands in the list, and a sheet of the list to sign on paper."""

from functools import cached_property
from leap.cop import _
from leap.cop.community import people
from leap.cop.community import rules
from leap.cop.community.profiles import profile
from leap.cop.community.roster import by_name
from leap.cop.community.schemas import IListed
from leap.cop.community.views.page import CommunityPage
from leap.cop.core.pages.asked import Asked
from leap.cop.core.pages.wordings import compared
from leap.cop.core.pages.wordings import shown_text
from leap.cop.core.pages.wordings import Wording


class ListedView(CommunityPage):
    """Name, organisation and one line, for this community alone."""

    page_title = _("How you are listed")
    tab = "people"
    asks = IListed
    button = _("Save")
    leave = _("Cancel")

    @property
    def may_act(self) -> bool:
        """Whether the reader is on the list at all."""
        return self.home.role is not None

    @property
    def lead(self):
        """What it is for."""
        if not self.may_act:
            return _("You do not belong to this community.")
        return _(
            "Only for this community. Anything you leave empty is taken "
            "from your profile."
        )

    def values(self) -> dict[str, str]:
        """Return how the reader chose to stand there."""
        return self.home.membership.chosen(self.me)._asdict()

    rests_on = values

    @property
    def fields(self) -> list[Asked]:
        """The lines, and what members say for themselves besides, yes or no."""
        name, *lines = super().fields
        usual = _(
            "Your profile says: ${name}. Facilitators see that name too.",
            mapping={"name": profile(self.me).fullname},
        )
        wishes = (
            Asked(
                name=wish.name,
                kind="tick",
                title=wish.title,
                help=wish.help,
                value="yes" if self._says(wish) else "",
            )
            for wish in self._wishes
        )
        return [name._replace(help=usual), *lines, *wishes]

    @cached_property
    def _wishes(self) -> list:
        wishes = people.wishes_of(self.context) if self.home.is_inside else {}
        return list(wishes.values())

    def _says(self, wish) -> bool:
        if self.problem:
            return bool(self.typed(wish.name))
        return wish.said(self.me)

    def both_wordings(self) -> list[Wording]:
        kept = self.values()
        return compared(
            (
                (field.title, shown_text(field.value), shown_text(kept[field.name]))
                for field in super().fields
            ),
            self.request,
        )

    def act(self, **listed: str) -> str:
        people.list_as(self.context, listed)
        said = {wish.name: bool(self.typed(wish.name)) for wish in self._wishes}
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
