"""A shelf is made on write, owes what everything that is kept owes, and is found."""

from datetime import datetime
from datetime import timedelta
from datetime import timezone
from datetime import UTC
from leap.cop.core import records
from leap.cop.core.records import made_of
from leap.cop.core.records import Rows
from leap.cop.core.records import Shelf
from persistent import Persistent
from typing import NamedTuple
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


class Pebble(NamedTuple):
    colour: str
    weight: int
    found: str = "here"


def test_a_row_is_plain_values_behind_their_layout():
    rows = Rows(Pebble, "colour weight found")
    assert rows.written(Pebble("grey", 3)) == (1, "grey", 3, "here")
    assert rows.read((1, "grey", 3, "there")) == Pebble("grey", 3, "there")


def test_a_field_that_came_later_is_not_read_in_anothers_place():
    rows = Rows(Pebble, "weight colour", "found colour weight")
    assert rows.read((1, 3, "grey")) == Pebble("grey", 3)
    assert rows.written(Pebble("grey", 3)) == (2, "here", "grey", 3)


@pytest.mark.parametrize("row", [(1,), (1, "grey"), (1, "grey", 3, "here", 4), (9, 1)])
def test_a_row_with_other_fields_is_not_guessed(row):
    with pytest.raises((KeyError, ValueError)):
        Rows(Pebble, "colour weight found").read(row)


class Wave(NamedTuple):
    came: datetime
    went: datetime | None


def test_a_moment_is_kept_as_a_number():
    rows = Rows(Wave, "came went", moments="came went")
    came = datetime(2026, 3, 1, 9, 30, 15, 250_000, tzinfo=timezone(timedelta(hours=2)))
    row = rows.written(Wave(came, None))
    assert row == (1, 1_772_350_215_250_000, None)
    assert rows.read(row) == (came, None)
    assert rows.read(row).came.tzinfo is UTC


@pytest.mark.parametrize("number,error", [("soon", TypeError), (10**30, OverflowError)])
def test_what_is_no_moment_is_not_guessed(number, error):
    with pytest.raises(error):
        Rows(Wave, "came went", moments="came went").read((1, number, None))


class Stone(Persistent):
    colour: str = ""


def test_an_object_is_made_of_its_fields_alone():
    assert made_of(Stone, {"colour": "grey"}).colour == "grey"
    with pytest.raises(ValueError):
        made_of(Stone, {"weight": 3})
