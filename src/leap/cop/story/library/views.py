"""The story library: what all staff may read, newest first."""

from functools import cached_property
from leap.cop import _
from leap.cop.core.errors import Refused
from leap.cop.core.pages.forms import field_of
from leap.cop.core.pages.forms import reason_of
from leap.cop.core.pages.forms import status_of
from leap.cop.core.pages.pager import Pages
from leap.cop.story.display import dates
from leap.cop.story.display.page import StoryMacros
from leap.cop.story.library import library
from plone import api
from Products.Five.browser import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile


NOTHING = library.Filters()

#: The filters with a list of values, and what stands over each.
SELECTS = {
    "community": _("Community"),
    "country": _("Country"),
    "domain": _("Kind of change"),
}


def list_row(line, communities: library.Communities, words: library.Words, day) -> dict:
    """Give one story for a list.

    :param line: a brain, or a `lines.Line`.
    :param day: writes a moment as a day.
    """
    row = library.row(line, communities, words)
    row["url"] = row["@id"]
    row["day"] = day(line.effective) if row["published"] else ""
    facts = (row["attribution_shown"], row["country"], row["community"])
    row["facts"] = [fact for fact in (*facts, row["day"]) if fact]
    return row


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
        """The library's address: what is shown there, and where its links lead."""
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
            return library.filters_from(self.request.form)
        except Refused as error:
            self.problem = reason_of(error, self.request)
            self.problem_field = field_of(error)
            self.request.response.setStatus(status_of(error))
            return NOTHING

    @cached_property
    def pages(self) -> Pages:
        """What was found."""
        query = [
            (name, value) for name, value in self.filters._asdict().items() if value
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
        return dates.days_in(api.portal.get_current_language(), self.request)

    @cached_property
    def rows(self) -> list[dict]:
        """The stories on this page; none of them is woken."""
        return [self._row(brain) for brain in self.pages.here]

    def _row(self, brain) -> dict:
        return list_row(brain, self.communities, self._words, self._day)

    @property
    def is_filtered(self) -> bool:
        """Whether the reader looks for something."""
        return self.filters != NOTHING or bool(self.problem)


class StoryLibraryView(StoryListView):
    """The library: a form to filter by, and the list."""

    page_title = _("Story library")

    page = ViewPageTemplateFile("templates/story-library.pt")

    def __call__(self):
        if self._list_is_enough:
            return super().__call__()
        self.filters  # noqa: B018 - says what is wrong before the page begins
        return self.page()

    @property
    def _list_is_enough(self) -> bool:
        """Whether a script asks, which has the page around the list already."""
        wanted = self.request.getHeader("X-Requested-With", "")
        return wanted == "XMLHttpRequest" or bool(self.request.form.get("ajax_load"))

    @cached_property
    def facets(self) -> dict:
        """What can be filtered by."""
        return library.facets(self.communities, self._words)

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
        )
        return [select for select in selects if select["options"]]

    @property
    def words(self) -> str:
        """The words to look for, as they were typed."""
        value = self.request.form.get("words", "")
        return value if isinstance(value, str) else ""
