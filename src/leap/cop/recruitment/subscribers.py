"""What becomes of secret links when a community goes."""

from leap.cop.core.links import Links
from plone import api
from plone.uuid.interfaces import IUUID


def drop_links_to_a_removed_community(community, event) -> None:
    """Let no invitation, manager's or leaver's link lead to what is gone."""
    if event.newParent is None:
        Links(api.portal.get()).drop_all(target=IUUID(community))
