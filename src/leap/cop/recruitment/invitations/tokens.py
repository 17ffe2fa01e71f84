"""From the hash of a token to the invitation: one tree, annotated to the portal.

`hash -> (community's UID, invitation's id)`, strings and tuples only, so that a site
without the add-on still starts. Whoever reads the database finds no token in it.
"""

from BTrees.OOBTree import OOBTree
from zope.annotation.interfaces import IAnnotations


KEY = "leap.cop.recruitment.tokens"


class Tokens:
    """The tokens of one site that lead somewhere."""

    def __init__(self, portal) -> None:
        self._annotations = IAnnotations(portal)

    def find(self, token_hash: str) -> tuple[str, str] | None:
        """Give community and invitation of a hash, None for an unknown one."""
        return self._annotations.get(KEY, {}).get(token_hash)

    def add(self, token_hash: str, *, community: str, invitation: str) -> None:
        """Let a token lead to an invitation."""
        if KEY not in self._annotations:
            self._annotations[KEY] = OOBTree()
        self._annotations[KEY][token_hash] = (community, invitation)

    def drop(self, token_hash: str) -> None:
        """Let a token lead nowhere."""
        if token_hash and KEY in self._annotations:
            self._annotations[KEY].pop(token_hash, None)
