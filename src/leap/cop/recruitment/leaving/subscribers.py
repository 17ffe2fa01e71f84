"""What becomes of leavers' links when a community goes."""

from leap.cop.recruitment.leaving import links
from plone.uuid.interfaces import IUUID


def drop_leavers_links_to_a_removed_community(community, event) -> None:
    """Let no link lead to a community that is gone."""
    if event.object is community and event.newParent is None:
        links.drop_all_to(IUUID(community))
