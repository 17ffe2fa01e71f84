"""Taking a round on: first what will happen, then one button."""

from functools import cached_property
from leap.cop import _
from leap.cop.community.membership import members_at
from leap.cop.core import settings
from leap.cop.core.containment import community_of
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
    rules.GROUPING: _("Topics are collected. Now put them into themes."),
    rules.VOTING: _("The vote is open. Members can give their dots."),
    rules.CLOSED: _("The round is over."),
}


class Objection(NamedTuple):
    """What an author says against where a topic was put."""

    text: str
    theme: str
    objection: str


class GoOnView(RoundPage):
    """What happens in the next phase, and the button that begins it."""

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
        if self.to == rules.CLOSED and not self.is_voting:
            return _("End the round without a vote")
        return _TITLES.get(self.to, _("Where the round is"))

    @property
    def to_grouping(self) -> bool:
        """Whether grouping is next."""
        return self.to == rules.GROUPING

    @property
    def to_voting(self) -> bool:
        """Whether the vote is next."""
        return self.to == rules.VOTING

    @property
    def to_close(self) -> bool:
        """Whether the close of the vote is next."""
        return self.to == rules.CLOSED and self.is_voting

    @property
    def to_end(self) -> bool:
        """Whether the round ends before anybody could vote."""
        return self.to == rules.CLOSED and not self.is_voting

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
    def objections_total(self) -> int:
        """How many authors say that their topic stands in the wrong place."""
        return collecting.objections_total(self.context)

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
    def small_group(self) -> int:
        """Under how many ballots a secret round shows no numbers."""
        return settings.small_group()

    @property
    def is_small(self) -> bool:
        """Whether fewer people can vote than that."""
        return self.voters_total < self.small_group

    @property
    def closes_too_early(self) -> bool:
        """Whether the time at which it would close is over."""
        closes = self.context.closes
        return closes is not None and closes <= self.now

    @property
    def is_possible(self) -> bool:
        """Whether the button would do something."""
        if not self.to:
            return False
        return not self.to_voting or bool(self.themes_total)

    # Closing it

    what_is_not_hidden = words.WHAT_IS_NOT_HIDDEN

    def act(self) -> str:
        """Take the round on."""
        to = phases.go_to(self.context, self.typed("phase"), now=self.now)
        self.say_done(_DONE[to])
        return f"{self.url}/board" if to == rules.GROUPING else self.url
