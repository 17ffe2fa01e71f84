"""What the catalog keeps of a community."""

from leap.cop.community.content import ICommunity
from plone.indexer import indexer


@indexer(ICommunity)
def cop_country(community) -> str:
    """The country code, for the library's filter."""
    return community.country or ""
