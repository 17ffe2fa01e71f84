"""What rooms keep besides fields: one annotation a shelf, and what every shelf owes.

What is stored is plain data, or an object of a persistent class in a module `records`:
a class of any other module would be stored under the path of wherever it stands today.
A shelf is made when something is put on it, never when it is looked at.

Erasing somebody, taking a community along and the privacy register go through all
shelves. So each of them says how it forgets and what it gives away, or is not built.
"""

from Acquisition import aq_base
from BTrees.OOBTree import OOBTree
from BTrees.OOBTree import OOTreeSet
from collections.abc import Callable
from collections.abc import Iterator
from leap.cop.core.events import IIdForgotten
from typing import Any
from typing import ClassVar
from zope.annotation.interfaces import IAnnotations


#: Every kind of shelf, in the order in which they were built.
SHELVES: list[type["Shelf"]] = []

_OWED = ("forget_person", "pack", "unpack")


#: So many rows stand in a leaf of a fine tree at most, and so many leaves on a branch:
#: whoever is the first of a leaf and goes writes the branch as well. A leaf that is
#: full is parted, which two processes cannot do at once: with less room it is often.
LEAF = BRANCH = 16


class FineTree(OOBTree):
    """A tree of small leaves: whoever changes one row writes few of others."""

    max_leaf_size, max_internal_size = LEAF, BRANCH


class FineSet(OOTreeSet):
    """A set of small leaves, for the same reason."""

    max_leaf_size, max_internal_size = LEAF, BRANCH


class Shelf:
    """What one room keeps in an annotation of some content.

    :param content: what it is kept on.
    """

    #: The annotation's key, for ever.
    key: ClassVar[str] = ""

    #: What an erasure counts here, in plain words.
    counted: ClassVar[str] = ""

    #: Makes what is stored under the key.
    make: ClassVar[Callable[[], Any]] = OOBTree

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        owed = [name for name in _OWED if getattr(cls, name) is getattr(Shelf, name)]
        if not cls.key or not cls.counted or owed:
            raise TypeError(f"{cls.__name__} owes key, counted, {', '.join(_OWED)}")
        SHELVES.append(cls)

    def __init__(self, content: Any) -> None:
        self.content = content

    @classmethod
    def within(cls, community: Any) -> Iterator["Shelf"]:
        """Yield every shelf of this kind that one community has."""
        yield cls(community)

    # What is kept

    @property
    def is_there(self) -> bool:
        """Whether anything was ever put here."""
        return self._found is not None

    @property
    def kept(self) -> Any:
        """What is stored; an empty one that is stored nowhere, if nothing is."""
        found = self._found
        return self.make() if found is None else found

    @property
    def _found(self) -> Any:
        """What is stored, None for nothing; read as `IAnnotations` keeps it.

        Looked up through adapters it was a tenth of a calendar of many meetings.
        """
        annotations = getattr(aq_base(self.content), "__annotations__", None)
        if annotations is None:
            # Nothing was ever kept on it, or it keeps things in a way of its own.
            annotations = IAnnotations(self.content, {})
        return annotations.get(self.key)

    @property
    def ready(self) -> Any:
        """What is stored, made now if nothing is: for whoever is about to write."""
        if not self.is_there:
            IAnnotations(self.content)[self.key] = self.make()
        return IAnnotations(self.content)[self.key]

    def clear(self) -> None:
        """Drop everything."""
        if self.is_there:
            del IAnnotations(self.content)[self.key]

    # Rows by name

    def get(self, name: Any) -> Any:
        """Return one row, None where there is none."""
        return self.kept.get(name)

    def put(self, name: Any, row: Any) -> None:
        """Keep a row, over one of that name."""
        self.ready[name] = row

    def drop(self, name: Any) -> Any:
        """Take a row out and return it, None where there was none."""
        return self.ready.pop(name, None) if self.get(name) is not None else None

    def all(self) -> dict[Any, Any]:
        """Return all rows by name."""
        return dict(self.kept.items())

    def __len__(self) -> int:
        return len(self.kept)

    # What every shelf owes

    def forget_person(self, forgotten: IIdForgotten) -> int:
        """Take a user id out that stands for somebody no longer; return how often."""
        raise NotImplementedError

    def pack(self) -> Any:
        """Return all that goes along when the content travels, as plain values."""
        raise NotImplementedError

    def unpack(self, packed: Any) -> None:
        """Put what arrived on this shelf.

        :raises Refused: for what cannot have been packed here.
        """
        raise NotImplementedError
