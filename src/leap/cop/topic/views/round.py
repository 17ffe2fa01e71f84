"""A round, as its reader finds it: where it is, and what can be done now."""

from datetime import datetime
from functools import cached_property
from leap.cop import _
from leap.cop.ballot.poll import MyBallot
from leap.cop.community.membership import Membership
from leap.cop.core import dates
from leap.cop.core.pages.asked import Asked
from leap.cop.core.pages.asked import asked
from leap.cop.core.pages.macros_of import MacrosOf
from leap.cop.core.pages.stale import ADDS
from leap.cop.core.permissions import RAISE_TOPIC
from leap.cop.topic import collecting
from leap.cop.topic import grouping
from leap.cop.topic import phases
from leap.cop.topic import rules
from leap.cop.topic import schemas
from leap.cop.topic import voting
from leap.cop.topic.collecting import TopicRow
from leap.cop.topic.records import Theme
from leap.cop.topic.views import words
from leap.cop.topic.views.facilitated import FacilitatedRound
from leap.cop.topic.views.facilitated import Link
from leap.cop.topic.vocabularies import SECRECY_TITLES
from plone import api
from typing import NamedTuple
from zope.i18n import translate


PHASE_TITLES = {
    rules.COLLECTING: _("Collect topics"),
    rules.GROUPING: _("Group into themes"),
    rules.VOTING: _("Give dots"),
    rules.CLOSED: _("Results"),
}

#: What a form about topics does, and what it asks.
RAISE = "raise"
CHANGE = "change"
OBJECT = "object"
ASKS = {
    RAISE: schemas.ITopic,
    CHANGE: schemas.IOtherWords,
    OBJECT: schemas.IObjection,
}


class PhaseStep(NamedTuple):
    """One of the four phases, in the row above the page."""

    title: str
    is_done: bool
    is_now: bool

    @property
    def css(self) -> str:
        """How it looks."""
        if self.is_now:
            return "cop-phase-now"
        return "cop-phase-done" if self.is_done else ""


class ThemeRow(NamedTuple):
    """A theme with what stands under it."""

    id: str
    title: str
    description: str
    #: What it was called before, and until when.
    former: list[tuple[str, str]]
    #: What stands under it; a topic that it only repeats is there without its words.
    topics: list[TopicRow]


class RoundParts(FacilitatedRound):
    """What the page of a round is made of, for whoever reads it."""

    parts = MacrosOf("../templates/round-parts.pt")

    @property
    def steps(self) -> list[PhaseStep]:
        """The four phases."""
        here = rules.PHASES.index(self.phase)
        done = rules.PHASES[:here]
        if self.is_closed and not self.was_voted:
            done = ()
        return [
            PhaseStep(PHASE_TITLES[phase], phase in done, phase == self.phase)
            for phase in rules.PHASES
        ]

    # What the reader can do now

    @property
    def lead(self):
        """One sentence on what this reader can do now."""
        if self.is_collecting:
            return self._lead_collecting()
        if self.is_grouping:
            return self._lead_grouping()
        return self._lead_voting() if self.is_voting else self._lead_closed()

    def _lead_collecting(self):
        if self.may_raise:
            return _("Write down what you want to talk about. One sentence is enough.")
        return _("Members write down what they want to talk about.")

    def _lead_grouping(self):
        if self.may_group:
            return _("Group topics that belong together, and give each theme a name.")
        if self.is_inside:
            return _(
                "Facilitators are grouping topics into themes. See where "
                "yours went, and say if one does not fit."
            )
        return _("Topics that belong together are grouped into themes.")

    def _lead_voting(self):
        ballot = self.ballot
        if self.is_private:
            return _(
                "Only facilitators can see this round at the moment, so nobody can "
                "give dots."
            )
        if ballot.on_paper:
            return _(
                "Your dots are already in, from paper. There is nothing left to do."
            )
        if ballot.taken_out and ballot.can_vote:
            return words.TAKEN_OUT
        if ballot.cast and ballot.secret:
            return _("You have given your dots. In this round they are final.")
        if ballot.cast:
            return _("You have given your dots. You can move them until voting closes.")
        if ballot.can_vote:
            return _("Give your dots to what matters most to you.")
        if self.may_raise_here:
            return _(
                "You joined after the vote opened. Ask a facilitator if you "
                "would like to give dots too."
            )
        return _("Members give their dots to what matters most to them.")

    def _lead_closed(self):
        if self.was_voted:
            return _("The vote is over.")
        return _("This round ended without a vote.")

    # Topics

    @cached_property
    def may_raise_here(self) -> bool:
        """Whether the reader is one of those who write topics in this round."""
        return api.user.has_permission(RAISE_TOPIC, obj=self.context)

    @property
    def may_raise(self) -> bool:
        """Whether the reader can write a topic now."""
        return self.may_raise_here and self.is_collecting

    @property
    def may_reword(self) -> bool:
        """Whether authors can still change their words."""
        return self.may_raise_here and (self.is_collecting or self.is_grouping)

    @cached_property
    def topics(self) -> list[TopicRow]:
        """All topics, the reader's own first."""
        return collecting.topics(self.context)

    @cached_property
    def own(self) -> list[TopicRow]:
        """The reader's own."""
        return [row for row in self.topics if row.mine]

    @property
    def others(self) -> list[TopicRow]:
        """Those of others."""
        return [row for row in self.topics if not row.mine]

    @property
    def others_title(self):
        """What stands above those of others."""
        return _("Other people's topics") if self.own else _("Topics")

    @property
    def who_reads_topics(self):
        """Who reads a topic that is written now."""
        if self.audience == "public":
            return _("All staff can read your topic.")
        if self.is_private:
            return _(
                "Only facilitators and site administrators can read your topic until "
                "the round is shown to members."
            )
        total = len(Membership(self.community).insiders())
        return _(
            "The members of this community (${count}) and the site administrators "
            "can read your topic. Facilitators could later show the round to all "
            "staff.",
            mapping={"count": total},
        )

    @property
    def who_is_named(self):
        """Whether names stand with topics."""
        if self.context.unnamed_topics:
            return _(
                "Your name is not shown, not even to facilitators. The people "
                "who run the server could find it out."
            )
        return _("Members can see your name with your topic.")

    def may_object(self, row: TopicRow) -> bool:
        """Tell whether an author can say that their topic stands in a wrong place."""
        return self.is_grouping and bool(self.theme_title(row))

    def theme_title(self, row: TopicRow) -> str:
        """Return under which theme a topic stands, empty for none."""
        return self.theme_titles.get(row.theme, "")

    # What was typed, when it was not saved: see `topics.py`

    @property
    def stranded(self) -> str:
        """Words that were not saved, and whose form is not there any more."""
        return ""

    def field_of(self, act: str, row: TopicRow | None = None) -> Asked:
        """Return the field of a form: a new topic, or one about a topic that is there.

        With what was typed, and what is wrong with it, where that was not saved.
        """
        was_sent = (self.typed("act"), self.typed("topic"))
        is_wrong = bool(self.problem) and was_sent == (act, row.id if row else "")
        there = {"text": row.text, "objection": row.objection} if row else {}
        if is_wrong:
            there = {name: self.typed(name) for name in ("text", "objection")}
        [field] = asked(ASKS[act], there, self.problems if is_wrong else {})
        if row is None:
            said = (field.help, self.who_reads_topics, self.who_is_named)
            words = (translate(one, context=self.request) for one in said)
            return field._replace(help=" ".join(words))
        return field._replace(of=row.id)

    # Themes

    @cached_property
    def themes(self) -> list[ThemeRow]:
        """The themes; while people vote, in the order of this reader's own."""
        order = grouping.themes(self.context)
        if self.is_voting:
            order = voting.themes_for(self.context)
        under: dict[str, list[TopicRow]] = {}
        for row in self.topics:
            under.setdefault(row.theme, []).append(row)
        return [self._theme(theme, under.get(theme.id, [])) for theme in order]

    def _theme(self, theme: Theme, topics: list[TopicRow]) -> ThemeRow:
        return ThemeRow(
            id=theme.id,
            title=theme.title,
            description=theme.description,
            former=former_titles(theme),
            topics=[
                row._replace(
                    text="" if words.says_again(row.text, theme.title) else row.text
                )
                for row in topics
            ],
        )

    @property
    def alone(self) -> list[TopicRow]:
        """The topics that stand under no theme."""
        return [row for row in self.topics if row.theme not in self.theme_titles]

    # Dots

    @cached_property
    def ballot(self) -> MyBallot:
        """The reader's own dots."""
        return voting.my_ballot(self.context, now=self.now)

    @property
    def vote_link(self) -> Link | None:
        """Where the reader gives dots, None where there is nothing to give."""
        ballot = self.ballot
        if not ballot.can_vote or ballot.on_paper or (ballot.cast and ballot.secret):
            return None
        text = _("Change your dots") if ballot.cast else _("Give your dots")
        return Link(f"{self.url}/vote", text)

    @property
    def came_late(self) -> bool:
        """Whether the reader would vote, and came in after the vote had opened."""
        if self.is_private or not self.may_raise_here:
            return False
        return not self.ballot.can_vote

    @property
    def secrecy(self):
        """How dots are kept, in words."""
        return SECRECY_TITLES[self.context.secrecy]

    # What came out

    @property
    def was_voted(self) -> bool:
        """Whether people could vote before it ended."""
        return phases.was_voted(self.context)

    @property
    def results(self) -> str:
        """What came out, as a part of this page; empty where nobody makes it."""
        part = self._page("results-part")
        return part() if part is not None and self.was_voted else ""


class RoundView(RoundParts):
    """Where members, facilitators and, if it is shown to them, colleagues land."""

    unseen = {"": ADDS}

    def answer(self):
        """Show the page; what is written goes to pages of their own."""
        return self.show()


def former_titles(theme: Theme) -> list[tuple[str, str]]:
    """Return what a theme was called before, and the day until when."""
    return [
        (title, dates.day(datetime.fromisoformat(day))) for title, day in theme.labels
    ]
