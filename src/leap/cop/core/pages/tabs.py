"""The tabs of a community. Each room registers its own; none is known here."""

from functools import cached_property
from leap.cop.core.containment import community_of
from leap.cop.core.containment import container_of
from leap.cop.core.pages.emblem import Emblem
from leap.cop.core.pages.emblem import emblem_of
from plone.app.layout.viewlets.common import ViewletBase
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zope.component import subscribers
from zope.interface import Attribute
from zope.interface import Interface


class ITab(Interface):
    """Subscription adapter of a community and a request: one tab."""

    name = Attribute("What a page says in its `tab` to stand under this one.")
    title = Attribute("What stands on it.")
    order = Attribute("Where it stands: a number.")
    url = Attribute("Where it leads.")
    count = Attribute("How much waits there for this reader, 0 for nothing.")
    is_shown = Attribute("Whether this reader has it.")
    pages = Attribute("Names of pages of the community that stand under it.")
    types = Attribute("Types of content of which all pages stand under it.")


def tabs_of(community, request) -> list:
    """Return the tabs that the reader has, in their order; none outside a community."""
    if community is None:
        return []
    found = [tab for tab in subscribers((community, request), ITab) if tab.is_shown]
    return sorted(found, key=lambda tab: tab.order)


def tab_over(view, context, community, tabs) -> str:
    """Return the name of the tab under which a page stands, empty for none.

    A page says so itself, or it is of content, or about to add some, of a type that a
    tab names; else the tab names the page.

    :param view: the page; of a form its wrapper.
    :param context: what it is a page of.
    """
    said = getattr(view, "tab", "")
    if said:
        return said
    page = getattr(view, "__name__", "") or ""
    kind = _kind_below(context, community)
    if kind is None:
        kind = getattr(getattr(view, "ti", None), "id", page)
        found = (tab.name for tab in tabs if kind in tab.types or page in tab.pages)
    else:
        found = (tab.name for tab in tabs if kind in tab.types)
    return next(found, "")


def _kind_below(context, community) -> str | None:
    """Return the type of what stands in the community and holds the context."""
    kind = None
    place = context
    while place is not None and place != community:
        kind = getattr(place, "portal_type", None)
        place = container_of(place)
    return kind


class TabsViewlet(ViewletBase):
    """Which community a page belongs to, and its tabs for whoever belongs.

    It stands above whatever page is shown, so that no page has to think of it.
    """

    index = ViewPageTemplateFile("templates/tabs.pt")

    @cached_property
    def community(self):
        """The community around the context, None where it is not to be named."""
        return community_of(self.context)

    @cached_property
    def tabs(self) -> list:
        """The tabs of the community that the reader has."""
        return tabs_of(self.community, self.request)

    @cached_property
    def current(self) -> str:
        """The name of the tab under which this page stands."""
        return tab_over(self.view, self.context, self.community, self.tabs)

    @property
    def says_where(self) -> bool:
        """Whether the name of the community stands above: not where it is the title."""
        return self.current != "home"

    @property
    def emblem(self) -> Emblem:
        """What stands for the community beside its name."""
        return emblem_of(self.community)
