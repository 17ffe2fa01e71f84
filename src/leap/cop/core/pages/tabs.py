"""The tabs of a community. Each room registers its own; none is known here."""

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


def tabs_of(community, request) -> list:
    """Return the tabs that the reader has, in their order; none outside a community."""
    if community is None:
        return []
    found = [tab for tab in subscribers((community, request), ITab) if tab.is_shown]
    return sorted(found, key=lambda tab: tab.order)
