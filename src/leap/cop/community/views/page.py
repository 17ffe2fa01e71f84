"""What the pages of a community share."""

from functools import cached_property
from leap.cop.community.home import Home
from leap.cop.core.pages.forms import FormPage
from leap.cop.core.unwalked import Unwalked
from Products.Five.browser import BrowserView


class AtHome(Unwalked):
    """What pages of one community share, and parts of such pages."""

    @cached_property
    def home(self) -> Home:
        """The community, as this reader sees it."""
        return Home(self.context, self.request)

    @property
    def url(self) -> str:
        """The community's address."""
        return self.home.url


class CommunityPage(AtHome, FormPage):
    """A page of one community."""


class CommunityPart(AtHome, BrowserView):
    """A part of a page of one community, which that shows by its name."""
