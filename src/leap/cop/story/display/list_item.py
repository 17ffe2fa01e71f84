"""What lists know of a story: of one that is not shared, not a word.

The catalog's indexers take their values here, and so does whoever asks what a list
would say if the story went further, or under another name. The attributes are called as
the catalog's columns, so that `library.row` takes a brain or a line.
"""

from DateTime import DateTime
from leap.cop.consent.rules import AUDIENCE_OF_STATE
from leap.cop.consent.rules import rank
from leap.cop.core.audience import COMMUNITY
from leap.cop.core.containment import community_of
from leap.cop.media import keeping
from leap.cop.story import rules
from leap.cop.story.display.attribution import Look
from leap.cop.story.display.attribution import look_of
from leap.cop.story.display.attribution import shown_name
from leap.cop.story.display.attribution import stands_alone
from leap.cop.story.display.attribution import told_on
from leap.cop.story.lifecycle import digests
from plone.uuid.interfaces import IUUID


class ListItem:
    """One story in a list, as it is or as it would be."""

    def __init__(
        self,
        story,
        *,
        look: Look | None = None,
        moment: DateTime | None = None,
    ) -> None:
        """Take a story; how it looks and the moment of sharing are its own."""
        self.story = story
        self.look = look or look_of(story)
        self.moment = moment

    @property
    def is_shared(self) -> bool:
        """Whether others than teller and reviewers can read the story."""
        return rank(AUDIENCE_OF_STATE.get(self.look.state)) >= rank(COMMUNITY)

    def getURL(self) -> str:
        """Give the story's address."""
        return self.story.absolute_url()

    @property
    def Title(self) -> str:
        """The title."""
        return self.story.title if self.is_shared else ""

    @property
    def Description(self) -> str:
        """A line or two."""
        if not self.is_shared:
            return ""
        return rules.teaser_from(digests.texts_of(self.story))

    @property
    def cop_attribution(self) -> str:
        """The name shown; empty for none."""
        return shown_name(self.story, self.look) if self.is_shared else ""

    @property
    def cop_domain(self) -> str:
        """The kind of change."""
        return (self.story.domain or "") if self.is_shared else ""

    @property
    def cop_picture(self) -> str:
        """The id of the first picture; empty for none."""
        if not self.is_shared or self.has_content_note:
            return ""
        pictures = (
            medium
            for medium in keeping.media_of(self.story)
            if keeping.family_of(medium) == "picture" and medium.image.is_inline
        )
        first = next(pictures, None)
        return first.getId() if first is not None else ""

    @property
    def has_content_note(self) -> bool:
        """Whether a word stands before the story: its picture stays behind it."""
        return bool((self.story.content_note or "").strip())

    @property
    def review_state(self) -> str:
        """The state, which says how far it goes."""
        return self.look.state

    @property
    def _community(self):
        if not self.is_shared or stands_alone(self.story, self.look):
            return None
        return community_of(self.story)

    @property
    def cop_community(self) -> str:
        """The UID of the community, where it does not give the teller away."""
        community = self._community
        return IUUID(community) if community is not None else ""

    @property
    def cop_country(self) -> str:
        """The community's country, where it does not give the teller away."""
        community = self._community
        return (community.country or "") if community is not None else ""

    @property
    def effective(self) -> DateTime:
        """When it was shared or published, as exactly as readers may know it."""
        moment = self.moment or self.story.effective()
        return told_on(self.story, moment, self.look)
