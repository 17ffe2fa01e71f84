"""What stands in the browser's title bar: the page's own name first."""

from html import escape
from plone.app.layout.viewlets.common import TitleViewlet
from zope.i18n import translate


class PageTitleViewlet(TitleViewlet):
    """The title of a page; a view that has `page_title` puts it in front."""

    def update(self):
        super().update()
        own = getattr(self.view, "page_title", None)
        if own:
            words = escape(translate(own, context=self.request))
            self.site_title = self.sep.join([words, self.site_title])
