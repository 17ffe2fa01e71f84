"""Taking a round on: first what will happen, then one button."""

from functools import cached_property
from leap.cop import _
from leap.cop.community.membership import members_at
from leap.cop.core import settings
from leap.cop.core.containment import community_of
from leap.cop.core.pages.components import Notice
from leap.cop.topic import collecting
from leap.cop.topic import grouping
from leap.cop.topic import phases
from leap.cop.topic import rules
from leap.cop.topic.collecting import TopicRow
from leap.cop.topic.views import words
from leap.cop.topic.views.page import RoundPage
from typing import NamedTuple


_TITLES = {
    rules.GROUPING: _("Go on to grouping"),
    rules.VOTING: _("Open the vote"),
    rules.CLOSED: _("Close the vote"),
}

_DONE = {
    rules.GROUPING: _("Collecting is finished. Now group the topics into themes."),
    rules.VOTING: _("The vote is open. Members can give their dots."),
    rules.CLOSED: _("The round is over."),
}

_AT_THE_END = (
    _("Nobody gives dots. Topics and themes can still be read as they are now."),
    _("Its themes can be added to the next round."),
    _("You cannot undo this."),
)


class Objection(NamedTuple):
    """What an author says against where a topic was put."""

    text: str
    theme: str
    objection: str


class GoOnView(RoundPage):
    """What happens in the next phase, and the button that begins it."""

    carries = ("phase",)

    def rests_on(self) -> dict[str, object]:
        """Return the rules, where the round is, and what people will choose among."""
        themes = grouping.themes(self.context)
        return {
            **super().rests_on(),
            "phase": self.phase,
            "themes": [(theme.title, theme.description) for theme in themes],
        }

    def is_done_already(self) -> bool:
        return self.typed("phase") == self.phase

    @cached_property
    def to(self) -> str:
        """The phase to go on to; empty where there is none."""
        asked = self.typed("phase")
        ahead = rules.WAY.ahead_of(self.phase)
        if asked in ahead:
            return asked
        return ahead[0] if ahead and not asked else ""

    @property
    def page_title(self):
        """What the button does."""
        if self.to_end:
            return _("End the round without a vote")
        return _TITLES.get(self.to, _("This round so far"))

    button = page_title

    @property
    def lead(self):
        """That nothing is ahead, where that is so; else which round it is about."""
        if not self.to:
            return _("A round can only move forward, and this one is past that point.")
        return super().lead

    def carried(self, name: str) -> str:
        """Return the phase to go on to, also where nobody has named one."""
        return self.to

    @property
    def to_voting(self) -> bool:
        """Whether the vote is next."""
        return self.to == rules.VOTING

    @property
    def to_end(self) -> bool:
        """Whether the round ends before anybody could vote."""
        return self.to == rules.CLOSED and not self.is_voting

    @property
    def notice(self) -> Notice | None:
        """What stands in the way of a vote, most of all first."""
        if not self.to_voting:
            return None
        if not self.themes_total:
            return Notice(
                "care",
                _("There are no themes yet, and a vote needs at least one."),
                url=f"{self.url}/board",
                link=_("Make one on the board"),
            )
        if self.is_private:
            return Notice(
                "care",
                _("Only facilitators see this round"),
                _("Until members can see it, nobody can vote."),
                f"{self.url}/move-round",
                _("Show to members"),
            )
        if self.closes_too_early:
            return Notice(
                "care",
                _("The closing time has already passed"),
                _("Choose a later time, or leave it empty."),
                f"{self.url}/edit",
                _("Change the times"),
            )
        return None

    @property
    def happens(self) -> list:
        """What happens with the button."""
        if self.to_end:
            return list(_AT_THE_END)
        happens = {
            rules.GROUPING: self._at_grouping,
            rules.VOTING: self._at_voting,
            rules.CLOSED: self._at_closing,
        }
        return happens[self.to]() if self.to else []

    def _at_grouping(self) -> list:
        sentences = [
            _(
                "Nobody can add new topics after this. Topics so far: ${count}.",
                mapping={"count": self.topics_total},
            ),
            _(
                "Authors can still change their topics, see where they go, "
                "and say if one does not fit."
            ),
            _("You cannot go back to collecting topics."),
        ]
        if not self.topics_total:
            early = _("No topics yet. You could give people some more time.")
            sentences.insert(0, early)
        return sentences

    def _at_voting(self) -> list:
        sentences = [
            _(
                "Who can vote is fixed now: everybody who is a member or facilitator "
                "at this moment (${count}). You can add people who join later one by "
                "one.",
                mapping={"count": self.voters_total},
            ),
            _(
                "Once the first dots are in, themes and rules cannot be "
                "changed. You can only correct a title, and both versions are "
                "then shown."
            ),
            _("Nobody sees how the dots fall until voting closes, not even you."),
        ]
        if self.is_secret:
            sentences += self._at_secret_voting()
        if self.closes:
            sentences.append(
                _(
                    "The vote closes automatically: ${moment}.",
                    mapping={"moment": self.closes},
                )
            )
        return sentences

    def _at_secret_voting(self) -> list:
        sentences = [
            _("This vote is secret: dots are final once they are given."),
            words.WHAT_IS_NOT_HIDDEN,
        ]
        least = settings.small_group()
        if self.voters_total < least:
            sentences.append(
                _(
                    "If fewer than ${count} people vote, only the order is shown "
                    "afterwards, without numbers. If very few vote, no results are "
                    "shown.",
                    mapping={"count": least},
                )
            )
        return sentences

    def _at_closing(self) -> list:
        sentences = [
            self.turnout,
            _("After this nobody can vote, and nobody can reopen the vote."),
            _(
                "Everybody who can see this round sees the results at once. If few "
                "people have voted in a secret vote, numbers or the whole results are "
                "not shown."
            ),
        ]
        if self.is_secret:
            sentences += [
                _("All dots are saved again, with no link to any person."),
                words.WHAT_IS_NOT_HIDDEN,
            ]
        return sentences

    # What there is

    @cached_property
    def topics_total(self) -> int:
        """How many topics there are."""
        return len(self._topics)

    @cached_property
    def _topics(self) -> list[TopicRow]:
        return collecting.topics(self.context)

    @property
    def alone(self) -> list[str]:
        """The words of the topics that stand under no theme."""
        return [row.text for row in self._topics if row.theme not in self.theme_titles]

    @property
    def objections(self) -> list[Objection]:
        """What they say, for those who may read it."""
        return [
            Objection(row.text, self.theme_titles.get(row.theme, ""), row.objection)
            for row in self._topics
            if row.objection
        ]

    # Opening the vote

    @cached_property
    def voters_total(self) -> int:
        """How many people can vote, if it opens now."""
        return len(members_at(community_of(self.context), self.now))

    @cached_property
    def themes_total(self) -> int:
        """How many themes there are."""
        return len(self.theme_titles)

    @property
    def has_many_themes(self) -> bool:
        """Whether there are so many that people lose sight."""
        return self.themes_total >= rules.HINT_FROM

    @property
    def suggested_dots(self) -> int:
        """How many dots suit so many themes."""
        return rules.suggested_dots(self.themes_total)

    @property
    def suits(self) -> bool:
        """Whether the dots that people have suit the themes."""
        return self.context.dots == self.suggested_dots

    @property
    def closes_too_early(self) -> bool:
        """Whether the time at which it would close is over."""
        closes = self.context.closes
        return closes is not None and closes <= self.now

    @property
    def may_act(self) -> bool:
        """Whether the button would do something."""
        if not self.to:
            return False
        return not self.to_voting or bool(self.themes_total)

    def act(self) -> str:
        """Take the round on."""
        to = phases.go_to(self.context, self.typed("phase"), now=self.now)
        self.say_done(_DONE[to])
        return f"{self.url}/board" if to == rules.GROUPING else self.url
