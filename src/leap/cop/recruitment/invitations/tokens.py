"""From the hash of a token to the invitation: one shelf on the site.

`hash -> (community's UID, invitation's id)`. Whoever reads the database finds no token
in it.
"""

from leap.cop.core.events import IIdForgotten
from leap.cop.core.records import Shelf
from leap.cop.core.records import StaysHere


KEY = "leap.cop.recruitment.tokens"


class Tokens(StaysHere, Shelf):
    """The tokens of one site that lead somewhere."""

    key = KEY
    counted = "tokens of invitations"

    def forget_person(self, forgotten: IIdForgotten) -> int:
        """Drop none: they name nobody, and go with their invitations."""
        return 0
