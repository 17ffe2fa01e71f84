"""What one person after the other meets at the box."""

from datetime import datetime
from datetime import timedelta
from leap.cop.ballot.records import BallotBox
from leap.cop.core.errors import NotNow
from leap.cop.core.errors import NotYours
from leap.cop.core.errors import Refused
from tests.ballot.databases import NOW
from tests.ballot.databases import opened
from tests.ballot.databases import people
from tests.ballot.databases import rules
from tests.ballot.databases import slips
from tests.ballot.databases import words

import pytest


HOUR = timedelta(hours=1)
SLIP = (("rest", 3), ("school", 1))
DOTS = dict(SLIP)
OTHER = {"food": 2}

both = pytest.mark.parametrize("secrecy", ("named", "secret"))


ANN, BEN, CY, DEE = people(4)


# Before


def test_nothing_goes_before_it_opens():
    box = BallotBox()
    for act in (
        lambda: box.cast(ANN, DOTS, now=NOW),
        lambda: box.take_back(ANN, now=NOW),
        lambda: box.cast_on_paper([ANN], DOTS, now=NOW),
        lambda: box.admit(ANN, now=NOW),
        lambda: box.change(closes=None, now=NOW),
        lambda: box.find("a-receipt", now=NOW),
        box.close,
        box.count_up,
        box.tally,
    ):
        with pytest.raises(NotNow):
            act()
    assert box.rules is None
    assert box.ballot_of(ANN) is None
    assert not box.forget(ANN)
    assert not box.is_open(NOW)
    assert not box.is_over(NOW)
    assert not box.is_final(NOW)
    assert (box.voters_total, box.voted_total, box.has_ballots) == (0, 0, False)


@both
def test_opening_fixes_who_can_vote_and_how(secrecy):
    box = BallotBox()
    box.open(rules(secrecy), [BEN, ANN, BEN], NOW + HOUR)
    assert box.rules == rules(secrecy)
    assert (box.state, box.closes) == ("open", NOW + HOUR)
    assert box.voters() == box.not_voted() == [ANN, BEN]
    assert box.voters_total == 2
    assert box.may_vote(ANN)
    assert not box.may_vote(CY)
    with pytest.raises(NotNow):
        box.open(rules(secrecy), [CY])


def test_nobody_opens_a_vote_that_cannot_be():
    with pytest.raises(ValueError):
        BallotBox().open(rules("named", options=()), [ANN])
    with pytest.raises(ValueError):
        BallotBox().open(rules("named"), [ANN], datetime(2026, 11, 2))


def test_time_ends_it():
    box = opened("named", closes=NOW + HOUR)
    moments = [NOW, NOW + HOUR - timedelta(microseconds=1), NOW + HOUR]
    assert [box.is_open(moment) for moment in moments] == [True, True, False]
    assert [box.is_over(moment) for moment in moments] == [False, False, True]
    # A ballot that came in time may still be on its way to the disk.
    assert not box.is_final(NOW + HOUR)
    assert box.is_final(NOW + HOUR + timedelta(seconds=1))
    with pytest.raises(NotNow):
        box.cast(ANN, DOTS, now=NOW + HOUR)
    box.close()
    assert box.is_over(NOW)
    assert box.is_final(NOW)


def test_without_an_end_it_stays_open():
    box = opened("named")
    assert box.is_open(NOW + 10000 * HOUR)
    assert not box.is_final(NOW + 10000 * HOUR)


# Casting


@both
def test_a_ballot_is_in(secrecy):
    box = opened(secrecy)
    cast = box.cast(ANN, {**DOTS, "food": 0}, now=NOW)
    assert (cast.slip, cast.again) == (SLIP, False)
    assert slips(box) == [SLIP]
    assert box.has_voted(ANN)
    assert box.not_voted() == [BEN, CY, DEE]
    assert (box.voters_total, box.voted_total, box.has_ballots) == (4, 1, True)
    assert bool(cast.receipt) == (secrecy == "secret")


@both
def test_who_spends_nothing_has_voted(secrecy):
    box = opened(secrecy)
    assert box.cast(ANN, {}, now=NOW).slip == ()
    assert box.voted_total == box.tally().ballots == 1
    assert box.has_ballots
    if secrecy == "named":
        assert box.cast(ANN, {}, now=NOW).again


@both
@pytest.mark.parametrize(
    "dots", (None, [], {"rest": 4}, {"rest": 3, "food": 3}, {"sleep": 1}, {"rest": 1.0})
)
def test_a_bad_ballot_leaves_nothing(secrecy, dots):
    box = opened(secrecy)
    with pytest.raises(Refused) as caught:
        box.cast(ANN, dots, now=NOW)
    assert words(caught).startswith("dots: ")
    with pytest.raises(Refused) as caught:
        box.cast(ANN, DOTS, "short", now=NOW)
    assert words(caught).startswith("receipt: ")
    assert not box.has_ballots
    assert box.voted_total == 0


@both
def test_who_is_not_on_the_roll_does_not_vote(secrecy):
    box = opened(secrecy)
    for act in (
        lambda: box.cast("voter-9", DOTS, now=NOW),
        lambda: box.take_back("voter-9", now=NOW),
    ):
        with pytest.raises(NotYours):
            act()
    assert box.admit("voter-9", now=NOW)
    assert not box.admit("voter-9", now=NOW)
    assert box.voters_total == 5
    box.cast("voter-9", DOTS, now=NOW)
    assert not box.admit("voter-9", now=NOW)
    assert box.has_voted("voter-9")


def test_a_named_ballot_takes_the_place_of_an_earlier_one():
    box = opened("named")
    box.cast(ANN, DOTS, now=NOW)
    assert box.cast(ANN, DOTS, now=NOW).again
    assert not box.cast(ANN, OTHER, now=NOW).again
    assert slips(box) == [(("food", 2),)]
    assert box.ballot_of(ANN) == (("food", 2),)
    assert box.ballot_of(BEN) is None
    assert box.voted_total == 1


def test_a_named_ballot_can_be_taken_back():
    box = opened("named")
    box.cast(ANN, DOTS, now=NOW)
    assert box.take_back(ANN, now=NOW)
    assert not box.take_back(ANN, now=NOW)
    assert not box.has_voted(ANN)
    assert not box.has_ballots
    box.cast(ANN, OTHER, now=NOW)
    box.close()
    for act in (
        lambda: box.take_back(ANN, now=NOW),
        lambda: box.cast(ANN, OTHER, now=NOW),
    ):
        with pytest.raises(NotNow):
            act()
    assert slips(box) == [(("food", 2),)]


def test_a_secret_ballot_is_final():
    box = opened("secret")
    first = box.cast(ANN, DOTS, "ann's-receipt".replace("'", ""), now=NOW)
    assert first.receipt == "anns-receipt"
    again = box.cast(ANN, OTHER, first.receipt, now=NOW)
    assert again == (SLIP, first.receipt, True)
    for act in (
        lambda: box.cast(ANN, DOTS, now=NOW),
        lambda: box.cast(ANN, DOTS, "another-one", now=NOW),
        lambda: box.take_back(ANN, now=NOW),
    ):
        with pytest.raises(NotNow):
            act()
    assert slips(box) == [SLIP]
    assert box.ballot_of(ANN) is None


def test_a_retry_of_a_secret_ballot_is_known_after_the_close():
    box = opened("secret")
    receipt = box.cast(ANN, DOTS, now=NOW).receipt
    for act in (box.close, box.count_up):
        act()
        assert box.cast(ANN, DOTS, receipt, now=NOW) == (SLIP, receipt, True)
        with pytest.raises(NotNow):
            box.cast(BEN, DOTS, receipt, now=NOW)
        with pytest.raises(NotNow):
            box.cast(BEN, DOTS, now=NOW)


def test_a_receipt_is_nobody_elses():
    box = opened("secret")
    receipt = box.cast(ANN, DOTS, now=NOW).receipt
    with pytest.raises(NotNow) as caught:
        box.cast(BEN, DOTS, receipt, now=NOW)
    assert words(caught).startswith("receipt: ")
    assert not box.has_voted(BEN)


def test_receipts_are_long_and_different():
    box = opened("secret", number=200)
    receipts = {box.cast(userid, {}, now=NOW).receipt for userid in people(200)}
    assert len(receipts) == 200
    assert min(map(len, receipts)) >= 20


def test_a_receipt_finds_the_ballot_after_the_close_only():
    box = opened("secret", closes=NOW + HOUR)
    receipt = box.cast(ANN, DOTS, now=NOW).receipt
    with pytest.raises(NotNow):
        box.find(receipt, now=NOW)
    assert box.find(receipt, now=NOW + HOUR) == SLIP
    box.close()
    assert box.find(receipt, now=NOW) == SLIP
    box.count_up()
    assert box.find(receipt, now=NOW) == SLIP
    assert box.find("nobodys-receipt", now=NOW) is None
    with pytest.raises(Refused):
        box.find("short", now=NOW)


def test_nothing_is_found_by_receipt_where_ballots_are_named():
    box = opened("named")
    # A user id is the key there, and no receipt.
    box.cast(ANN, DOTS, "some-receipt", now=NOW)
    box.close()
    assert box.find("some-receipt", now=NOW) is None
    assert box.find(ANN, now=NOW) is None


# Changing


@both
def test_rules_change_until_somebody_votes(secrecy):
    box = opened(secrecy)
    box.change(rules=rules(secrecy, dots=7), now=NOW)
    assert box.rules.dots == 7
    box.cast(ANN, DOTS, now=NOW)
    with pytest.raises(NotNow):
        box.change(rules=rules(secrecy, dots=8), now=NOW)
    box.change(closes=NOW + HOUR, now=NOW)
    assert (box.rules.dots, box.closes) == (7, NOW + HOUR)
    if secrecy == "named":
        # They stay as they are from the first ballot on, whatever became of it.
        assert box.take_back(ANN, now=NOW)
        with pytest.raises(NotNow):
            box.change(rules=rules("secret"), now=NOW)
    assert box.has_begun


@both
def test_paper_freezes_the_rules(secrecy):
    box = opened(secrecy)
    box.cast_on_paper([ANN], {}, now=NOW)
    with pytest.raises(NotNow):
        box.change(rules=rules(secrecy, dots=8), now=NOW)


def test_the_end_moves_while_it_is_open():
    box = opened("named", closes=NOW + HOUR)
    box.change(closes=NOW + 2 * HOUR, now=NOW + HOUR / 2)
    box.change(closes=None, now=NOW + HOUR)
    box.change(closes=NOW + HOUR, now=NOW)
    for late in (NOW, NOW - HOUR):
        with pytest.raises(Refused) as caught:
            box.change(closes=late, now=NOW)
        assert words(caught).startswith("closes: ")
    with pytest.raises(ValueError):
        box.change(closes=datetime(2027, 1, 1), now=NOW)
    # Over is over: the result may have been seen.
    with pytest.raises(NotNow):
        box.change(closes=NOW + 2 * HOUR, now=NOW + HOUR)
    box.close()
    for change in ({"closes": None}, {"rules": rules("named")}):
        with pytest.raises(NotNow):
            box.change(**change, now=NOW)


# Closing


@both
def test_after_the_close_nothing_moves(secrecy):
    box = opened(secrecy)
    box.cast(ANN, DOTS, now=NOW)
    box.cast_on_paper([BEN], {"food": 1}, now=NOW)
    before = box.tally()
    with pytest.raises(NotNow):
        box.count_up()
    box.close()
    with pytest.raises(NotNow):
        box.close()
    assert box.tally() == before
    assert box.count_up() == before
    assert box.tally() == before
    assert box.state == "counted"
    assert (box.voters_total, box.voted_total) == (4, 2)
    assert box.not_voted() == [CY, DEE]
    assert box.voted_on_paper(BEN) == (secrecy == "named")
    for act in (
        box.close,
        box.count_up,
        lambda: box.admit("voter-9", now=NOW),
        lambda: box.open(rules(secrecy), [ANN]),
        lambda: box.cast(CY, DOTS, now=NOW),
    ):
        with pytest.raises(NotNow):
            act()


# Being forgotten


@both
@pytest.mark.parametrize("when", ("open", "closed", "counted"))
def test_a_name_goes_and_the_totals_stay(secrecy, when):
    box = opened(secrecy)
    box.cast(ANN, DOTS, now=NOW)
    box.cast(BEN, OTHER, now=NOW)
    box.cast_on_paper([CY], {"rest": 1}, now=NOW)
    if when != "open":
        box.close()
    if when == "counted":
        box.count_up()
    before = (box.voters_total, box.voted_total, box.tally(), slips(box))
    for userid in (ANN, CY, DEE):
        assert box.forget(userid)
        assert not box.forget(userid)
        assert not box.may_vote(userid)
        assert not box.has_voted(userid)
        assert box.ballot_of(userid) is None
    assert box.voters() == [BEN]
    assert box.not_voted() == []
    assert (box.voters_total, box.voted_total, box.tally(), slips(box)) == before
    keys = {key for trees in (box.roll, box.slips) for tree in trees for key in tree}
    assert not keys & {ANN, CY, DEE}
    if when == "open":
        with pytest.raises(NotYours):
            box.cast(ANN, DOTS, now=NOW)
        box.close()
    if when != "counted":
        assert box.count_up() == before[2]
