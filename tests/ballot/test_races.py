"""Votes, closings and changes of rules at the same moment.

What is closed gets no ballot any more; no ballot stands under rules that forbid it.
"""

from datetime import timedelta
from functools import partial
from leap.cop.ballot.rules import checked
from leap.cop.core.errors import NotNow
from tests.ballot.databases import at_once
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
from threading import Event
from ZODB.POSException import ConflictError

import pytest


HOUR = timedelta(hours=1)
DOTS = {"rest": 3, "school": 1}
OTHER = {"food": 2}
ANN, BEN = people(2)

both = pytest.mark.parametrize("secrecy", ("named", "secret"))


# Opening


@both
def test_whoever_comes_first_opens_what_opens_by_itself(database, secrecy):
    """At its time many come at once; each would open it, and it opens once."""
    voters = people(32)
    new_box(database)

    def come(number: int) -> None:
        worker = Worker(database, seed=number, injected=INJECTED)
        for userid in voters[number::8]:
            worker.act(lambda box, userid=userid: open_and_vote(box, userid))

    def open_and_vote(box, userid: str) -> None:
        if box.rules is None:
            box.open(rules(secrecy), voters)
        box.cast(userid, DOTS, now=NOW)

    at_once(*(partial(come, number) for number in range(8)))
    commit(database, is_whole)
    assert commit(database, slips) == [(("rest", 3), ("school", 1))] * len(voters)
    assert commit(database, lambda box: box.not_voted()) == []


# Closing


@both
def test_a_ballot_on_its_way_does_not_land_after_the_close(database, secrecy):
    new_box(database, rules=rules(secrecy), voters=people(4))
    for act in (
        lambda box: box.cast(ANN, DOTS, now=NOW),
        lambda box: box.cast_on_paper([BEN], OTHER, now=NOW),
        lambda box: box.admit("voter-9", now=NOW),
    ):
        with session(database) as (voter, box), session(database) as (closer, same):
            act(box)
            same.state = "closed"
            closer.commit()
            with pytest.raises(ConflictError):
                voter.commit()
            voter.abort()
            with pytest.raises(NotNow):
                act(box)
            same.state = "open"
            closer.commit()
    commit(database, is_whole)
    assert commit(database, lambda box: box.voted_total) == 0
    assert commit(database, lambda box: box.voters_total) == 4


@both
def test_a_ballot_that_lands_before_the_close_is_counted(database, secrecy):
    new_box(database, rules=rules(secrecy), voters=people(4))
    with session(database) as (voter, box), session(database) as (closer, same):
        same.close()
        box.cast(ANN, DOTS, now=NOW)
        voter.commit()
        closer.commit()
        assert same.count_up().spent == 4
        closer.commit()


@both
@pytest.mark.parametrize("seed", range(5))
def test_the_tally_is_what_was_acknowledged(database, secrecy, seed):
    """Some vote while somebody closes: in and counted, or told that it is closed."""
    voters = people(160)
    new_box(database, rules=rules(secrecy), voters=voters)
    acknowledged, late = [], []
    halfway, closed = Event(), Event()

    def vote(number: int) -> None:
        worker = Worker(database, seed=seed * 100 + number, injected=INJECTED)
        mine = voters[number::8]
        for userid in mine:
            if userid == mine[-1]:
                closed.wait(60)
            dots = random_dots(worker.random)
            try:
                worker.act(lambda box, u=userid, d=dots: box.cast(u, d, now=NOW))
            except NotNow:
                late.append(userid)
            else:
                acknowledged.append(dots)
            if len(acknowledged) > 20 * seed:
                halfway.set()

    def close() -> None:
        halfway.wait(60)
        worker = Worker(database)
        worker.act(lambda box: box.close())
        in_it = commit(database, slips)
        closed.set()
        tally = worker.act(lambda box: box.count_up())
        # Nothing has come in since.
        assert tally.ballots == len(in_it)

    at_once(close, *(partial(vote, number) for number in range(8)))
    commit(database, is_whole)
    assert len(late) >= 8
    assert len(acknowledged) + len(late) == len(voters)
    tally = commit(database, lambda box: box.tally())
    assert told(tally) == sums(acknowledged)
    assert tally.ballots == len(acknowledged)
    assert tally.ballots == commit(database, lambda box: len(slips(box)))


@both
def test_the_end_that_comes_nearer_is_heard_by_those_on_their_way(database, secrecy):
    new_box(database, rules=rules(secrecy), voters=people(4), closes=NOW + 9 * HOUR)
    with session(database) as (voter, box), session(database) as (other, same):
        box.cast(ANN, DOTS, now=NOW + 2 * HOUR)
        same.change(closes=NOW + HOUR, now=NOW)
        other.commit()
        with pytest.raises(ConflictError):
            voter.commit()


@pytest.mark.parametrize("first", ("forget", "count"))
def test_who_is_forgotten_while_it_is_counted_is_forgotten(database, first):
    new_box(database, rules=rules("secret"), voters=people(4))
    commit(database, lambda box: box.cast(ANN, DOTS, now=NOW))
    commit(database, lambda box: box.close())
    with session(database) as (eraser, box), session(database) as (counter, same):
        box.forget(ANN)
        same.count_up()
        order = (eraser, counter) if first == "forget" else (counter, eraser)
        order[0].commit()
        with pytest.raises(ConflictError):
            order[1].commit()


# Rules


@both
@pytest.mark.parametrize("paper", (False, True))
def test_rules_and_a_first_ballot_are_not_both_saved(database, secrecy, paper):
    def vote(box):
        if paper:
            box.cast_on_paper([ANN, BEN], DOTS, now=NOW)
        else:
            box.cast(ANN, DOTS, now=NOW)

    for voter_first in (False, True):
        new_box(database, rules=rules(secrecy), voters=people(4))
        with session(database) as (voter, box), session(database) as (changer, same):
            vote(box)
            same.change(rules=rules(secrecy, most=1), now=NOW)
            order = (voter, changer) if voter_first else (changer, voter)
            order[0].commit()
            with pytest.raises(ConflictError):
                order[1].commit()
        assert commit(database, lambda box: box.has_ballots) == voter_first
        assert commit(database, lambda box: box.rules.most) == (3 if voter_first else 1)


@both
@pytest.mark.parametrize("seed", range(6))
def test_no_ballot_stands_under_rules_that_forbid_it(database, secrecy, seed):
    """Somebody tightens and loosens the rules while the first ballots come in."""
    new_box(database, rules=rules(secrecy), voters=people(8))
    accepted, stop = [], Event()

    def vote(number: int) -> None:
        worker = Worker(database, seed=seed * 100 + number, injected=INJECTED)
        while not stop.is_set():
            dots = {"rest": worker.random.choice((1, 2, 3))}
            try:
                worker.act(lambda box, d=dots: box.cast(people(8)[number], d, now=NOW))
            except Exception as error:
                # Too many under the rules of this moment; try with fewer.
                assert error.field == "dots"
                continue
            accepted.append(dots)
            return

    def change() -> None:
        worker = Worker(database, seed=seed)
        try:
            for number in range(1000):
                most = 1 + number % 3
                worker.act(
                    lambda box, most=most: box.change(
                        rules=rules(secrecy, most=most), now=NOW
                    )
                )
        except NotNow:
            return
        finally:
            stop.set()

    at_once(change, *(partial(vote, number) for number in range(3)))
    in_force = commit(database, lambda box: box.rules)
    found = commit(database, slips)
    assert sorted(dict(slip)["rest"] for slip in found) == sorted(
        dots["rest"] for dots in accepted
    )
    for slip in found:
        assert checked(dict(slip), in_force) == slip
