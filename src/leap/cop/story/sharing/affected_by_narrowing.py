"""What a community asks before it narrows: how many of its stories come back."""

from leap.cop.community.adapters import CommunityAdapter
from leap.cop.community.interfaces import IWiderContent
from leap.cop.consent import rules as consent
from plone import api
from zope.interface import implementer


@implementer(IWiderContent)
class WiderStories(CommunityAdapter):
    """The stories of a community that go further than some limit."""

    def count(self, limit: str) -> int:
        """Return how many stories move if the community allows `limit` only.

        By the states in the catalog, unrestricted, and without waking a story: the
        number counts what whoever asks may not see.
        """
        catalog = api.portal.get_tool("portal_catalog")
        path = "/".join(self.community.getPhysicalPath())
        states = [
            state
            for state in consent.AUDIENCE_OF_STATE
            if consent.state_within(state, limit) is not None
        ]
        if not states:
            return 0
        return len(
            catalog.unrestrictedSearchResults(
                path=path, portal_type="leap.cop.Story", review_state=states
            )
        )
