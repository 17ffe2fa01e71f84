"""Many at once: every ballot counts once, and none under rules that had changed.

Each worker is a thread with a connection of its own and tries again as Zope does.
"""

from functools import partial
from leap.cop.ballot import buckets
from leap.cop.ballot.rules import checked
from leap.cop.core.errors import NotNow
from tests.ballot.databases import at_once
from tests.ballot.databases import close_and_count
from tests.ballot.databases import commit
from tests.ballot.databases import INJECTED
from tests.ballot.databases import is_whole
from tests.ballot.databases import new_box
from tests.ballot.databases import NOW
from tests.ballot.databases import people
from tests.ballot.databases import random_dots
from tests.ballot.databases import rules
from tests.ballot.databases import session
from tests.ballot.databases import slips
from tests.ballot.databases import sums
from tests.ballot.databases import told
from tests.ballot.databases import Worker
from threading import Barrier
from threading import Event
from ZODB.POSException import ConflictError

import pytest


THREADS = 16
DOTS = {"rest": 3, "school": 1}
OTHER = {"food": 2}
ANN, BEN = people(2)

both = pytest.mark.parametrize("secrecy", ("named", "secret"))


def disturb(database, until: Event) -> int:
    """Add people to every bucket of the roll, over and over; give how many."""
    worker, added = Worker(database), 0
    while not until.is_set():
        worker.act(lambda box, number=added: box.admit(f"late-{number}", now=NOW))
        added += 1
    return added


class Crowd:
    """Voters in many threads, and what each of them was told."""

    def __init__(self, database, secrecy: str, voters: list[str]) -> None:
        self.database = database
        self.rules = rules(secrecy)
        self.voters = voters
        self.acknowledged: dict[str, tuple] = {}
        self.receipts: dict[str, str] = {}
        self.walls: list[dict] = []

    def vote(self, number: int) -> None:
        """Let every so many-th one vote, some more than once, the last two on paper."""
        worker = Worker(self.database, seed=number, injected=INJECTED)
        *mine, first, second = self.voters[number::THREADS]
        for userid in mine:
            for _time in range(worker.random.choice((1, 1, 2, 3))):
                self.cast(worker, userid)
        self.put_up(worker, [first, second], {"food": 5, "rest": number % 4})

    def cast(self, worker: Worker, userid: str) -> None:
        dots = random_dots(worker.random)
        own = f"receipt-of-{userid}" if worker.random.randrange(2) else None
        receipt = self.receipts.get(userid, own)
        cast = worker.act(lambda box: box.cast(userid, dots, receipt, now=NOW))
        # Who sends a secret ballot again gets the one that counts.
        assert cast.again or cast.slip == checked(dots, self.rules)
        assert cast.again or userid not in self.receipts
        self.acknowledged[userid] = cast.slip
        if self.rules.secrecy == "secret":
            self.receipts[userid] = cast.receipt

    def put_up(self, worker: Worker, voters: list[str], wall: dict) -> None:
        receipt = f"wall-of-{voters[0]}"
        for again in (False, True):
            put_up = worker.act(
                lambda box: box.cast_on_paper(voters, wall, receipt, now=NOW)
            )
            assert put_up.again == again
        self.walls.append(wall)

    def ballot(self, box, userid: str):
        if self.rules.secrecy == "named":
            return box.ballot_of(userid)
        return box.find(self.receipts[userid], now=NOW)


@both
def test_none_is_lost_and_none_is_doubled(database, secrecy):
    """Many threads, conflicts that nobody made, retries, and a disturber."""
    voters = people(THREADS * 15)
    new_box(database, rules=rules(secrecy), voters=voters)
    crowd = Crowd(database, secrecy, voters)
    done, added = Event(), []

    def look() -> None:
        while not done.is_set():
            commit(database, is_whole)

    def all_of_them() -> None:
        try:
            at_once(*(partial(crowd.vote, number) for number in range(THREADS)))
        finally:
            done.set()

    at_once(all_of_them, look, lambda: added.append(disturb(database, done)))
    tally = close_and_count(database)

    slips_told = crowd.acknowledged
    assert told(tally) == sums([*map(dict, slips_told.values()), *crowd.walls])
    assert tally.ballots == len(voters)
    with session(database) as (_manager, box):
        assert box.tally() == tally
        assert box.voted_total == len(voters)
        assert box.voters_total == len(voters) + added[0]
        assert sorted(slips(box)) == sorted(slips_told.values())
        assert {userid: crowd.ballot(box, userid) for userid in slips_told} == (
            slips_told
        )


@both
def test_two_hundred_at_once_hardly_meet(database, secrecy, record_property):
    """All have read the same state before the first of them is saved."""
    voters = people(200)
    new_box(database, rules=rules(secrecy), voters=voters)
    workers = [Worker(database, seed=number) for number in range(len(voters))]
    ready = Barrier(len(voters), timeout=300)

    def vote(worker: Worker, userid: str) -> None:
        def act(box) -> None:
            box.cast(userid, DOTS, now=NOW)
            if not worker.conflicts:
                ready.wait()

        worker.act(act)

    at_once(*map(partial, [vote] * len(voters), workers, voters))
    conflicts = sum(worker.conflicts for worker in workers)
    record_property("conflicts", conflicts)
    print(f"conflicts between 200 voters at once: {conflicts}")
    # Zope tries a request four times.
    assert max(worker.conflicts for worker in workers) < 3
    assert conflicts <= 10
    assert commit(database, lambda box: box.voted_total) == 200
    assert close_and_count(database).spent == 800


@both
def test_two_voters_of_one_bucket_do_not_meet(database, secrecy):
    """Not even those whose slips or marks stand together."""
    voters = people(400)
    of_bucket = {}
    for userid in voters:
        number = id(buckets.bucket(FAKE, userid))
        of_bucket.setdefault(number, []).append(userid)
    one, other = next(found for found in of_bucket.values() if len(found) > 1)[:2]
    new_box(database, rules=rules(secrecy), voters=voters)
    with session(database) as (first, box), session(database) as (second, same):
        box.cast(one, DOTS, now=NOW)
        same.cast(other, OTHER, now=NOW)
        first.commit()
        second.commit()
    assert commit(database, lambda box: box.voted_total) == 2
    assert len(commit(database, slips)) == 2


#: Stands in for buckets where only which one is asked.
FAKE = buckets.filled()


# One person, twice


@both
def test_two_ballots_of_one_person_are_one(database, secrecy):
    """The second one, sent at the same moment, sees the first and starts again."""
    new_box(database, rules=rules(secrecy), voters=people(4))
    with session(database) as (first, box), session(database) as (second, same):
        box.cast(ANN, DOTS, now=NOW)
        same.cast(ANN, OTHER, now=NOW)
        first.commit()
        with pytest.raises(ConflictError):
            second.commit()
        second.abort()
        if secrecy == "secret":
            with pytest.raises(NotNow):
                same.cast(ANN, OTHER, now=NOW)
        else:
            same.cast(ANN, OTHER, now=NOW)
            second.commit()
    kept = {"secret": (("rest", 3), ("school", 1)), "named": (("food", 2),)}
    assert commit(database, slips) == [kept[secrecy]]


@both
def test_clicks_and_paper_of_one_person_are_one(database, secrecy):
    new_box(database, rules=rules(secrecy), voters=people(4))
    with session(database) as (first, box), session(database) as (second, same):
        box.cast(ANN, DOTS, now=NOW)
        same.cast_on_paper([BEN, ANN], OTHER, now=NOW)
        second.commit()
        with pytest.raises(ConflictError):
            first.commit()
    commit(database, is_whole)
    assert commit(database, slips) == []
    assert commit(database, lambda box: box.voted_total) == 2


@both
def test_a_receipt_that_two_people_send_at_once_is_one_persons(database, secrecy):
    new_box(database, rules=rules(secrecy), voters=people(4))
    with session(database) as (first, box), session(database) as (second, same):
        box.cast(ANN, DOTS, "one-receipt", now=NOW)
        same.cast(BEN, DOTS, "one-receipt", now=NOW)
        first.commit()
        if secrecy == "secret":
            with pytest.raises(ConflictError):
                second.commit()
        else:
            second.commit()
    commit(database, is_whole)


@both
def test_nobody_spends_more_by_clicking_in_many_windows(database, secrecy):
    new_box(database, rules=rules(secrecy), voters=[ANN])
    taken, sent = [], [{"rest": 3}, {"food": 3}, {"school": 2}, {"safety": 3}] * 3

    def vote(number: int) -> None:
        worker = Worker(database, seed=number, injected=INJECTED)
        try:
            cast = worker.act(lambda box: box.cast(ANN, sent[number], now=NOW))
        except NotNow:
            return
        taken.append(cast.slip)

    at_once(*(partial(vote, number) for number in range(len(sent))))
    tally = close_and_count(database)
    assert len(taken) == (1 if secrecy == "secret" else len(sent))
    assert (tally.ballots, tally.spent <= 3) == (1, True)
    assert commit(database, slips)[0] in taken


def test_taking_back_and_replacing_at_once_leaves_one_or_none(database):
    new_box(database, rules=rules("named"), voters=people(4))
    commit(database, lambda box: box.cast(ANN, DOTS, now=NOW))
    with session(database) as (first, box), session(database) as (second, same):
        box.take_back(ANN, now=NOW)
        same.cast(ANN, OTHER, now=NOW)
        first.commit()
        with pytest.raises(ConflictError):
            second.commit()
    commit(database, is_whole)
    assert commit(database, lambda box: box.has_ballots) is False


def test_named_ballots_that_come_and_go_count_once(database):
    voters = people(8)
    new_box(database, rules=rules("named"), voters=voters)
    last = {}

    def change_their_mind(number: int) -> None:
        worker = Worker(database, seed=number, injected=INJECTED)
        userid = voters[number]
        for _time in range(12):
            if worker.random.randrange(3):
                dots = random_dots(worker.random)
                worker.act(lambda box, dots=dots: box.cast(userid, dots, now=NOW))
                last[userid] = checked(dots, rules("named"))
            else:
                worker.act(lambda box: box.take_back(userid, now=NOW))
                last.pop(userid, None)

    at_once(*(partial(change_their_mind, number) for number in range(8)))
    commit(database, is_whole)
    tally = close_and_count(database)
    assert told(tally) == sums(dict(slip) for slip in last.values())
    assert commit(database, lambda box: {u: box.ballot_of(u) for u in last}) == last
