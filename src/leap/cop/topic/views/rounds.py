"""The rounds of a community beside each other; the way of one theme through them."""

from datetime import date
from functools import cached_property
from leap.cop import _
from leap.cop.community.views.moving import seen_by
from leap.cop.community.views.page import CommunityPage
from leap.cop.core import dates
from leap.cop.core.containment import community_of
from leap.cop.core.pages import charts
from leap.cop.core.permissions import ADD_ROUND
from leap.cop.topic import phases
from leap.cop.topic import rules
from leap.cop.topic import theme_history
from leap.cop.topic.interfaces import SetOut
from leap.cop.topic.theme_history import Stop
from leap.cop.topic.views import words
from leap.cop.topic.views.dots_page import DotsPage
from leap.cop.topic.views.round import former_titles
from leap.cop.topic.views.waiting import what_waits
from leap.cop.topic.vocabularies import STAGE_TITLES
from plone import api
from typing import NamedTuple
from zExceptions import NotFound


class RoundRow(NamedTuple):
    """A round in the list."""

    url: str
    title: str
    facts: list
    #: What the reader can do in it now, and where; None for nothing.
    waits: object


class Came(NamedTuple):
    """What a theme was in one round."""

    url: str
    round: str
    #: In a word; empty where nothing is shown.
    result: object


class LineRow(NamedTuple):
    """A theme, with the rounds that it was in."""

    title: str
    stops: list[Came]
    chart: str


def result_of(stop: Stop) -> object:
    """Return in a word what a theme was in a round, empty where nothing is shown."""
    if stop.share is not None:
        return f"{stop.share} %"
    if stop.result is not None and stop.result.place:
        return words.place(stop.result.place, stop.result.tied)
    return ""


class RoundsView(CommunityPage):
    """What the reader may see of the rounds; others are not even counted."""

    page_title = _("Topics")
    lead = _(
        "In a round, people say what they want to talk about, topics "
        "are grouped into themes, and everybody gives dots to what "
        "matters most."
    )

    has_columns = False
    tab = "topics"
    is_about_practice = True

    @cached_property
    def comparison(self) -> theme_history.Comparison:
        """The rounds and their themes."""
        return theme_history.compare(self.context, now=self.now)

    @property
    def may_begin(self) -> bool:
        """Whether the reader may begin a round."""
        return api.user.has_permission(ADD_ROUND, obj=self.context)

    @property
    def rows(self) -> list[RoundRow]:
        """The rounds, newest first."""
        return [self._row(one) for one in reversed(self.comparison.rounds)]

    def _row(self, round) -> RoundRow:
        phase = phases.phase_of(round, self.now)
        facts = [STAGE_TITLES.get(round.stage, ""), words.doing(round, self.now)]
        voted, electorate = phases.turnout(round, self.now)
        if phase in (rules.VOTING, rules.CLOSED) and electorate:
            facts.append(words.turnout(voted, electorate))
        if self.home.is_inside or self.may_begin:
            facts.append(seen_by(round))
        return RoundRow(
            url=round.absolute_url(),
            title=round.title,
            facts=[fact for fact in facts if fact],
            waits=what_waits(round, self.now),
        )

    @cached_property
    def compared(self) -> list:
        """The rounds that stand in the table: those in which something came out."""
        results = (
            stop.round
            for line in self.comparison.lines
            for stop in line.stops
            if stop.result is not None
        )
        found = {one.getId() for one in results}
        return [one for one in self.comparison.rounds if one.getId() in found]

    @property
    def compares(self) -> bool:
        """Whether there is something to compare."""
        return len(self.compared) > 1

    @property
    def themes(self) -> list[LineRow]:
        """The themes by their titles, those of the newest round first.

        Two of one title stand together, whether one was taken from the other or not.
        """
        age = [one.getId() for one in self.comparison.rounds].index
        found: dict[str, list[Stop]] = {}
        for line in self.comparison.lines:
            stops = [self.comparison.stop(line, one) for one in self.compared]
            if any(stops):
                title = line.title.casefold()
                found.setdefault(title, []).extend(filter(None, stops))
        for stops in found.values():
            stops.sort(key=lambda stop: age(stop.round.getId()))
        rows = sorted(
            found.values(),
            key=lambda stops: age(stops[-1].round.getId()),
            reverse=True,
        )
        return [self._line(stops) for stops in rows]

    def _line(self, stops: list[Stop]) -> LineRow:
        shares = [stop.share for stop in stops if stop.share is not None]
        return LineRow(
            title=stops[-1].theme.title,
            stops=[
                Came(
                    f"{stop.round.absolute_url()}/theme?id={stop.theme.id}",
                    stop.round.title,
                    result_of(stop),
                )
                for stop in stops
            ],
            chart=charts.columns(shares, self._most) if len(shares) > 1 else "",
        )

    @cached_property
    def _most(self) -> int:
        """The biggest share of all."""
        stops = (stop for line in self.comparison.lines for stop in line.stops)
        return max((stop.share or 0 for stop in stops), default=0)


class StopRow(NamedTuple):
    """A theme in one round."""

    url: str
    title: str
    #: How it was called there, where that was something else.
    label: str
    #: What it was called there before, and until when.
    former: list[tuple[str, str]]
    facts: list
    topics: list[str]
    dealt_with: bool
    is_here: bool


class ThemeView(DotsPage):
    """The life-line of a theme; more than one round only where it came back."""

    @property
    def page_title(self) -> str:
        """What the theme is called now."""
        return self.line.title

    def __call__(self):
        self.line  # noqa: B018 - a theme that there is not is no page
        return self.show()

    @cached_property
    def line(self) -> theme_history.Line:
        """The theme through the rounds that the reader may see."""
        theme_id = self.request.form.get("id")
        if not isinstance(theme_id, str):
            raise NotFound("theme")
        return theme_history.life_line(self.context, theme_id, now=self.now)

    @property
    def lead(self) -> str:
        """What the theme is about, in its newest words."""
        return self.line.stops[-1].theme.description

    @property
    def rounds_url(self) -> str:
        """Where all rounds are."""
        return f"{community_of(self.context).absolute_url()}/rounds"

    @property
    def chart(self) -> str:
        """The shares in the rounds, where there is more than one to show."""
        shares = [stop.share for stop in self.line.stops]
        if sum(share is not None for share in shares) < 2:
            return ""
        return charts.columns(shares, max(share or 0 for share in shares))

    @property
    def met(self) -> list[tuple[str, str, str]]:
        """The meetings in which people talked about it: address, title, day."""
        return [
            (stop.url, stop.title, self._day(stop.day))
            for stop in theme_history.met(community_of(self.context), self.line.line)
        ]

    @property
    def set_out(self) -> list[SetOut]:
        """What people set out to do about it."""
        return theme_history.set_out(community_of(self.context), self.line.line)

    def _day(self, day: date) -> str:
        return dates.day(day)

    @property
    def stops(self) -> list[StopRow]:
        """The rounds, oldest first."""
        return [self._stop(stop) for stop in self.line.stops]

    def _stop(self, stop: Stop) -> StopRow:
        facts = [words.doing(stop.round, self.now)]
        result = stop.result
        if result is not None:
            facts = [words.place(result.place, result.tied)] if result.place else []
            if result.dots is not None:
                facts.append(words.dots(result.dots))
            if stop.share is not None:
                facts.append(_("${share}% of all dots", mapping={"share": stop.share}))
            if result.voters:
                facts.append(words.people(result.voters))
            if result.matters_to_few:
                facts.append(_("Matters a lot to a few"))
            if not facts:
                facts = [_("Very few people voted, so nothing is shown")]
        title = stop.theme.title
        return StopRow(
            url=stop.round.absolute_url(),
            title=stop.round.title,
            label=title if title != self.line.title else "",
            former=former_titles(stop.theme),
            facts=facts,
            topics=[
                topic.text
                for topic in stop.topics
                if not words.says_again(topic.text, title)
            ],
            dealt_with=stop.theme.dealt_with,
            is_here=stop.round == self.context,
        )
