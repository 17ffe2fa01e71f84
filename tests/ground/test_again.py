"""What many tests begin with is made once, and stored as it was in their databases."""

from BTrees.OOBTree import OOBTree
from tests import again
from ZODB import DB
from ZODB.DemoStorage import DemoStorage
from ZODB.MappingStorage import MappingStorage

import pytest
import transaction


class Beginning:
    """Something that is made, and how often it was."""

    def __init__(self, name: str, inside: str = "") -> None:
        self.name, self.inside, self.times = name, inside, 0

    def __call__(self, root) -> None:
        self.times += 1
        place = root()[self.inside] if self.inside else root()
        place[self.name] = OOBTree({"made": self.name})
        transaction.commit()


@pytest.fixture
def database_of_a_test(monkeypatch):
    """Give a function that makes a database over the same one, and one to its root."""
    monkeypatch.setattr(again, "_KEPT", {})
    base = MappingStorage()
    DB(base)
    opened = []

    def make():
        database = DB(DemoStorage(base=base, changes=MappingStorage()))
        connection = database.open()
        opened.append(database)
        transaction.begin()
        return database, connection.root

    yield make
    transaction.abort()
    for database in opened:
        database.close()


def names(root) -> set[str]:
    transaction.begin()
    return set(root())


def test_it_is_made_once_and_is_there_each_time(database_of_a_test):
    first = Beginning("first")
    for _test in range(3):
        database, root = database_of_a_test()
        again.begin_with(first, root, database)
        assert names(root) == {"first"}
        assert dict(root()["first"]) == {"made": "first"}
    assert first.times == 1


def test_one_rests_on_another(database_of_a_test):
    first, second = Beginning("first"), Beginning("second", inside="first")
    for _test in range(3):
        database, root = database_of_a_test()
        for beginning in (first, second):
            again.begin_with(beginning, root, database)
            transaction.begin()
        assert set(root()["first"]) == {"made", "second"}
    assert (first.times, second.times) == (1, 1)


def test_nothing_that_a_test_did_is_lost(database_of_a_test):
    """Where the same object was changed before, it is made anew."""
    first = Beginning("first")
    database, root = database_of_a_test()
    again.begin_with(first, root, database)
    database, root = database_of_a_test()
    root()["own"] = OOBTree()
    transaction.commit()
    again.begin_with(first, root, database)
    assert names(root) == {"own", "first"}
    assert first.times == 2
    # And what was kept is not what another test did.
    database, root = database_of_a_test()
    again.begin_with(first, root, database)
    assert names(root) == {"first"}
