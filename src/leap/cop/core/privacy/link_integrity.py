"""Link integrity, blind for content of ours: it tells anybody who links to a page."""

from leap.cop.core.interfaces import ICopContent
from plone.app.linkintegrity.interfaces import IRetriever
from zope.component import adapter
from zope.interface import implementer


@implementer(IRetriever)
@adapter(ICopContent)
class NoLinks:
    """Give no links, so that no relation from a confidence is ever recorded."""

    def __init__(self, context) -> None:
        self.context = context

    def retrieveLinks(self) -> set[str]:
        """Return nothing."""
        return set()
