"""See it as: what another reader gets of a story, now or if it went further.

For its teller alone, and without being anybody else: the pages, lists and bylines of
the real thing are asked with an explicit reader, level and name. A test compares what
is said here with what those readers then get.
"""

from DateTime import DateTime
from functools import cached_property
from leap.cop import _
from leap.cop.community.subscribers import story_limit
from leap.cop.consent import rules as consent
from leap.cop.core import dates
from leap.cop.core.containment import community_of
from leap.cop.core.error_pages import TEXTS
from leap.cop.core.errors import NotYours
from leap.cop.core.errors import Refused
from leap.cop.core.privacy.tombstones import Tombstones
from leap.cop.story.display import attribution
from leap.cop.story.display.cards import Cards
from leap.cop.story.display.cards import StoryCard
from leap.cop.story.display.list_item import ListItem
from leap.cop.story.display.page import StoryMacros
from leap.cop.story.display.story_display import StoryDisplay
from leap.cop.story.library import library
from leap.cop.story.lifecycle import lifecycle
from leap.cop.story.signature import signature_for
from leap.cop.story.signature import signature_of
from plone import api
from plone.uuid.interfaces import IUUID
from Products.Five.browser import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zope.i18n import translate


COLLEAGUE = "colleague"
MEMBER = "member"
SEARCH = "search"
READERS = (COLLEAGUE, MEMBER, SEARCH)


class Seen(StoryMacros, BrowserView):
    """What one reader sees of one story."""

    fragment = ViewPageTemplateFile("templates/seen.pt")

    def __init__(
        self,
        story,
        request,
        reader: object,
        *,
        level: object = None,
        attribution: object = None,
        attribution_text: object = None,
    ) -> None:
        """Take a story and a reader; whatever else is None is as it is now.

        :raises NotYours: for anybody but the teller.
        :raises Refused: for a value that cannot be one; the message names it.
        """
        super().__init__(story, request)
        if not lifecycle.is_teller(story):
            raise NotYours(
                _("Only the storyteller can look at the story as somebody else.")
            )
        if reader not in READERS:
            raise Refused(_("choose colleague, member or search."), "as")
        if level is not None and level not in consent.GRANTABLE:
            raise Refused(_("choose community or public."), "level")
        self.reader = reader
        self.signed = signature_for(story, attribution, attribution_text)
        self._level_now = consent.AUDIENCE_OF_STATE[lifecycle.state_of(story)]
        self.level = self._level_now if level is None else level

    @cached_property
    def look(self) -> attribution.Look:
        """How the story looks by then."""
        now = attribution.look_of(self.context)
        # Coming back further in is what lifts that promise: `lifecycle.record_move`.
        closer = consent.rank(self.level) < consent.rank(self._level_now)
        return attribution.Look(
            now.state if self.level == self._level_now else self.level,
            self.signed,
            now.alone and not closer,
        )

    @property
    def is_possible(self) -> bool:
        """Whether the community lets stories go that far now."""
        limit = story_limit(community_of(self.context))
        return consent.rank(self.level) <= consent.rank(limit)

    @cached_property
    def is_visible(self) -> bool:
        """Whether that reader sees anything at all."""
        narrowest = consent.PUBLIC if self.reader == COLLEAGUE else consent.COMMUNITY
        wide_enough = consent.rank(self.level) >= consent.rank(narrowest)
        return wide_enough and self.is_possible

    @property
    def is_line(self) -> bool:
        """Whether it is a line in a list, and not the page."""
        return self.reader == SEARCH

    @property
    def _moment(self):
        """When it would be shared: a step further, or a review anew, counts as now."""
        further = consent.rank(self.level) > consent.rank(self._level_now)
        changed = self.signed != signature_of(self.context)
        anew = changed and self.level == consent.PUBLIC
        return DateTime() if further or anew else self.context.effective_date

    # What there is

    @cached_property
    def told(self) -> StoryDisplay:
        """The page's content."""
        return StoryDisplay(
            self.context,
            self.request,
            belongs=self.reader == MEMBER,
            look=self.look,
            moment=self._moment,
        )

    @cached_property
    def row(self) -> dict:
        """The line in a list: of all staff, or of the members where only they read."""
        line = ListItem(self.context, look=self.look, moment=self._moment)
        row = library.row(line, self._communities, library.Words(self.request))
        day = dates.days()
        return {**row, "day": day(line.effective) if row["published"] else ""}

    @property
    def rows(self) -> list[StoryCard]:
        """The list that it stands in: it alone, where anybody has it in one."""
        if not self.is_visible:
            return []
        facts = (self.row[name] for name in ("community", "country", "day"))
        return [Cards(self.request).card(self.row, *facts)]

    @property
    def _communities(self) -> library.Communities:
        """What the reader knows: whoever may read the story may see its community."""
        community = community_of(self.context)
        catalog = api.portal.get_tool("portal_catalog")
        brains = catalog.unrestrictedSearchResults(UID=IUUID(community))
        return library.Communities(brains)

    @property
    def answer(self) -> tuple:
        """The words for whoever sees nothing: title and text, as on the real page."""
        tombstones = Tombstones(api.portal.get())
        was = tombstones.audience(self.context.getPhysicalPath())
        return TEXTS[410 if consent.PUBLIC in (was, self._level_now) else 404]

    @property
    def note(self):
        """What is to be said about it beside; empty for nothing."""
        if not self.is_possible:
            return _("Stories in this community cannot go that far at the moment.")
        if self.reader == SEARCH and not self.is_visible:
            return _("It is not in any list or search.")
        if self.reader == SEARCH and self.level == consent.COMMUNITY:
            return _("Only members find it. It is in nobody else's list.")
        if not self.is_visible:
            return _("They cannot read the story. This is all they get:")
        return ""

    @property
    def html(self) -> str:
        """What stands on the reader's page, as HTML."""
        return self.fragment()

    def as_json(self) -> dict:
        """Return it over REST; of what the reader would not see nothing is said."""
        found = dict.fromkeys(
            ("title", "byline", "teaser", "community", "country", "date", "text"), ""
        )
        if not self.is_visible:
            title, text = self.answer
            found["text"] = " ".join(
                translate(words, context=self.request) for words in (title, text)
            )
        elif self.is_line:
            found.update(self._line_as_json())
        else:
            found.update(self._page_as_json())
        return {
            "as": self.reader,
            "level": self.level,
            "visible": self.is_visible,
            "attribution": self.signed.attribution,
            **found,
            "html": self.html,
        }

    def _line_as_json(self) -> dict:
        return {
            "title": self.row["title"],
            "byline": self.row["attribution_shown"],
            "teaser": self.row["teaser"],
            "community": self.row["community"],
            "country": self.row["country"],
            "date": self.row["day"],
        }

    def _page_as_json(self) -> dict:
        community = self.told.community
        return {
            "title": self.told.title,
            "byline": self.told.byline,
            "teaser": self.told.summary,
            "community": community.title if community is not None else "",
            "country": attribution.shown_country(self.context, self.look),
            "date": self.told.when,
        }
