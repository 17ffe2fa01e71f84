"""The tabs of a community that need no other room, and what all tabs share."""

from functools import cached_property
from leap.cop import _
from leap.cop.community.content import ICommunity
from leap.cop.community.home import Home
from leap.cop.core.interfaces import IBrowserLayer
from leap.cop.core.pages.tabs import ITab
from leap.cop.core.waiting import things
from leap.cop.core.waiting import waits_here
from zope.component import adapter
from zope.interface import implementer


@adapter(ICommunity, IBrowserLayer)
@implementer(ITab)
class CommunityTab:
    """A tab for whoever belongs to a community, or looks after it.

    Rooms above make theirs of it.
    """

    name = ""
    title: object = ""
    order = 0

    #: The page below the community where it leads.
    page = ""

    #: What else stands under it: pages of the community, and types of content.
    pages: tuple[str, ...] = ()
    types: tuple[str, ...] = ()

    #: The kinds of what waits there (`leap.cop.core.waiting`).
    kinds: frozenset[str] = frozenset()

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
    def count(self) -> int:
        """How many things wait there for the reader."""
        rows = waits_here(self.community, self.request) if self.kinds else ()
        return things(row for row in rows if row.waits and row.kind in self.kinds)

    @property
    def is_shown(self) -> bool:
        """Whether the reader belongs, or looks after it; colleagues have no tabs."""
        return self.home.role is not None or self.home.may_manage_members


class HomeTab(CommunityTab):
    """The home."""

    name = "home"
    title = _("Home")
    order = 10
    pages = ("", "view", "join")


class PeopleTab(CommunityTab):
    """Who is here, who comes and goes."""

    name = "people"
    title = _("People")
    order = 50
    page = "/members"
    kinds = frozenset({"applications", "manager-support"})
    # By their names: how people arrive and leave is a room above this one.
    pages = (
        "members",
        "change-members",
        "remove-member",
        "sign-in-sheet",
        "how-i-am-listed",
        "write-to-facilitators",
        "applications",
        "invitations",
        "change-invitations",
        "invitation-letter",
        "ask-manager",
        "leave-community",
    )

    @property
    def is_shown(self) -> bool:
        """Whether the reader belongs and sees who else does."""
        return super().is_shown and self.home.may_see_members


class AboutTab(CommunityTab):
    """What the community is about, and what it agreed on."""

    name = "about"
    title = _("About")
    order = 60
    page = "/about"
    # By their names, as above: what a group promises each other, and its forms.
    pages = (
        "about",
        "who-reviews",
        "begin-agreement",
        "say-something",
        "concerns",
        "make-form",
    )
    types = ("leap.cop.Agreement", "EasyForm")
    kinds = frozenset(
        {
            "answer-agreement",
            "small-change",
            "show-agreement",
            "enact-agreement",
            "talk-wanted",
            "concerns",
        }
    )


class SettingsTab(CommunityTab):
    """What can be set, for whoever may set it."""

    name = "settings"
    title = _("Settings")
    order = 70
    page = "/settings"
    pages = ("settings", "edit", "safeguarding", "change-audience")

    @property
    def is_shown(self) -> bool:
        """Whether the reader may change the community."""
        return self.home.may_set
