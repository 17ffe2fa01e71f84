"""What the pages of a community share."""

from functools import cached_property
from leap.cop.community.home import Home
from leap.cop.core.pages.forms import FormPage


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
