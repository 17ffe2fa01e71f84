"""What stands in the browser's title bar: the page's own name first."""

from html import escape
from leap.cop.core.interfaces import ICopContent
from plone.app.layout.viewlets.common import TitleViewlet
from zope.i18n import translate


class PageTitleViewlet(TitleViewlet):
    """The title of a page; a view that has `page_title` puts it in front."""

    @property
    def page_title(self):
        """The title of what the page is about.

        Stock takes what is in no catalog for something that is being made.
        """
        if ICopContent.providedBy(self.context):
            return escape(self.context.Title())
        return super().page_title

    def update(self):
        super().update()
        own = getattr(self.view, "page_title", None)
        if own:
            words = escape(translate(own, context=self.request))
            # What one sees of content itself is called like it: once is enough.
            if words != self.page_title:
                self.site_title = self.sep.join([words, self.site_title])
