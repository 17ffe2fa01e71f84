"""What came out of a round: on its page, as a table, and of one's own ballot."""

from functools import cached_property
from leap.cop import _
from leap.cop.core import settings
from leap.cop.core import spreadsheet
from leap.cop.core.errors import NotNow
from leap.cop.core.errors import Refused
from leap.cop.core.pages import charts
from leap.cop.core.pages.asked import Asked
from leap.cop.core.pages.components import Notice
from leap.cop.core.pages.components import Row
from leap.cop.core.pages.components import RowButton
from leap.cop.core.pages.stale import ASKS
from leap.cop.topic import grouping
from leap.cop.topic import phases
from leap.cop.topic import put_aside as aside
from leap.cop.topic import results
from leap.cop.topic import schemas
from leap.cop.topic.interfaces import IWhatNext
from leap.cop.topic.interfaces import NextStep
from leap.cop.topic.records import record_of
from leap.cop.topic.records import Theme
from leap.cop.topic.results import ResultRow
from leap.cop.topic.results import Results
from leap.cop.topic.views import words
from leap.cop.topic.views.dots_page import DotsPage
from typing import NamedTuple
from zExceptions import NotFound
from zope.component import subscribers


class ThemeRow(NamedTuple):
    """What a reader finds about one theme."""

    id: str
    title: str
    description: str
    #: What it was called when people voted.
    former: list[str]
    place: object
    rank: object
    dots: object
    people: object
    bar: str
    matters_to_few: bool
    topics: list[str]
    dealt_with: bool
    line_url: str
    #: The button of whoever looks after the round.
    button: Row


class ResultsPage(DotsPage):
    """What came out, for whichever page shows it. Nothing before the close."""

    @cached_property
    def results(self) -> Results | None:
        """What came out, None as long as the vote is open or the dots are counted."""
        try:
            return results.results(self.context, now=self.now)
        except NotNow:
            return None

    @property
    def is_counting(self) -> bool:
        """Whether the vote is over and the dots are being counted at this moment."""
        return self.is_closed and not phases.is_counted(self.context, self.now)

    @property
    def shows_results(self) -> bool:
        """Whether there is something to show: somebody could vote on something."""
        return self.results is not None and bool(self.results.rows)

    @property
    def ended_without_vote(self) -> bool:
        """Whether it is over, and nobody could vote on anything."""
        return self.results is not None and not self.shows_results

    @cached_property
    def rows(self) -> list[ThemeRow]:
        """The themes, best first."""
        if self.results is None:
            return []
        most = max((row.dots or 0 for row in self.results.rows), default=0)
        return [self._row(row, most) for row in self.results.rows]

    def _row(self, row: ResultRow, most: int) -> ThemeRow:
        theme = row.theme
        return ThemeRow(
            id=theme.id,
            title=theme.title,
            description=theme.description,
            former=[label for label, _day in theme.labels if label != theme.title],
            place=words.place(row.place, row.tied) if row.place else "",
            rank=words.rank(row.place, row.tied) if row.place else "",
            dots=words.dots(row.dots) if row.dots is not None else "",
            people=words.people(row.voters) if row.voters else "",
            bar=charts.bar(row.dots, most) if row.dots is not None else "",
            matters_to_few=row.matters_to_few,
            topics=self.topics_under(theme),
            dealt_with=theme.dealt_with,
            line_url=f"{self.url}/theme?id={theme.id}",
            button=self._button(theme),
        )

    def _button(self, theme: Theme) -> Row:
        talked = _("We have talked about this")
        if theme.dealt_with:
            talked = _("Offer it again in the next round")
        button = RowButton("say", talked, about=f": {theme.title}")
        return Row(
            title=theme.title,
            buttons=[button] if self.may_group else [],
            page="dealt-with",
            sends={
                "theme": theme.id,
                "dealt_with": "no" if theme.dealt_with else "yes",
            },
        )

    @property
    def aside(self) -> Row | None:
        """The button that brings it back to the home, None while it stands there."""
        if not aside.is_put_aside(self.context):
            return None
        button = RowButton("", _("Show it on the home page again"))
        return Row(title="", buttons=[button], page="put-aside")

    @property
    def what_next(self) -> list[NextStep]:
        """What to do with it, as the rooms above know."""
        rooms = subscribers((self.community,), IWhatNext)
        return [step for room in rooms for step in room.steps()]

    @property
    def has_few(self) -> bool:
        """Whether something matters a lot to few."""
        return any(row.matters_to_few for row in self.rows)

    @property
    def voted(self) -> object:
        """How many have voted, of how many."""
        return words.turnout(self.results.voted, self.results.electorate)

    @property
    def why_few_numbers(self) -> object:
        """Why there are no numbers, empty where there are."""
        if self.results is None or self.results.breakdown:
            return ""
        if self.results.rows and self.results.rows[0].place is None:
            return _(
                "Very few people voted in this secret round, so even the "
                "order could show how individual people voted. No results are "
                "shown."
            )
        if self.results.voted >= settings.small_group():
            return _(
                "Few people voted on a screen, so numbers could show how "
                "individual people voted. Only the places are shown."
            )
        return _(
            "Few people voted in this secret round, so numbers could show "
            "how individual people voted. Only the places are shown."
        )


class ResultsPart(ResultsPage):
    """The part of a round's page that says what came out; empty before the close."""

    def __call__(self):
        # A part of a page: where somebody asks for it alone, nothing is put around it.
        return self.index()


class ResultsCsvView(ResultsPage):
    """What came out, for a spreadsheet; 409 before the close."""

    def __call__(self) -> bytes:
        found = results.results(self.context, now=self.now)
        headings = (_("Place"), _("Theme"), _("Dots"), _("People"))
        table = results.table(found, [self.translated(one) for one in headings])
        return spreadsheet.answer(self.request.response, "results.csv", table)


class DealtWithView(DotsPage):
    """Say of a theme that the group has talked about it, or not yet."""

    unseen = {"": "It says one thing of one theme, whatever was said before."}

    page_title = _("Results")
    is_about_practice = False

    @property
    def notice(self) -> Notice:
        """Where it is said."""
        where = _("On the round's page you can mark a theme as talked about.")
        link = _("Back to the round")
        return Notice("know", where, url=f"{self.url}#cop-results", link=link)

    def act(self) -> str:
        value = {"yes": True, "no": False}.get(self.typed("dealt_with"))
        if value is None:
            raise Refused(_("choose one of the two."), "dealt_with")
        try:
            theme = grouping.change_theme(
                self.context,
                self.typed("theme"),
                {"dealt_with": value},
                now=self.now,
            )
        except NotFound as error:
            raise Refused(
                _("there is no such theme in this round."), "theme"
            ) from error
        mapping = {"theme": theme.title}
        if value:
            self.say_done(
                _("Saved: you have talked about “${theme}”.", mapping=mapping)
            )
        else:
            self.say_done(
                _("“${theme}” will be offered for the next round.", mapping=mapping)
            )
        return f"{self.url}#cop-results"


class PutAsideView(DotsPage):
    """Put aside on the home what came out, or show it there again, for oneself."""

    unseen = {"": "It says one thing for one person, whatever was said before."}

    page_title = _("Results")
    lead = _("Should your community's home page show you these results?")
    asks = schemas.IPutAside
    labels = {"yes": _("Put it aside"), "": _("Show it on the home page again")}
    pressed = "put_aside"
    is_about_practice = False

    @property
    def may_act(self) -> bool:
        """Whether the reader is told there at all."""
        return aside.may_put_aside(self.context)

    def act(self, put_aside: bool = False) -> str:
        """Do it, and go back to where the button was."""
        aside.put_aside(self.context, put_aside, now=self.now)
        if put_aside:
            self.say_done(
                _(
                    "Put aside. You can find these results under “Topics”, and show "
                    "them here again."
                )
            )
            return self.community.absolute_url()
        self.say_done(
            _(
                "Your community's home page shows you these results again, "
                "while they are less than two weeks old."
            )
        )
        return f"{self.url}#cop-results"


class BallotCountedView(DotsPage):
    """Find one's own secret ballot by its receipt, which no address ever holds."""

    page_title = _("Were my dots counted?")
    button = _("Check")
    leave = _("Back to the round")
    asks = schemas.IReceipt
    is_about_practice = False

    unseen = {"": ASKS}

    #: The themes and dots of the ballot that was found, None before anybody looked.
    found: list[tuple[str, object]] | None = None

    was_looked_for = False

    @property
    def may_act(self) -> bool:
        """Whether there are receipts, and a result to look in."""
        return self.is_secret and self.is_closed

    @property
    def fields(self) -> list[Asked]:
        """The receipt, which is shown to nobody again."""
        return [field._replace(value="") for field in super().fields]

    def answer(self):
        """Look, and show; nothing is kept, so nothing is gone on to."""
        try:
            self.look(**self.sent())
        except (NotNow, Refused) as error:
            self.refuse(error)
        return self.show()

    def look(self, receipt: str) -> None:
        """Find the ballot.

        :raises NotNow: before the close.
        :raises Refused: for what cannot be a receipt.
        """
        dots = results.ballot_by_receipt(self.context, receipt, now=self.now)
        self.was_looked_for = True
        if dots is not None:
            themes = record_of(self.context).themes
            self.found = [
                (themes[one].title, words.dots(number)) for one, number in dots.items()
            ]
