"""The path above a story: without the community where that would say who told it."""

from leap.cop.core.containment import container_of
from leap.cop.story.display.story_display import names_community
from Products.CMFPlone.browser.navigation import PhysicalNavigationBreadcrumbs
from zope.component import getMultiAdapter


class StoryBreadcrumbs(PhysicalNavigationBreadcrumbs):
    """Home, community, story; or home and story."""

    def breadcrumbs(self):
        """Give the path, for this reader."""
        crumbs = super().breadcrumbs()
        return crumbs if names_community(self.context) else crumbs[-1:]


class MediumBreadcrumbs(PhysicalNavigationBreadcrumbs):
    """The path of what a story holds: that of the story."""

    def breadcrumbs(self):
        """Give the path of the story, for this reader."""
        story = container_of(self.context)
        return getMultiAdapter(
            (story, self.request), name="breadcrumbs_view"
        ).breadcrumbs()
