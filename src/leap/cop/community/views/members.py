"""The roster: who is here, and, for facilitators, who comes, changes and goes."""

from collections import Counter
from functools import cached_property
from leap.cop import _
from leap.cop.community import namesakes
from leap.cop.community import people
from leap.cop.community import rules
from leap.cop.community.roster import Listed
from leap.cop.community.roster import PAGE
from leap.cop.community.roster import Row
from leap.cop.community.views.looking import PeoplePage
from leap.cop.community.views.looking import Search
from leap.cop.community.views.page import CommunityPage
from leap.cop.community.vocabularies import ROLE_TITLES
from leap.cop.core import dates
from leap.cop.core import lookup
from leap.cop.core.pages.asked import Asked
from leap.cop.core.pages.components import Notice
from leap.cop.core.pages.components import Person
from leap.cop.core.pages.pager import Pages
from leap.cop.core.pages.stale import ADDS
from leap.cop.core.pages.stale import PROTECTS
from leap.cop.core.revision import mark_of
from leap.cop.core.text import folded
from plone.protect.authenticator import check
from typing import NamedTuple
from zope.i18n import translate


_GROUP_TITLES = {
    rules.FACILITATOR: _("Facilitators"),
    rules.MEMBER: _("Members"),
    rules.REVIEWER: _("Reviewers"),
    rules.CANDIDATE: _("On the way in"),
}


#: How people came, for facilitators; other ways in are not named.
_HOW_TITLES = {
    "founded": _("started the community"),
    "added": _("added directly"),
    "application": _("asked to join"),
    "open": _("joined directly"),
    "invitation": _("invited"),
}


#: What comes of taking somebody off the list.
_COMES_OF_IT = (
    _(
        "From then on they cannot read anything that only this community can read, "
        "and they get no emails from it."
    ),
    _(
        "Their stories are still theirs, and stay shared as they are now until they "
        "take them back."
    ),
    _("What they heard here stays here. It is kind to say so when you tell them."),
    _("You can add them again at any time."),
    _("This site does not tell them. Please tell them yourself."),
)


def _as_listed(row: Listed | Row) -> tuple[str, str]:
    return folded(row.fullname), folded(row.organisation)


class Group(NamedTuple):
    """The people in one role: those on this page, and how many there are."""

    role: str
    title: str
    rows: list[Row]
    total: int


class MembersView(PeoplePage):
    """The roster, for members and for whoever manages them."""

    page_title = _("People")
    tab = "people"
    has_columns = False

    @property
    def may_manage(self) -> bool:
        """Whether the reader may let people in and change roles."""
        return self.home.may_manage_members

    @cached_property
    def is_for_the_site(self) -> bool:
        """Whether the reader administrates the site, and may pause facilitators."""
        return people.asks_for_the_site()

    @property
    def may_leave(self) -> bool:
        """Whether the reader belongs, and so may leave."""
        return self.home.role is not None

    @cached_property
    def groups(self) -> list[Group]:
        """The people by role; paused ones for those alone who can let them in again."""
        totals = Counter(each.role for each in self._listed)
        groups = (
            Group(
                role,
                title,
                [row for row in self._rows if row.role == role],
                totals[role],
            )
            for role, title in _GROUP_TITLES.items()
        )
        return [group for group in groups if group.rows]

    @cached_property
    def _listed(self) -> list[Listed]:
        listed = self.home.membership.listed()
        return [each for each in listed if self.may_manage or not each.paused]

    @cached_property
    def pages(self) -> Pages:
        """The list, cut into pages; the one with whom a change was about."""
        start = self._start_of(self.typed("userid")) if self.problem else None
        return Pages(
            self._listed,
            self.request,
            url=f"{self.url}/members",
            size=PAGE,
            start=start,
            anchor="list",
        )

    def _start_of(self, userid: str) -> int:
        """Return where the page begins on which somebody stands."""
        ids = [each.userid for each in self._listed]
        return ids.index(userid) // PAGE * PAGE if userid in ids else 0

    @cached_property
    def _rows(self) -> list[Row]:
        return [self.home.membership.row(each) for each in self.pages.here]

    @property
    def some_are_away(self) -> bool:
        """Whether accounts of this page could not be looked up; asked after them."""
        return lookup.some_are_away()

    @cached_property
    def _day(self) -> dates.Write:
        return dates.days()

    def since(self, row: Row) -> str:
        """Give the day since when somebody belongs, in the reader's way to write it."""
        return self._day(row.since)

    def how(self, row: Row):
        """Give how somebody came, for those who manage the list; empty for others."""
        return _HOW_TITLES.get(row.how, "") if self.may_manage else ""

    def account_name(self, row: Row) -> str:
        """Give the profile's name of somebody listed under another, to facilitators."""
        differs = row.account_name != row.fullname
        return row.account_name if self.may_manage and differs else ""

    def revision_of(self, row: Row) -> str:
        """Return what a form about somebody carries."""
        return mark_of(people.standing_of(row))

    @cached_property
    def _apart(self) -> dict[str, str]:
        if not self.may_manage:
            return {}
        # By what is kept, with that of this page as it is now.
        shown = {row.userid: row for row in self._rows}
        listed = [shown.get(each.userid, each) for each in self._listed]
        here = {_as_listed(row) for row in self._rows}
        return namesakes.marks(
            (each.userid, each.fullname, each.organisation)
            for each in listed
            if _as_listed(each) in here
        )

    def person(self, row: Row) -> Person:
        """Return who it is; facilitators alone tell two who look alike apart."""
        about = filter(None, (row.organisation, self._apart.get(row.userid, "")))
        return Person(row.fullname, about=", ".join(about))

    def number(self, row: Row) -> int:
        """Return the number of a row on this page, which no id is told by."""
        return 1 + self._rows.index(row)

    def may_pause(self, row: Row) -> bool:
        """Whether the reader may pause this person, or let them in again."""
        return self.is_for_the_site or row.role != rules.FACILITATOR

    def is_open(self, row: Row) -> bool:
        """Whether the last change was about this person and did not go through."""
        return bool(self.problem) and self.typed("userid") == row.userid

    def problem_with(self, row: Row) -> str:
        """Return what is wrong with the role that was chosen for somebody."""
        return self.problem if self.is_open(row) and self._is_about_role else ""

    @property
    def _is_about_role(self) -> bool:
        return self.problem_field == "role" and self.typed("act") == "role"

    @property
    def fields(self) -> list[Asked]:
        """The field that is refused, so that the page leads to it."""
        return [
            Asked(
                name=f"role-{self.number(row)}",
                kind="line",
                title=_("Role"),
                required=True,
                problem=self.problem_with(row),
            )
            for row in self._rows
            if self.problem_with(row)
        ]

    @property
    def stands_alone(self) -> bool:
        return not self.fields

    @cached_property
    def roles(self) -> list[tuple[str, str]]:
        """The roles to choose from, in words of the reader's language."""
        return [
            (role, translate(title, context=self.request))
            for role, title in ROLE_TITLES.items()
        ]

    @cached_property
    def search(self) -> Search:
        """Who was looked for, and who was found; nobody by those who let nobody in."""
        return super().search if self.may_manage else Search()


class ChangeMembersView(MembersView):
    """The changes that facilitators make on the roster, one form each."""

    unseen = {"add": ADDS, "pause": PROTECTS}

    def rests_on(self) -> dict[str, object]:
        """Return how the person stands whom it is about."""
        if self.typed("act") not in ("", "role", "resume"):
            return {}
        found = (
            row
            for row in self.home.membership.rows()
            if row.userid == self.typed("userid")
        )
        row = next(found, None)
        return people.standing_of(row) if row is not None else {}

    def is_done_already(self) -> bool:
        standing, act = self.rests_on(), self.typed("act")
        if act == "role":
            return standing["role"] == self.typed("role")
        return act == "resume" and not standing["paused"]

    def show(self):
        if self.request.get("REQUEST_METHOD") != "POST":
            self.request.response.redirect(f"{self.url}/members")
            return ""
        return super().show()

    def act(self) -> str:
        """Make the one change that was asked for."""
        acts = {
            "add": self._add,
            "role": self._change_role,
            "pause": self._pause,
            "resume": self._resume,
        }
        userid = self.typed("userid")
        self.chosen(acts)(userid)
        start = self._start_of(userid)
        return f"{self.url}/members?b_start={start}" if start else f"{self.url}/members"

    def _words(self, userid: str) -> dict[str, str]:
        role = self.home.membership.role_of(userid) or ""
        title = ROLE_TITLES.get(role, "")
        return {
            "name": self.home.membership.fullname(userid),
            "role": translate(title, context=self.request),
        }

    def _add(self, userid: str) -> None:
        people.add(self.context, userid, self.typed("role"), now=self.now)
        words = self._words(userid)
        self.say_done(_("${name} has been added. Role: ${role}.", mapping=words))

    def _change_role(self, userid: str) -> None:
        people.change_role(self.context, userid, self.typed("role"), now=self.now)
        words = self._words(userid)
        self.say_done(_("Saved. ${name}: ${role}.", mapping=words))

    def _pause(self, userid: str) -> None:
        people.set_paused(self.context, userid, True, now=self.now)
        words = self._words(userid)
        self.say_done(
            _(
                "${name} is paused: for now, they cannot read anything that only "
                "this community can read.",
                mapping=words,
            )
        )

    def _resume(self, userid: str) -> None:
        people.set_paused(self.context, userid, False, now=self.now)
        words = self._words(userid)
        self.say_done(_("${name} is back.", mapping=words))


class RemoveMemberView(CommunityPage):
    """Taking somebody off the list: first what will happen, then one button."""

    page_title = _("Remove somebody")
    tab = "people"
    has_columns = False
    button = _("Remove")
    takes_away = True
    leave = _("Back to people")
    carries = ("userid", "confirm")

    @cached_property
    def person(self) -> Row | None:
        """Whom it is about, None for somebody who does not belong."""
        return self.home.membership.row_of(self.typed("userid"))

    @property
    def lead(self):
        """Who that is: no name stands in the title bar."""
        words = {"name": self.person.fullname}
        return _("Remove ${name} from this community?", mapping=words)

    @property
    def may_act(self) -> bool:
        """Whether somebody else facilitates; else a successor comes first."""
        return not self.home.membership.is_last_facilitator(self.person.userid)

    @property
    def notice(self) -> Notice | None:
        """What comes first, for the last who facilitates."""
        if self.may_act:
            return None
        text = _(
            "This person is the only facilitator. Make somebody else a "
            "facilitator first."
        )
        return Notice("care", text, url=self.leave_url, link=self.leave)

    @property
    def happens(self) -> tuple:
        """What comes of it."""
        return _COMES_OF_IT if self.may_act else ()

    @property
    def leave_url(self) -> str:
        """The list."""
        return f"{self.url}/members"

    def carried(self, name: str) -> str:
        """Return whom it is about, and that it was asked on this page."""
        return "1" if name == "confirm" else self.typed(name)

    def rests_on(self) -> dict[str, object]:
        """Return how the person stands whom it is about."""
        return people.standing_of(self.person) if self.person is not None else {}

    def show(self):
        if self.request.get("REQUEST_METHOD") != "POST":
            self.request.response.redirect(self.leave_url)
            return ""
        return super().show()

    def answer(self):
        """Show what will happen; after the button on that page, do it."""
        check(self.request)
        if self.person is None:
            self.say_done(_("This person does not belong to this community."))
            self.request.response.redirect(self.leave_url, status=303)
            return ""
        return super().answer() if self.typed("confirm") else self.show()

    def act(self) -> str:
        name = self.person.fullname
        people.remove(self.context, self.person.userid, now=self.now)
        self.say_done(_("${name} has been removed.", mapping={"name": name}))
        return self.leave_url
