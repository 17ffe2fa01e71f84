"""What becomes of invitations when a community goes."""

from leap.cop.recruitment.invitations.records import Invitations
from leap.cop.recruitment.invitations.tokens import Tokens
from plone import api


def drop_tokens_of_a_removed_community(community, event) -> None:
    """Let the tokens of a community lead nowhere once it is gone."""
    if event.newParent is None:
        tokens = Tokens(api.portal.get())
        for row in Invitations(community).rows():
            tokens.drop(row.token)
