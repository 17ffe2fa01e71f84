"""What becomes of leavers' links when a community or a person's traces go."""

from leap.cop.core.events import IAccountClosed
from leap.cop.core.events import IPersonErased
from leap.cop.recruitment.leaving import links
from plone.uuid.interfaces import IUUID
from zope.component import adapter


def drop_leavers_links_to_a_removed_community(community, event) -> None:
    """Let no link lead to a community that is gone."""
    if event.object is community and event.newParent is None:
        links.drop_all_to(IUUID(community))


@adapter(IAccountClosed)
def keep_leavers_links_to_their_person(event) -> None:
    """Let a link open the stories of whom it was made for, and of nobody else."""
    renamed = links.rename_all_of(event.userid, event.stand_in)
    event.counts["links to own stories"] = renamed


@adapter(IPersonErased)
def drop_leavers_links_of_an_erased_person(event) -> None:
    """Let no link lead to stories of a person who was erased."""
    event.counts["links to own stories that are over"] = links.drop_all_of(event.userid)
