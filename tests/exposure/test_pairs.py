"""Every pair that could be asked is asked, with far fewer questions than all."""

from hypothesis import given
from hypothesis import strategies as st
from itertools import combinations
from itertools import product
from tests.exposure.pairs import covering

import hashlib


CHANNELS = [f"channel {number}" for number in range(40)]
STATES = ["private", "community", "pending", "public", "deleted"]
ASKERS = [None, "colleague", "member", "reviewer", "admin", "newcomer", "paused"]
ROADS = ["plain", "through a folder", "through itself"]
EVERY = list(product(CHANNELS, STATES, ASKERS, ROADS))


def rank(row) -> str:
    return hashlib.sha256(repr(row).encode()).hexdigest()


def same(row):
    return row


def pairs_of(rows) -> set:
    return {pair for row in rows for pair in combinations(enumerate(row), 2)}


def test_every_pair_is_there_in_a_small_part_of_the_product():
    asked = covering(EVERY, same, rank)
    assert pairs_of(asked) == pairs_of(EVERY)
    # Each channel has to meet each asker: less is not possible, and not much more is.
    least = len(CHANNELS) * len(ASKERS)
    assert least <= len(asked) <= 1.3 * least < len(EVERY) / 10


def test_what_is_not_to_be_asked_is_not_asked():
    allowed = [row for row in EVERY if (row[1], row[2]) != ("public", "admin")]
    asked = covering(allowed, same, rank)
    assert set(asked) <= set(allowed)
    assert pairs_of(asked) == pairs_of(allowed)


def test_values_that_belong_to_one_axis_are_asked_together():
    """An axis may be made of two: then every three of them meet."""

    def axes(row):
        channel, state, asker, _road = row
        return channel, (state, asker) if state == "private" else state, asker

    asked = covering(EVERY, axes, rank)
    for channel, asker in product(CHANNELS, ASKERS):
        assert any(row[:3] == (channel, "private", asker) for row in asked)


def test_among_alike_the_rank_decides():
    rows = list(product(CHANNELS, ASKERS))
    asked = covering(rows, lambda row: (row[0], "somebody"), rank)
    assert [channel for channel, _asker in asked] == CHANNELS
    assert {asker for _channel, asker in asked} == set(ASKERS)


@given(
    st.lists(st.tuples(*[st.integers(0, 3)] * 3), max_size=40),
    st.randoms(use_true_random=False),
)
def test_no_pair_is_lost_whatever_the_rows_are(rows, random):
    ranks = {row: str(random.random()) for row in rows}
    asked = covering(rows, same, ranks.__getitem__)
    assert pairs_of(asked) == pairs_of(rows)
    assert asked == covering(rows, same, ranks.__getitem__)
    # In their order, and none that brings nothing.
    places = [rows.index(row) for row in asked]
    assert places == sorted(set(places))
