"""The tabs above a story: not where they would say who told it."""

from functools import cached_property
from leap.cop.core.containment import container_of
from leap.cop.core.pages.tabs import TabsViewlet
from leap.cop.story.content import IStory
from leap.cop.story.display.story_display import names_community


class TabsOverStory(TabsViewlet):
    """The tabs of the community, for whoever may know which one it is."""

    @property
    def story(self):
        """The story that the page is about, None for none."""
        return self.context

    @cached_property
    def community(self):
        """The community, None where it is not to be named."""
        story = self.story
        named = story is None or names_community(story)
        return super().community if named else None


class TabsOverMedium(TabsOverStory):
    """The same above what a story holds."""

    @property
    def story(self):
        """The story, None for what a meeting holds."""
        holder = container_of(self.context)
        return holder if IStory.providedBy(holder) else None
