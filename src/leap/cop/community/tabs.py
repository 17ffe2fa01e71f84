"""The tabs of a community that need no other room, and what all tabs share."""

from functools import cached_property
from leap.cop import _
from leap.cop.community.home import Home
from leap.cop.core.pages.tabs import ITab
from zope.interface import implementer


@implementer(ITab)
class CommunityTab:
    """A tab for whoever belongs to a community; rooms above make theirs of it."""

    name = ""
    title: object = ""
    order = 0
    count = 0

    #: The page below the community where it leads.
    page = ""

    def __init__(self, community, request) -> None:
        self.community = community
        self.request = request

    @cached_property
    def home(self) -> Home:
        """The community, as this reader sees it."""
        return Home(self.community, self.request)

    @property
    def url(self) -> str:
        """Where it leads."""
        return f"{self.home.url}{self.page}"

    @property
    def is_shown(self) -> bool:
        """Whether the reader belongs; colleagues have no tabs."""
        return self.home.role is not None


class HomeTab(CommunityTab):
    """The home."""

    name = "home"
    title = _("Home")
    order = 10


class PeopleTab(CommunityTab):
    """Who is here."""

    name = "people"
    title = _("People")
    order = 50
    page = "/members"

    @property
    def is_shown(self) -> bool:
        """Whether the reader belongs and sees who else does."""
        return super().is_shown and self.home.may_see_members


class AboutTab(CommunityTab):
    """What the community is about, which stands on its home."""

    name = "about"
    title = _("About")
    order = 60
    page = "#cop-about-title"
