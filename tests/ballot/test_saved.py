"""What a vote writes into the database, and when it does not."""

from datetime import timedelta
from itertools import pairwise
from leap.cop.ballot.records import BallotBox
from leap.cop.core.errors import NotNow
from leap.cop.core.privacy.undo_log import NO_ID
from tests.ballot.databases import commit
from tests.ballot.databases import last_transaction
from tests.ballot.databases import new_box
from tests.ballot.databases import NOW
from tests.ballot.databases import people
from tests.ballot.databases import rules
from tests.ballot.databases import session
from tests.ballot.databases import slips

import pytest
import time
import transaction


HOUR = timedelta(hours=1)
SLIP = (("rest", 3), ("school", 1))
DOTS = dict(SLIP)
OTHER = {"food": 2}

both = pytest.mark.parametrize("secrecy", ("named", "secret"))


ANN, BEN, CY, DEE = people(4)


@both
def test_a_vote_changes_two_buckets_and_not_the_box(file_database, secrecy):
    new_box(file_database, rules=rules(secrecy), voters=people(200))

    def last_changed():
        return {record.oid for record in last_transaction(file_database)[1]}

    with session(file_database) as (manager, box):
        buckets = {tree._p_oid for tree in (*box.roll, *box.slips)}
        for number, userid in enumerate(people(200)):
            box.cast(userid, DOTS if number % 2 else {}, now=NOW)
            manager.commit()
            assert len(last_changed()) == 2
            assert last_changed() <= buckets
        if secrecy == "named":
            box.cast(ANN, OTHER, now=NOW)
            manager.commit()
            assert len(last_changed()) == 1


@both
def test_what_was_there_already_writes_nothing(file_database, secrecy):
    new_box(file_database, rules=rules(secrecy), voters=people(4))
    commit(file_database, lambda box: box.cast(ANN, DOTS, "anns-receipt", now=NOW))
    last = file_database.lastTransaction()
    again = commit(
        file_database, lambda box: box.cast(ANN, DOTS, "anns-receipt", now=NOW)
    )
    assert again.again
    commit(file_database, lambda box: box.admit(ANN, now=NOW))
    commit(file_database, lambda box: box.tally())
    assert file_database.lastTransaction() == last


def test_a_ballot_does_not_land_after_the_end(database):
    """The request began in time; it was slow."""
    closes = NOW + HOUR
    just_before = closes - timedelta(milliseconds=5)
    new_box(database, rules=rules("named"), voters=people(4), closes=closes)
    commit(database, lambda box: box.cast(BEN, OTHER, now=NOW))
    for slow in (
        lambda box: box.cast(ANN, DOTS, now=just_before),
        lambda box: box.take_back(BEN, now=just_before),
        lambda box: box.cast_on_paper([CY], DOTS, now=just_before),
    ):
        with session(database) as (manager, box):
            slow(box)
            time.sleep(0.01)
            with pytest.raises(NotNow):
                manager.commit()
    assert commit(database, slips) == [(("food", 2),)]
    assert commit(database, lambda box: box.not_voted()) == [ANN, CY, DEE]


def test_the_log_of_the_database_does_not_tell_who_voted(file_database):
    new_box(file_database, rules=rules("secret"), voters=people(4))
    for act in (
        lambda box: box.cast(ANN, DOTS, now=NOW),
        lambda box: box.cast_on_paper([BEN, CY], {"food": 1}, now=NOW),
    ):
        with session(file_database) as (manager, box):
            # As a published request does.
            current = manager.get()
            current.setUser(ANN, "/cop/acl_users")
            current.note("/cop/tuesday/round/vote")
            current.setExtendedInfo("agent", ANN)
            act(box)
            manager.commit()
        last, _records = last_transaction(file_database)
        assert (last.user, last.description) == (b"", b"")
        told = last.extension
        assert told == {"": True, "id": NO_ID, "size": 0, "time": told["time"]}
        # An id is a time, and could be tried out from a finer one.
        assert told["time"] == int(told["time"])


def test_the_log_of_the_database_does_not_tell_how_much_was_chosen(file_database):
    """Stock Plone shows whoever is logged in how big each change was."""
    new_box(file_database, rules=rules("named"), voters=[ANN])
    sizes = [file_database.getSize()]
    for number in range(24):
        dots = {"food": 1 + number % 2}
        commit(file_database, lambda box, dots=dots: box.cast(ANN, dots, now=NOW))
        sizes.append(file_database.getSize())
    told = file_database.undoLog(0, -24)
    assert {(one["size"], one["id"], one[""]) for one in told} == {(0, NO_ID, True)}
    # Administrators see how big the whole is, before and after: that is noise.
    grown = [after - before for before, after in pairwise(sizes)]
    assert len(set(grown)) > 12


@both
def test_a_box_that_is_new_in_this_transaction_can_be_voted_on(database, secrecy):
    with database.transaction() as connection:
        box = connection.root()["box"] = BallotBox()
        transaction_manager = connection.transaction_manager
        transaction_manager.savepoint()
        box.open(rules(secrecy), people(4))
        transaction_manager.savepoint()
        box.cast(ANN, DOTS, now=NOW)
        transaction_manager.savepoint()
        box.cast(BEN, OTHER, now=NOW)
    assert len(commit(database, slips)) == 2
    transaction.abort()


def test_closing_and_counting_are_two_transactions(database):
    new_box(database, rules=rules("secret"), voters=people(4))
    with session(database) as (manager, box):
        box.close()
        with pytest.raises(RuntimeError):
            box.count_up()
        manager.commit()
        box.count_up()
        manager.commit()
    assert commit(database, lambda box: box.state) == "counted"
