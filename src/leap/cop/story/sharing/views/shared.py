"""Around the screen of sharing: the older address before it, and the page after it."""

from leap.cop import _
from leap.cop.consent import rules as consent
from leap.cop.core.unwalked import Unwalked
from leap.cop.story.display.page import StoryPage
from Products.Five.browser import BrowserView


class PublishStoryView(Unwalked, BrowserView):
    """The older address of asking to publish: it leads to the one screen."""

    def __call__(self) -> str:
        url = f"{self.context.absolute_url()}/share-story?level={consent.PUBLIC}"
        self.request.response.redirect(url, status=303)
        return ""


_GLAD = {
    "community": _("Our community can read your story now"),
    "pending": _("Your story is waiting for a review"),
    "community_pending": _("Your story is waiting for a review"),
    "public": _("All staff can read your story now"),
}

_THANKS = {
    "community": _("Thank you. Somebody may try next week what you tried last week."),
    "pending": _("Thank you. You will hear from us, whatever the decision is."),
    "community_pending": _(
        "Thank you. You will hear from us, whatever the decision is."
    ),
    "public": _("Thank you. Somebody may try next week what you tried last week."),
}


class SharedView(StoryPage):
    """What happened, who can read it now, and how to take it back."""

    is_about_practice = True

    def __call__(self):
        if self.is_alone:
            self.request.response.redirect(self.url, status=303)
            return ""
        return self.show()

    @property
    def page_title(self):
        """What happened."""
        return _GLAD[self.state]

    @property
    def thanks(self):
        """What is said about it."""
        return _THANKS[self.state]
