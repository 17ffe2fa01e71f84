"""The site's search, which says of a story what its card says: name, kind, how far."""

from leap.cop.story.library import library
from leap.cop.story.library.library import AUDIENCE_TITLES
from leap.cop.story.library.library import STORY
from plone.app.contentlisting.catalog import CatalogContentListingObject
from plone.app.contentlisting.contentlisting import ContentListing
from plone.base.batch import Batch
from Products.CMFPlone.browser import search
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zope.globalrequest import getRequest
from zope.i18n import translate

import os


class StoryFound(CatalogContentListingObject):
    """A story that was found: what stands below its title begins with what it is."""

    def CroppedDescription(self) -> str:
        """Return name shown, kind and how far it goes, and the first lines."""
        request, brain = getRequest(), self._brain
        words = library.Words(request)
        row = library.row(brain, library.Communities(()), words)
        reach = translate(AUDIENCE_TITLES[row["audience"]], context=request)
        facts = (row["attribution_shown"], row["domain_title"], reach)
        said = " · ".join(filter(None, facts))
        return f"{said}. {row['teaser']}".strip()


class Found(ContentListing):
    """What was found; stories say more of themselves."""

    def __getitem__(self, index):
        if isinstance(index, slice):
            return Found(self._basesequence[index])
        return _listed(self._basesequence[index])

    def __iter__(self):
        return map(_listed, self._basesequence)


def _listed(brain):
    is_shared = brain.portal_type == STORY and brain.review_state in library.SHARED
    return (StoryFound if is_shared else CatalogContentListingObject)(brain)


class SearchView(search.Search):
    """Stock's page, with its own template."""

    #: Other products have scripts on it, too: no policy of ours is on this page.
    stays_the_sites = True

    index = ViewPageTemplateFile(
        "templates/search.pt", os.path.dirname(search.__file__)
    )

    def __call__(self):
        return self.index()

    def results(
        self, query=None, batch=True, b_size=10, b_start=0, use_content_listing=True
    ):
        """Return what was found, stories as their lists show them."""
        if not use_content_listing:
            return super().results(query, batch, b_size, b_start, False)
        query, b_start = dict(query or {}), _whole(b_start)
        if batch:
            query |= {"b_start": b_start, "b_size": b_size}
        found = Found(super().results(query, batch=False, use_content_listing=False))
        return Batch(found, b_size, b_start) if batch else found


def _whole(sent: object) -> int:
    """Return where a page begins, the beginning for what is no number."""
    try:
        return max(0, int(sent))
    except (TypeError, ValueError):
        return 0
