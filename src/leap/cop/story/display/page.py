"""What the pages of a story share."""

from functools import cached_property
from leap.cop import _
from leap.cop.community.membership import Membership
from leap.cop.community.subscribers import story_limit
from leap.cop.consent import rules as consent
from leap.cop.consent.consent_state import standing_of
from leap.cop.core.interfaces import ICopPage
from leap.cop.core.pages.forms import FormPage
from leap.cop.core.pages.macros_of import MacrosOf
from leap.cop.core.pages.wordings import shown_text
from leap.cop.core.unwalked import Unwalked
from leap.cop.story.display import cards
from leap.cop.story.display.story_display import StoryDisplay
from leap.cop.story.lifecycle import audience
from leap.cop.story.lifecycle import lifecycle
from zope.interface import implementer


@implementer(ICopPage)
class StoryMacros(Unwalked):
    """The macros of this room."""

    story_macros = MacrosOf("templates/macros.pt")

    #: Whether it is said what files hold besides what one sees of them.
    shows_held = False

    #: The stories of a list, each a card.
    cards_of = staticmethod(cards.markup)

    #: For lists whose next page a script fetches.
    link_class = ""
    link_options = None


class StoryPage(StoryMacros, FormPage):
    """A page of one story."""

    page_title = ""

    tab = "stories"

    has_columns = False

    @cached_property
    def told(self) -> StoryDisplay:
        """The story, as its readers see it."""
        return StoryDisplay(self.context, self.request)

    @cached_property
    def state(self) -> str:
        """The story's state."""
        return lifecycle.state_of(self.context)

    @cached_property
    def is_teller(self) -> bool:
        """Whether the reader told this story."""
        return lifecycle.is_teller(self.context)

    @property
    def there_now(self) -> list[tuple[object, str]]:
        """What the story says now, for a page on which it was another one."""
        told = self.told
        rows = [(_("Title"), shown_text(told.title))]
        rows += [(step.title, step.html) for step in told.steps]
        rows.append((_("Name shown"), shown_text(told.byline)))
        return rows

    @property
    def who_reads_it(self):
        """Who can read the story now, as a sentence to its teller."""
        return audience.audience_of(self.context).text

    @property
    def is_alone(self) -> bool:
        """Whether the teller alone can read it."""
        return self.state == "private"

    @property
    def in_review(self) -> bool:
        """Whether a review is open, and the text rests."""
        return self.state in consent.IN_REVIEW

    @cached_property
    def is_held(self) -> bool:
        """Whether this very text is on hold."""
        return lifecycle.is_held(self.context)

    @property
    def limit(self) -> str:
        """The widest audience that stories of the community can have now."""
        return story_limit(self.community)

    @property
    def members(self) -> int:
        """How many people read what the community shares."""
        return Membership(self.community).readers()

    @property
    def asked(self):
        """Since when the story waits for a review, None while it does not."""
        return standing_of(self.context).asked
