"""Real databases, own connections, and a loop that tries again as Zope does."""

from collections import Counter
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from datetime import UTC
from leap.cop.ballot import buckets
from leap.cop.ballot.records import BallotBox
from leap.cop.ballot.rules import chosen
from leap.cop.ballot.rules import Rules
from leap.cop.core.errors import sentence
from threading import Barrier
from threading import Thread
from typing import Any
from ZODB.POSException import ConflictError

import random
import transaction
import ZODB


NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
OPTIONS = ("safety", "rest", "school", "food")

#: Every so many-th attempt ends in a conflict that nobody made.
INJECTED = 4


def rules(secrecy: str, **changes) -> Rules:
    return Rules(dots=5, most=3, secrecy=secrecy, options=OPTIONS)._replace(**changes)


def people(number: int) -> list[str]:
    return [f"voter-{count:03}" for count in range(number)]


@contextmanager
def session(database: ZODB.DB) -> Iterator[tuple[Any, BallotBox]]:
    """Yield a transaction manager and the box of a connection of its own."""
    manager = transaction.TransactionManager()
    connection = database.open(manager)
    try:
        manager.begin()
        yield manager, connection.root()["box"]
    finally:
        manager.abort()
        connection.close()


def commit(database: ZODB.DB, act: Callable[[BallotBox], Any]) -> Any:
    """Do something with the box in a transaction of its own; no second try."""
    with session(database) as (manager, box):
        result = act(box)
        manager.commit()
        return result


def new_box(database: ZODB.DB, **opened) -> None:
    """Put an empty box in, in one transaction, and open it in another."""
    with database.transaction() as connection:
        connection.root()["box"] = BallotBox()
    if opened:
        commit(database, lambda box: box.open(**opened))


def transactions(database: ZODB.DB, start: bytes | None = None) -> list[tuple]:
    """Return all transactions that a file holds, each with its records."""
    iterator = database.storage.iterator(start)
    return [(one, list(one)) for one in iterator]


def last_transaction(database: ZODB.DB) -> tuple:
    """Return the newest transaction and its records."""
    return transactions(database, database.lastTransaction())[-1]


class Worker:
    """Somebody with a connection, whose transactions may end in conflicts.

    :param conflicts: how many there were that nobody injected.
    """

    def __init__(self, database: ZODB.DB, seed: int = 0, injected: int = 0) -> None:
        self.database = database
        self.random = random.Random(seed)
        self.injected = injected
        self.conflicts = 0

    def act(self, act: Callable[[BallotBox], Any]) -> Any:
        """Do it and save it, again and again until no conflict comes between."""
        with session(self.database) as (manager, box):
            while True:
                try:
                    manager.begin()
                    result = act(box)
                    if self.injected and not self.random.randrange(self.injected):
                        manager.get().addBeforeCommitHook(_conflict)
                    manager.commit()
                    return result
                except Injected:
                    manager.abort()
                except ConflictError:
                    self.conflicts += 1
                    manager.abort()


class Injected(ConflictError):
    """A conflict that nobody made."""


def _conflict() -> None:
    raise Injected


def at_once(*tasks: Callable[[], None]) -> None:
    """Run all of it in threads that begin together; the first error is raised."""
    barrier = Barrier(len(tasks), timeout=300)
    errors = []

    def run(task: Callable[[], None]) -> None:
        barrier.wait()
        try:
            task()
        except BaseException as error:
            errors.append(error)

    threads = [Thread(target=run, args=(task,)) for task in tasks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]


# Ballots, and what becomes of them


def random_dots(source: random.Random) -> dict[str, int]:
    """Return dots within the rules, unspent ones among them."""
    dots = dict.fromkeys(OPTIONS, 0)
    for _number in range(source.randrange(6)):
        option = source.choice(OPTIONS)
        dots[option] = min(dots[option] + 1, 3)
    return dots


def slips(box: BallotBox) -> list:
    """Return all slips in the order of their dots."""
    return sorted(chosen(kept) for _key, kept in buckets.entries(box.slips))


def sums(dots: Iterable[dict]) -> dict[str, int]:
    """Return what a tally of these ballots has to say."""
    total = Counter(dict.fromkeys(OPTIONS, 0))
    for one in dots:
        total.update(one)
    return dict(total)


def told(tally) -> dict[str, int]:
    """Return what it says."""
    return {line.option: line.dots for line in tally.lines}


def close_and_count(database: ZODB.DB):
    """Close and count in two transactions; give the tally."""
    commit(database, lambda box: box.close())
    return commit(database, lambda box: box.count_up())


def is_whole(box: BallotBox) -> None:
    """Each mark stands for one slip, in every state that anybody can read."""
    marks = Counter(mark for _userid, mark in buckets.entries(box.roll))
    assert marks["voted"] == len(slips(box))
    assert marks["paper"] == sum(number for number, _slip in box.papers.values())
    if box.state == "open":
        on_walls = sorted(one for voters in box.whose.values() for one in voters)
        assert on_walls == sorted(
            userid for userid, mark in buckets.entries(box.roll) if mark == "paper"
        )


def opened(secrecy: str, number: int = 4, closes: datetime | None = None) -> BallotBox:
    """Return a box in no database that is open for so many people."""
    box = BallotBox()
    box.open(rules(secrecy), people(number), closes)
    return box


def words(caught) -> str:
    """Return what an error says."""
    return sentence(caught.value)
