"""A shelf is made on write, owes what everything that is kept owes, and is found."""

from leap.cop.core import records
from leap.cop.core.records import Shelf
from zope.annotation.interfaces import IAnnotations
from zope.interface import implementer

import pytest


@implementer(IAnnotations)
class Content(dict):
    """Something that is its own annotations."""


@pytest.fixture
def content():
    return Content()


@pytest.fixture
def kind(monkeypatch):
    monkeypatch.setattr(records, "SHELVES", [])

    class Pebbles(Shelf):
        key = "tests.pebbles"
        counted = "pebbles"

        def forget_person(self, forgotten):
            return 0

        def pack(self):
            return self.all()

        def unpack(self, packed):
            for name, row in packed.items():
                self.put(name, row)

    return Pebbles


def test_looking_makes_nothing(content, kind):
    shelf = kind(content)
    assert (shelf.get("a"), shelf.all(), len(shelf), shelf.drop("a")) == (
        None,
        {},
        0,
        None,
    )
    assert not shelf.is_there and "tests.pebbles" not in content


def test_a_row_is_kept_replaced_and_taken_out(content, kind):
    shelf = kind(content)
    shelf.put("a", (1, "white"))
    shelf.put("a", (1, "grey"))
    assert kind(content).all() == {"a": (1, "grey")}
    assert shelf.drop("a") == (1, "grey")
    assert len(shelf) == 0 and shelf.is_there
    shelf.clear()
    assert not shelf.is_there


def test_what_is_packed_arrives(content, kind):
    kind(content).put("a", (1, "white"))
    other = Content()
    kind(other).unpack(kind(content).pack())
    assert kind(other).all() == {"a": (1, "white")}


def test_every_kind_registers_itself(kind):
    assert [kind] == records.SHELVES


@pytest.mark.parametrize(
    "left_out", ["key", "counted", "forget_person", "pack", "unpack"]
)
def test_a_shelf_that_owes_something_is_not_built(kind, left_out):
    whole = {
        name: value for name, value in vars(kind).items() if not name.startswith("__")
    }
    del whole[left_out]
    with pytest.raises(TypeError, match=left_out):
        type("Careless", (Shelf,), whole)
