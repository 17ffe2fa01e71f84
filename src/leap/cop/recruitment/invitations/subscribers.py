"""What becomes of invitations when a community, an account or a person's traces go."""

from leap.cop.community.membership import all_communities
from leap.cop.core.events import IIdForgotten
from leap.cop.recruitment.invitations.invitations import Invitations
from leap.cop.recruitment.invitations.tokens import Tokens
from plone import api
from zope.component import adapter


def drop_tokens_of_a_removed_community(community, event) -> None:
    """Let the tokens of a community lead nowhere once it is gone."""
    if event.newParent is None:
        tokens = Tokens(api.portal.get())
        for row in Invitations(community).rows():
            tokens.drop(row.token)


@adapter(IIdForgotten)
def forget_a_person(event) -> None:
    """Drop invitations of a person, and the name from those that the person sent."""
    changed = 0
    for community in all_communities():
        store = Invitations(community)
        for row in store.rows():
            if row.userid == event.userid:
                store.drop(row)
            elif row.by == event.userid:
                store.put(row._replace(by=""))
            else:
                continue
            changed += 1
    event.counts["invitations erased or without a name"] = changed
