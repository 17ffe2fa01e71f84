"""What stock Plone puts around a page, where it would lead people astray on ours.

The lit tab of the site, the path above the page, the address of the page itself, and
the toolbar, which is an editor's: whoever edits nothing of ours does not meet it.
"""

from functools import cached_property
from html import escape
from leap.cop.core.interfaces import ICopAnswer
from leap.cop.core.interfaces import ICopContent
from leap.cop.core.interfaces import ICopPage
from leap.cop.core.pages.counted import CountedSections
from plone import api
from plone.app.layout.globals.context import ContextState
from plone.app.layout.links.viewlets import CanonicalURL
from plone.app.layout.viewlets import common
from plone.app.layout.viewlets.common import PathBarViewlet
from plone.app.layout.viewlets.common import PersonalBarViewlet
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zope.i18n import translate

import os


#: The page of the site below which all content of ours is found.
_COMMUNITIES = "communities"

#: Where pages of one person stand that have no tab of their own, once it is there.
_MINE = "my-place"


def page_name(view) -> str:
    """Return the name of a page in its address, empty for none."""
    return getattr(view, "__name__", "") or ""


def page_title(view, request) -> str:
    """Return what a page is called, empty where it has no name of its own."""
    form = getattr(view, "form_instance", view)
    title = getattr(view, "page_title", "") or getattr(form, "label", "") or ""
    return translate(title, context=request)


class Sections(CountedSections):
    """The tabs of the site, of which ours is lit on what is ours.

    Stock's script lights what the address begins with; that is never a page of ours.
    It takes other classes away again, but not this one.
    """

    _item_markup_template = (
        '<li class="{id}{has_sub_class}{lit} nav-item">'
        '<a href="{url}" class="state-{review_state} nav-link"{aria_haspopup}'
        "{aria_current}>{title}</a>{opener}{sub}</li>"
    )

    @cached_property
    def lit(self) -> str:
        """The address of the tab that is lit, empty where stock's script lights one."""
        site = self.site_url
        if ICopContent.providedBy(self.context):
            return f"{site}/{_COMMUNITIES}"
        if not ICopPage.providedBy(self.view):
            return ""
        urls = {tab["url"] for tab in self.portal_tabs}
        asked = f"{site}/{page_name(self.view)}"
        return asked if asked in urls else f"{site}/{_MINE}"

    def render_item(self, item, path):
        is_lit = item["url"] == self.lit
        item["lit"] = " selected" if is_lit else ""
        item["aria_current"] = ' aria-current="true"' if is_lit else ""
        return super().render_item(item, path)


class PathBar(PathBarViewlet):
    """The path, with the page at its end and a link to what it is a page of."""

    def update(self):
        super().update()
        title = page_title(self.view, self.request)
        if title and not self._is_home:
            here = {"absolute_url": self.request.get("ACTUAL_URL", ""), "Title": title}
            self.breadcrumbs = (*self.breadcrumbs, here)

    @property
    def _is_home(self) -> bool:
        """Whether the page is what one sees of the content itself."""
        return page_name(self.view) in ("", "view", self.context.getLayout())


class OwnAddress(CanonicalURL):
    """The address of a page of the site, which stock takes for the site itself."""

    def render(self):
        url = f"{self.context.absolute_url()}/{page_name(self.view)}"
        return f'    <link rel="canonical" href="{escape(url)}" />'


#: Plone's own page for each person, as the menu calls it.
_DASHBOARD = "personaltools-dashboard"

#: Who administrates the whole site, and keeps Plone's toolbar everywhere.
_ADMINISTRATORS = frozenset({"Manager", "Site Administrator"})


def _administrates() -> bool:
    return bool(_ADMINISTRATORS.intersection(api.user.get_current().getRoles()))


class ToolbarOfContent(ContextState):
    """On content of ours the toolbar is there for who administrates the site.

    What it offers others - contents, states, machine ids - our own pages do better.
    """

    def is_toolbar_visible(self) -> bool:
        """Tell whether the toolbar is shown."""
        return super().is_toolbar_visible() and self.keeps_toolbar()

    def keeps_toolbar(self) -> bool:
        """Tell whether the reader is one who works with it here."""
        return _administrates()


class ToolbarOfSite(ToolbarOfContent):
    """On the site the same is so for our pages; all others stay as they are."""

    def keeps_toolbar(self) -> bool:
        published = self.request.get("PUBLISHED")
        page = getattr(published, "__self__", published)
        is_ours = ICopPage.providedBy(page) or ICopAnswer.providedBy(self.request)
        return not is_ours or super().keeps_toolbar()


class MenuOfPerson(PersonalBarViewlet):
    """The menu of the person, as it stands on what is ours.

    Stock's *Dashboard* is a second home that knows nothing of ours. The organisation's
    action stays as it is, and stands in the menu of all other pages.
    """

    index = ViewPageTemplateFile("membertools.pt", os.path.dirname(common.__file__))

    def update(self):
        super().update()
        if not _administrates():
            self.user_actions = [
                action for action in self.user_actions if action["id"] != _DASHBOARD
            ]
