"""The number of things that wait, beside the site's tab *My place*."""

from datetime import datetime
from datetime import UTC
from html import escape
from leap.cop import _
from leap.cop.place.number import number
from plone.app.layout.viewlets.common import GlobalSectionsViewlet
from zope.i18n import translate


TAB = "cop-my-place"

_COUNT = (
    ' <span class="cop-tab-count badge">{count}'
    '<span class="visually-hidden"> {words}</span></span>'
)


class Sections(GlobalSectionsViewlet):
    """Plone's own tabs; ours says besides how much waits."""

    def customize_tab(self, entry, tab) -> None:
        """Put the number beside the tab, in words for whoever listens."""
        super().customize_tab(entry, tab)
        if entry.get("id") != TAB:
            return
        count = number(self.request, datetime.now(UTC))
        if count:
            words = escape(translate(_("waiting"), context=self.request))
            entry["title"] += _COUNT.format(count=count, words=words)
