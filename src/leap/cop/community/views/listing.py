"""The communities of the site that a reader may see."""

from functools import cached_property
from leap.cop import _
from leap.cop.community import groups
from leap.cop.community import joining
from leap.cop.community.home import Home
from leap.cop.community.overview import Glance
from leap.cop.community.overview import LACKS
from leap.cop.community.vocabularies import ROLE_TITLES
from leap.cop.core.interfaces import ICopPage
from leap.cop.core.pages.emblem import Emblem
from leap.cop.core.pages.emblem import emblem_of
from leap.cop.core.permissions import ADD_COMMUNITY
from leap.cop.core.permissions import MANAGE_SETTINGS
from leap.cop.core.unwalked import Unwalked
from plone import api
from Products.Five.browser import BrowserView
from typing import NamedTuple
from zope.interface import implementer


class WayIn(NamedTuple):
    """What somebody who does not belong can do, or has done already."""

    url: str
    title: object
    is_asked: bool = False


#: By how people come in: what stands on the button.
_WAYS_IN = {"apply": _("Ask to join"), "open": _("Join now")}


class Row(NamedTuple):
    """What the list shows of one community."""

    url: str
    title: str
    emblem: Emblem
    purpose: str
    country: str
    #: How many people belong, as its home says it to the same reader.
    members: int
    role: str
    how_to_join: str
    #: The one way in, None for whoever belongs and where nobody can ask.
    way_in: WayIn | None
    #: What whoever looks after it has to see about, in a word or two each.
    missing: list


@implementer(ICopPage)
class CommunitiesView(Unwalked, BrowserView):
    """All communities that the reader may see, their own first."""

    page_title = _("Communities")

    @cached_property
    def rows(self) -> list[Row]:
        """The communities, by title; those of the reader first."""
        catalog = api.portal.get_tool("portal_catalog")
        brains = catalog(portal_type="leap.cop.Community", sort_on="sortable_title")
        rows = [self._row(brain.getObject()) for brain in brains]
        return sorted(rows, key=lambda row: not row.role)

    def _row(self, community) -> Row:
        home = Home(community, self.request)
        way_in = self._way_in(home)
        return Row(
            url=home.url,
            title=community.title,
            emblem=emblem_of(community),
            purpose=community.description or "",
            country=home.country,
            role=ROLE_TITLES.get(home.role, ""),
            how_to_join="" if home.role or way_in else home.how_to_join,
            members=home.members_total,
            way_in=way_in,
            missing=_missing(community) if home.may_manage_members else [],
        )

    def _way_in(self, home: Home) -> WayIn | None:
        community, userid = home.community, api.user.get_current().getId()
        if home.role is not None or home.may_manage_members or not userid:
            return None
        url = f"{home.url}/join"
        if joining.wanted_by_person(community, userid):
            return WayIn(url, _("You have asked to join"), is_asked=True)
        title = _WAYS_IN.get(community.join_policy)
        return WayIn(url, title) if title else None

    @property
    def may_add(self) -> bool:
        """Whether the reader may make a community."""
        return api.user.has_permission(ADD_COMMUNITY, obj=self.context)

    @property
    def may_see_all(self) -> bool:
        """Whether the reader looks after all communities."""
        return api.user.has_permission(MANAGE_SETTINGS, obj=self.context)

    @property
    def add_url(self) -> str:
        """Where a community is made."""
        return f"{self.context.absolute_url()}/++add++leap.cop.Community"


def _missing(community) -> list:
    return [LACKS[what] for what in Glance(community).lacks]


class ReviewsView(Unwalked, BrowserView):
    """Whether the reader reviews anywhere: the condition of a menu entry."""

    def __call__(self) -> bool:
        return bool(groups.groups_of(api.user.get_current().getId(), "reviewers"))
