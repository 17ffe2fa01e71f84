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
from collections.abc import Iterable
from collections.abc import Iterator
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from leap.cop.core.events import IIdForgotten
from persistent import Persistent
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


class StaysHere:
    """Mixed in where nothing goes along: it opens or counts something on one site."""

    of_site = True

    def pack(self) -> None:
        """Return nothing."""

    def unpack(self, packed: Any) -> None:
        """Put nothing on the shelf: none was packed."""


class AsItIs:
    """Mixed in where plain values go along as they are kept."""

    def pack(self) -> Any:
        """Return what is kept."""
        return self.kept

    def unpack(self, packed: Any) -> None:
        """Keep what arrived."""
        self.keep(packed)


class NamesNobody:
    """Mixed in where nothing stands for anybody."""

    counted = None

    def forget_person(self, forgotten: IIdForgotten) -> int:
        """Find nobody."""
        return 0


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def number_of(moment: datetime) -> int:
    """Return an aware moment as it is kept in a row: microseconds since 1970, in UTC.

    A number takes a third of the bytes, and whoever changes one row writes those of
    others that stand beside it.
    """
    return (moment - _EPOCH) // _MICROSECOND


def moment_of(number: int) -> datetime:
    """Return the moment, in UTC, that was kept as a number.

    :raises OverflowError: for one that no calendar has.
    """
    return _EPOCH + number * _MICROSECOND


class Rows:
    """How named tuples of one kind are written: the number of a layout, then values.

    A new field makes a new layout. What was written in an older one is read by its own
    names, and nothing shifts.

    :param layouts: the names of the fields in each, oldest first.
    :param moments: the names of the fields that are moments, or None.
    """

    def __init__(self, kind: Any, *layouts: str, moments: str = "") -> None:
        self.kind = kind
        self.fields = list(kind._fields)
        self.layouts = {n: names.split() for n, names in enumerate(layouts, start=1)}
        self.moments = frozenset(moments.split())

    def written(self, value: Any) -> tuple:
        """Return a value as it is kept."""
        newest = len(self.layouts)
        names = self.layouts[newest]
        kept = (self._kept(name, getattr(value, name)) for name in names)
        return (newest, *kept)

    def _kept(self, name: str, value: Any) -> Any:
        return number_of(value) if self._is_moment(name, value) else value

    def _meant(self, name: str, value: Any) -> Any:
        return moment_of(value) if self._is_moment(name, value) else value

    def _is_moment(self, name: str, value: Any) -> bool:
        return name in self.moments and value is not None

    def read(self, row: Iterable) -> Any:
        """Return what was written.

        :raises KeyError: for a layout that is unknown here.
        :raises ValueError: for more or fewer fields.
        :raises TypeError: for a moment that is no number.
        :raises OverflowError: for a moment that no calendar has.
        """
        layout, *values = row
        names = self.layouts[layout]
        if len(names) != len(values):
            raise ValueError("a row of another layout")
        if self.moments:
            values = list(map(self._meant, names, values))
        if names == self.fields:
            return self.kind(*values)
        return self.kind(**dict(zip(names, values, strict=True)))


def made_of(kind: type[Persistent], state: dict[str, Any]) -> Any:
    """Return a persistent object that was taken apart by `__getstate__` elsewhere.

    :param kind: names its fields by annotating them.
    :raises ValueError: for a field that it has not.
    """
    if not set(state) <= set(kind.__annotations__):
        raise ValueError("a field of nothing")
    made = kind.__new__(kind)
    made.__setstate__(state)
    return made


class Shelf:
    """What one room keeps in an annotation of some content.

    :param content: what it is kept on.
    """

    #: The annotation's key, for ever.
    key: ClassVar[str] = ""

    #: What an erasure counts here, in plain words; None where nobody is named.
    counted: ClassVar[str | None] = ""

    #: Whether it is kept on the site; else on communities, or on what is in them.
    of_site: ClassVar[bool] = False

    #: Makes what is stored under the key.
    make: ClassVar[Callable[[], Any]] = OOBTree

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        owed = [name for name in _OWED if getattr(cls, name) is getattr(Shelf, name)]
        if not cls.key or cls.counted == "" or owed:
            raise TypeError(f"{cls.__name__} owes key, counted, {', '.join(_OWED)}")
        SHELVES.append(cls)

    def __init__(self, content: Any) -> None:
        self.content = content

    @classmethod
    def that_know(
        cls, forgotten: IIdForgotten, portal: Any, communities: Iterable
    ) -> Iterator["Shelf"]:
        """Yield every shelf of this kind on which somebody may stand."""
        if cls.of_site:
            yield cls(portal)
            return
        for community in communities:
            yield from cls.within(community)

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

    def keep(self, kept: Any) -> None:
        """Keep something in place of all that is here."""
        IAnnotations(self.content)[self.key] = kept

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

    def drop_where(self, fits: Callable[[Any], bool]) -> int:
        """Drop all rows that fit; return how many did."""
        found = [name for name, row in self.kept.items() if fits(row)]
        for name in found:
            self.drop(name)
        return len(found)

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
