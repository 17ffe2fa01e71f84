"""What once was for all staff answers 410 afterwards, to those who could read it then.

Under one annotation of the portal: 64 ready-made trees of `path -> audience then`. A
path below a community is random, so it says nothing about the story that stood there.
"""

from BTrees.OOBTree import OOBTree
from zlib import crc32
from zope.annotation.interfaces import IAnnotations


KEY = "leap.cop.consent.tombstones"
BUCKETS = 64


class Tombstones:
    """The tombstones of one site."""

    def __init__(self, portal) -> None:
        self._annotations = IAnnotations(portal)
        self._root_path = portal.getPhysicalPath()

    def install(self) -> None:
        """Make the trees; what is there already stays."""
        if KEY not in self._annotations:
            self._annotations[KEY] = OOBTree(
                {number: OOBTree() for number in range(BUCKETS)}
            )

    def _key(self, path: tuple[str, ...]) -> str:
        return "/".join(path[len(self._root_path) :])

    def _tree(self, key: str):
        return self._annotations[KEY][crc32(key.encode("utf-8")) % BUCKETS]

    def set(self, path: tuple[str, ...], audience: str) -> None:
        """Remember that what stands or stood at `path` was for `audience`."""
        self.install()
        key = self._key(path)
        self._tree(key)[key] = audience

    def lift(self, path: tuple[str, ...]) -> None:
        """Forget a path, because what stands there is for all staff again."""
        if KEY in self._annotations:
            key = self._key(path)
            self._tree(key).pop(key, None)

    def audience(self, path: tuple[str, ...]) -> str | None:
        """Return the audience that was, for a path or whatever lies below it."""
        if KEY not in self._annotations:
            return None
        while len(path) > len(self._root_path):
            key = self._key(path)
            found = self._tree(key).get(key)
            if found is not None:
                return found
            path = path[:-1]
        return None
