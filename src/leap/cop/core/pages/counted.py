"""A number beside a tab of the site: how much waits behind it, said by the room."""

from html import escape
from leap.cop import _
from plone.app.layout.viewlets.common import GlobalSectionsViewlet
from zope.component import queryAdapter
from zope.i18n import translate
from zope.interface import Interface


_COUNT = (
    ' <span class="cop-tab-count badge">{count}'
    '<span class="visually-hidden"> {words}</span></span>'
)


class ITabCount(Interface):
    """Adapter of a request, named like the action of a tab: what waits behind it."""

    def count():
        """Return the number for whoever asks; it MUST be cheap: each page asks."""


class CountedSections(GlobalSectionsViewlet):
    """Plone's own tabs of the site; of ours it is said besides how much waits."""

    def customize_tab(self, entry, tab) -> None:
        """Put the number beside the tab, in words for whoever listens."""
        super().customize_tab(entry, tab)
        name = entry.get("id") or ""
        found = queryAdapter(self.request, ITabCount, name=name) if name else None
        count = found.count() if found is not None else 0
        if count:
            words = escape(translate(_("waiting"), context=self.request))
            entry["title"] += _COUNT.format(count=count, words=words)
