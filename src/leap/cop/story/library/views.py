"""Lists of stories, newest first: the library, and the stories of one community."""

from collections.abc import Mapping
from functools import cached_property
from leap.cop import _
from leap.cop.community.adapters import HomePart
from leap.cop.community.home import Home
from leap.cop.core import dates
from leap.cop.core.audience import PUBLIC
from leap.cop.core.errors import Refused
from leap.cop.core.pages.forms import field_of
from leap.cop.core.pages.forms import reason_of
from leap.cop.core.pages.forms import show_no_columns
from leap.cop.core.pages.forms import status_of
from leap.cop.core.pages.pager import Pages
from leap.cop.story.display.cards import Cards
from leap.cop.story.display.cards import StoryCard
from leap.cop.story.display.page import StoryMacros
from leap.cop.story.library import library
from plone import api
from plone.uuid.interfaces import IUUID
from Products.Five.browser import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile


NOTHING = library.Filters()

#: The filters with a list of values, and what stands over each.
SELECTS = {
    "community": _("Community"),
    "country": _("Country"),
    "domain": _("Kind of change"),
    "audience": _("Who can read it"),
}


def list_row(
    line,
    communities: library.Communities,
    words: library.Words,
    day,
    cards: Cards | None = None,
) -> StoryCard:
    """Return one story for a list, which the macro `rows` shows.

    :param line: a brain, or a `ListItem`.
    :param day: writes a moment as a day.
    :param cards: makes the cards of the list; given where there are several.
    """
    row = library.row(line, communities, words)
    told = day(line.effective) if row["published"] else ""
    cards = cards or Cards(words.request)
    return cards.card(row, row["community"], row["country"], told)


class StoryListView(StoryMacros, BrowserView):
    """The list alone, without the page around it, for filters and the next page."""

    index = ViewPageTemplateFile("templates/story-list.pt")

    def __call__(self):
        self.filters  # noqa: B018 - says what is wrong before the page begins
        # A part of a page, that a script puts into one: the theme has nothing to add.
        self.request.response.setHeader("X-Theme-Disabled", "1")
        return self.index()

    @property
    def url(self) -> str:
        """The list's address: what is shown there, and where its links lead."""
        return f"{self.context.absolute_url()}/story-library"

    problem = ""
    problem_field = ""

    #: With JavaScript the list alone is fetched, and the address follows.
    link_class = "pat-inject"
    link_options = (
        "source: #cop-library-list; target: #cop-library-list; history: record; "
        "scroll: target"
    )

    @cached_property
    def filters(self) -> library.Filters:
        """What the reader looks for; nothing where that cannot be."""
        try:
            return library.filters_from({**self.request.form, **self.settled})
        except Refused as error:
            self.problem = reason_of(error, self.request)
            self.problem_field = field_of(error)
            self.request.response.setStatus(status_of(error))
            return NOTHING

    #: Filters that the page is about itself, and no part of its links.
    settled: Mapping[str, str] = {}

    @cached_property
    def pages(self) -> Pages:
        """What was found."""
        query = [
            (name, value)
            for name, value in self.filters._asdict().items()
            if value and name not in self.settled
        ]
        found = [] if self.problem else library.find(self.filters)
        return Pages(found, self.request, url=self.url, query=query)

    @cached_property
    def communities(self) -> library.Communities:
        """The communities that the reader sees."""
        return library.Communities()

    @cached_property
    def _words(self) -> library.Words:
        return library.Words(self.request)

    @cached_property
    def _day(self):
        return dates.days()

    @cached_property
    def _cards(self) -> Cards:
        return Cards(self.request)

    @cached_property
    def rows(self) -> list[StoryCard]:
        """The stories on this page; none of them is woken."""
        return [self._row(brain) for brain in self.pages.here]

    def _row(self, brain) -> StoryCard:
        return list_row(brain, self.communities, self._words, self._day, self._cards)

    @property
    def is_filtered(self) -> bool:
        """Whether the reader looks for something."""
        nothing = NOTHING._replace(**self.settled)
        return self.filters != nothing or bool(self.problem)


class StoryLibraryView(StoryListView):
    """The library: a form to filter by, and the list."""

    page_title = _("Stories")
    lead = _("Stories of change that you can read, newest first.")

    #: Where a story is told, empty where there is no one place for it.
    tell_url = ""

    #: Whether the site's columns stand beside the list.
    has_columns = True

    page = ViewPageTemplateFile("templates/story-library.pt")

    def __call__(self):
        if self._list_is_enough:
            return super().__call__()
        self.filters  # noqa: B018 - says what is wrong before the page begins
        if not self.has_columns:
            show_no_columns(self.request)
        return self.page()

    @property
    def _list_is_enough(self) -> bool:
        """Whether a script asks, which has the page around the list already."""
        wanted = self.request.getHeader("X-Requested-With", "")
        return wanted == "XMLHttpRequest" or bool(self.request.form.get("ajax_load"))

    @cached_property
    def facets(self) -> dict:
        """What can be filtered by."""
        return library.facets(self.communities, self._words, self.request)

    def options(self, name: str) -> list[dict]:
        """Give the values of one filter, with the one in use marked."""
        return [
            {**option, "selected": option["value"] == getattr(self.filters, name)}
            for option in self.facets[name]
        ]

    @property
    def selects(self) -> list[dict]:
        """The filters with a list of values; one value alone is no choice."""
        selects = (
            {"name": name, "title": title, "options": self.options(name)}
            for name, title in SELECTS.items()
            if name not in self.settled
        )
        return [select for select in selects if select["options"]]

    @property
    def words(self) -> str:
        """The words to look for, as they were typed."""
        value = self.request.form.get("words", "")
        return value if isinstance(value, str) else ""


class CommunityStoriesView(StoryLibraryView):
    """The stories of one community that the reader may read."""

    tab = "stories"
    has_columns = False

    @cached_property
    def home(self) -> Home:
        """The community, as this reader sees it."""
        return Home(self.context, self.request)

    @cached_property
    def settled(self) -> dict[str, str]:
        """Only those of this community, whatever was asked for."""
        return {"community": IUUID(self.context), "country": ""}

    @property
    def url(self) -> str:
        """The address of the list."""
        return f"{self.home.url}/stories"

    @property
    def tell_url(self) -> str:
        """Where a story of this community is told."""
        return f"{self.home.url}/++add++leap.cop.Story" if self.home.may_tell else ""

    def _row(self, brain) -> StoryCard:
        """Return a card that does not say on each story where one is."""
        row = library.row(brain, self.communities, self._words)
        return self._cards.card(row, self._told(brain))

    def _told(self, brain) -> str:
        """Return when it was told: the month, where the day would say who told it."""
        if brain.cop_community or brain.review_state not in library.STATES[PUBLIC]:
            return self._day(brain.effective)
        return dates.month(brain.effective.asdatetime())


#: So many stories stand on the home of a community.
NEWEST = 4


class NewestOfCommunity(CommunityStoriesView):
    """A part of the community's page: its newest stories that the reader may read."""

    def __call__(self):
        return self.index()

    @property
    def library_url(self) -> str:
        """Where the stories of all communities stand."""
        return f"{api.portal.get().absolute_url()}/story-library"

    @cached_property
    def rows(self) -> list[StoryCard]:
        """The newest; none of them is woken, and none is there for whoever waits."""
        return [self._row(brain) for brain in self.home.latest[:NEWEST]]


class NewestOnHome(HomePart):
    """The newest stories stand on the home of their community."""

    order, page, tab = 10, "community-newest", "stories"
