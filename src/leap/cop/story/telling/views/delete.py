"""Delete a story for good: what goes at once, what stays, and what goes later."""

from leap.cop import _
from leap.cop.core.containment import container_of
from leap.cop.core.errors import NotYours
from leap.cop.core.pages.stale import PROTECTS
from leap.cop.story.display.page import StoryPage
from plone import api


class DeleteStoryView(StoryPage):
    """The teller deletes a story. Stock Plone's address for it, and our words."""

    page_title = button = _("Delete it for good")
    takes_away = True

    unseen = {"": PROTECTS}

    @property
    def has_files(self) -> bool:
        """Whether files go with it."""
        return bool(len(self.context))

    def act(self) -> str:
        """Delete the story; go on to the teller's other stories."""
        if not self.is_teller:
            raise NotYours(_("Only the storyteller can delete a story."))
        container_of(self.context).manage_delObjects([self.context.getId()])
        self.say_done(_("The story has been deleted for good."))
        return f"{api.portal.get().absolute_url()}/my-stories"
