"""Who can vote, and what was stuck to paper: for facilitators. Never who voted how."""

from functools import cached_property
from leap.cop import _
from leap.cop.ballot.messages import NotTheseVoters
from leap.cop.community.membership import Membership
from leap.cop.community.namesakes import names_to_choose
from leap.cop.core.numbers import counted
from leap.cop.core.pages.components import Row
from leap.cop.core.pages.components import RowButton
from leap.cop.core.pages.stale import ADDS
from leap.cop.topic import grouping
from leap.cop.topic import voting
from leap.cop.topic.views import words
from leap.cop.topic.views.dots_page import DOTS
from leap.cop.topic.views.dots_page import DotsPage
from leap.cop.topic.views.dots_page import sent_dots
from typing import NamedTuple
from zExceptions import NotFound
from zope.i18nmessageid import Message


class VotersPage(DotsPage):
    """What both pages know."""

    @cached_property
    def voters(self) -> list[voting.Voter]:
        """Who can vote, by name."""
        return voting.voters(self.context, self.now)


class VotersView(VotersPage):
    """Who can vote, who came later, and a reminder to whoever it may concern."""

    page_title = _("Who can vote")

    unseen = {"": ADDS}
    tab = "topics"

    @cached_property
    def late(self) -> list[Row]:
        """Who came too late for this vote, each with a button."""
        if not self.is_voting:
            return []
        late = voting.late_joiners(self.context, self.now)
        roster = Membership(self.community)
        names = names_to_choose(roster, (voter.userid for voter in late))
        return [
            Row(
                names[voter.userid],
                buttons=[
                    RowButton("admit", _("Let them vote"), about=names[voter.userid])
                ],
                sends={"userid": voter.userid},
            )
            for voter in late
        ]

    def act(self) -> str:
        acts = {"admit": self._admit, "remind": self._remind}
        self.chosen(acts)()
        return f"{self.url}/voters"

    def _admit(self) -> None:
        voting.admit(self.context, self.typed("userid"), now=self.now)
        self.say_done(_("One more person can vote."))

    def _remind(self) -> None:
        reminded = voting.remind(self.context, now=self.now)
        self.say_done(
            counted(
                _(
                    "1 person has not voted, and will get a reminder if they can be "
                    "reached by email. Nobody is told who they are."
                ),
                _(
                    "${count} people have not voted. Those who can be reached by "
                    "email will get a reminder. Nobody is told who they are."
                ),
                reminded.people,
            )
        )
        if reminded.no_address:
            self.say_done(
                counted(
                    _(
                        "1 of the people who can vote has no email address here, so "
                        "they get no email. Please tell everybody when you meet."
                    ),
                    _(
                        "${count} of the people who can vote have no email address "
                        "here, so they get no email. Please tell everybody when you "
                        "meet."
                    ),
                    reminded.no_address,
                )
            )


class Stickers(NamedTuple):
    """A theme, and how many stickers there are on it."""

    id: str
    name: str
    title: str
    dots: str
    problem: str


class Whose(NamedTuple):
    """Whose stickers they are, as a field that something is wrong with."""

    problem: str
    title: object = _("Whose stickers these are")
    id: str = "cop-voter-1"


class Entered(NamedTuple):
    """A wall that was entered; neither whose it is, nor its dots."""

    id: str
    people: Message


class PaperView(VotersPage):
    """Stickers on a wall, entered in one go: all of it counts, or nothing does."""

    page_title = _("Dots from paper")
    button = _("Count these dots")
    leave = _("Back to the round")
    is_about_practice = False

    unseen = {"": ADDS}

    @cached_property
    def voters(self) -> list[voting.Voter]:
        """Who can vote, by name; two of one name are told apart."""
        found = super().voters
        roster = Membership(self.community)
        names = names_to_choose(roster, (voter.userid for voter in found))
        return [voter._replace(fullname=names[voter.userid]) for voter in found]

    @property
    def ticked(self) -> frozenset[str]:
        """Whose box is ticked: those that were, when something was not right."""
        return frozenset(self.typed_list("voters") if self.problem else ())

    @property
    def may_act(self) -> bool:
        """Whether the vote is open."""
        return self.is_voting

    @cached_property
    def walls(self) -> list[Stickers]:
        """The themes, in the order in which they hang on the wall."""
        most = self.context.max_per_theme * len(self.ticked)
        problems = self.dots_problems(most)
        return [
            Stickers(
                f"cop-wall-{number}",
                f"{DOTS}{theme.id}",
                theme.title,
                self.typed(f"{DOTS}{theme.id}") if self.problem else "",
                problems.get(theme.id, ""),
            )
            for number, theme in enumerate(grouping.themes(self.context), 1)
        ]

    @property
    def whose(self) -> Whose:
        """Whose stickers they are."""
        return Whose(self.problem if self.problem_field == "voters" else "")

    @property
    def to_mend(self) -> list:
        if not self.is_voting:
            return []
        return [one for one in (self.whose, *self.walls) if one.problem]

    @property
    def entered(self) -> list[Entered]:
        """What stands there from paper and can be taken out again."""
        return [
            Entered(wall.id, words.people(wall.people))
            for wall in voting.walls(self.context, now=self.now)
        ]

    @property
    def budget(self) -> str:
        """How many dots a person has, and how many fit on one theme."""
        return self.translated(
            _(
                "Dots for each person: ${dots}, up to ${most} on one theme.",
                mapping={
                    "dots": self.context.dots,
                    "most": self.context.max_per_theme,
                },
            )
        )

    def act(self) -> str:
        wall = voting.cast_on_paper(
            self.context,
            self.typed_list("voters"),
            sent_dots(self.request.form),
            self.typed("receipt") or None,
            now=self.now,
        )
        self.say_done(
            counted(
                _("1 person's dots are in, from paper."),
                _("${count} people's dots are in, from paper."),
                wall.people,
            )
        )
        return f"{self.url}/paper"

    def refuse(self, error: Exception) -> None:
        """Say by name who is meant, to whoever ticked the names."""
        super().refuse(error)
        if isinstance(error, NotTheseVoters):
            sent = self.typed_list("voters")
            names = {voter.userid: voter.fullname for voter in self.voters}
            meant = [sent[position - 1] for position in error.positions]
            self.problem = self.translated(
                _(
                    "Nothing has been counted yet. Cannot vote in this round: "
                    "${names}. Leave out their stickers, and untick their names.",
                    mapping={
                        "names": ", ".join(
                            dict.fromkeys(names.get(one, "?") for one in meant)
                        )
                    },
                )
            )


class TakeOutPaperView(VotersPage):
    """Take a wall out: first what that means, then one button."""

    page_title = _("Take these stickers out again")
    button = _("Take them out")
    leave = _("Cancel")
    carries = ("wall",)
    takes_away = True

    unseen = {"": "A wall is named by its id, and never changes."}

    @cached_property
    def people(self) -> int:
        """How many people the wall is of."""
        wanted = self.typed("wall")
        for wall in voting.walls(self.context, now=self.now):
            if wall.id == wanted:
                return wall.people
        raise NotFound(wanted)

    @property
    def happens(self) -> list[Message]:
        """What happens with the button."""
        return [
            counted(
                _("1 person's stickers will no longer count."),
                _("${count} people's stickers will no longer count."),
                self.people,
            ),
            _(
                "Anybody whose stickers these are can then vote again: you can enter "
                "the stickers again, or they can give their dots themselves. They "
                "get an email about it, and see it on the voting page."
            ),
        ]

    @property
    def leave_url(self) -> str:
        """Where stickers are entered."""
        return f"{self.url}/paper"

    def show(self):
        # Asked for before anything is shown: what is not there has no page.
        self.people  # noqa: B018
        return super().show()

    def act(self) -> str:
        """Do it."""
        try:
            people = voting.take_down(self.context, self.typed("wall"), now=self.now)
        except NotFound:
            # A double click: they are out already.
            return self.leave_url
        self.say_done(
            counted(
                _("Taken out. 1 person can vote again, and will get an email."),
                _("Taken out. ${count} people can vote again, and will get an email."),
                people,
            )
        )
        return self.leave_url
