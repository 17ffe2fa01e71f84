"""From the hash of a token to the invitation: one shelf on the site.

`hash -> (community's UID, invitation's id)`. Whoever reads the database finds no token
in it.
"""

from leap.cop.core.records import NamesNobody
from leap.cop.core.records import Shelf
from leap.cop.core.records import StaysHere


KEY = "leap.cop.recruitment.tokens"


class Tokens(NamesNobody, StaysHere, Shelf):
    """The tokens of one site that lead somewhere; they go with their invitations."""

    key = KEY
