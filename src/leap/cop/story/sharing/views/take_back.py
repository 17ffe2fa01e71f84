"""Take it back: one button, one confirmation, no reason asked."""

from leap.cop import _
from leap.cop.consent import rules as consent
from leap.cop.core.errors import Refused
from leap.cop.core.pages.stale import PROTECTS
from leap.cop.story.display.page import StoryPage
from leap.cop.story.lifecycle import audience
from leap.cop.story.lifecycle import lifecycle
from leap.cop.story.sharing.taken_back import where_to_go


ALL = "all"
COMMUNITY = "community"


class TakeBackView(StoryPage):
    """The teller takes a story back: all of it, or as far as the community."""

    page_title = _("Take it back")

    unseen = {"": PROTECTS}

    @property
    def is_alone(self) -> bool:
        """Whether there is nothing to take back."""
        return lifecycle.is_taken_back(self.context)

    @property
    def may_keep_in_community(self) -> bool:
        """Whether there is something between all of it and nothing."""
        return self.state in ("community_pending", "public")

    @property
    def community_readers(self):
        """Who would go on reading it."""
        return audience.audience_in(self.context, consent.COMMUNITY).text

    def act(self) -> str:
        """Take back what was chosen."""
        how = self.typed("how")
        if how == ALL:
            lifecycle.withdraw(self.context)
            self.say_done(_("Only you can read it now."))
            return where_to_go(self.context, self.request, self.url)
        if how == COMMUNITY and self.may_keep_in_community:
            lifecycle.keep_in_community(self.context)
            self.say_done(_("It stays in our community, and goes no further."))
        else:
            raise Refused(_("choose how much you want to take back."), "how")
        return self.url
