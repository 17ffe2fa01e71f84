"""What becomes of leavers' links when a community or a person's traces go."""

from leap.cop.recruitment import leaver_links as links
from leap.cop.story.events import IPersonErased
from plone.uuid.interfaces import IUUID
from zope.component import adapter


def drop_leavers_links_to_a_removed_community(community, event) -> None:
    """Let no link lead to a community that is gone."""
    if event.object is community and event.newParent is None:
        links.drop_all_to(IUUID(community))


@adapter(IPersonErased)
def drop_leavers_links_of_an_erased_person(event) -> None:
    """Let no link lead to stories of a person who was erased."""
    event.counts["links to own stories that are over"] = links.drop_all_of(event.userid)
