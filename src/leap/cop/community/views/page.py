"""What the pages of a community share."""

from functools import cached_property
from leap.cop.browser.forms import FormPage
from leap.cop.community.home import Home
from plone import api


class CommunityPage(FormPage):
    """A page of one community."""

    @cached_property
    def home(self) -> Home:
        """The community, as this reader sees it."""
        return Home(self.context, self.request)

    @property
    def url(self) -> str:
        """The community's address."""
        return self.home.url

    def say_done(self, message) -> None:
        """Show a message on the next page."""
        api.portal.show_message(message, request=self.request)
