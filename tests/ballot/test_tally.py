"""Counting: nothing is lost, the order of ballots says nothing, few are heard."""

from hypothesis import given
from hypothesis import strategies as st
from leap.cop.ballot.rules import checked
from leap.cop.ballot.rules import checked_paper
from leap.cop.ballot.rules import Rules
from leap.cop.ballot.tally import count
from leap.cop.ballot.tally import FEWEST_FOR_ORDER
from leap.cop.ballot.tally import withheld

import pytest


OPTIONS = ("safety", "rest", "school", "food")
RULES = Rules(dots=5, most=4, secrecy="secret", options=OPTIONS)


def tallied(*ballots, papers=(), rules=RULES):
    return count(
        [checked(dots, rules) for dots in ballots],
        [(voters, checked_paper(dots, voters, rules)) for voters, dots in papers],
        rules,
    )


def by_option(tally, name):
    return {line.option: getattr(line, name) for line in tally.lines}


# Places


def test_dots_make_the_order():
    tally = tallied({"rest": 3, "food": 2}, {"rest": 1, "school": 4}, {})
    assert [line.option for line in tally.lines] == ["rest", "school", "food", "safety"]
    # A tie keeps the order of the options.
    assert [line.dots for line in tally.lines] == [4, 4, 2, 0]
    assert [line.place for line in tally.lines] == [1, 1, 3, 4]
    assert [line.tied for line in tally.lines] == [True, True, False, False]
    assert [line.voters for line in tally.lines] == [2, 1, 1, 0]
    assert (tally.ballots, tally.spent, tally.breakdown) == (3, 10, True)


def test_no_ballots_are_a_tie_of_all():
    tally = tallied()
    assert [line.option for line in tally.lines] == list(OPTIONS)
    assert {(line.place, line.tied, line.few) for line in tally.lines} == {
        (1, True, False)
    }
    assert (tally.ballots, tally.spent) == (0, 0)


def test_a_ballot_without_dots_counts_as_a_ballot():
    assert tallied({}, {}).ballots == 2


def test_paper_counts_like_clicks():
    clicks = tallied({"rest": 4}, {"rest": 1, "food": 4})
    paper = tallied(papers=[(2, {"rest": 5, "food": 4})])
    mixed = tallied({"rest": 4}, papers=[(1, {"rest": 1, "food": 4})])
    for tally in (paper, mixed):
        assert by_option(tally, "dots") == by_option(clicks, "dots")
        assert by_option(tally, "place") == by_option(clicks, "place")
        assert (tally.ballots, tally.spent) == (2, 9)
    assert (clicks.paper, paper.paper, mixed.paper) == (0, 2, 1)


# Matters a lot to a few


@pytest.mark.parametrize(
    "ballots, few",
    (
        # One of three, everything they could give.
        ([{"rest": 4}, {"food": 1}, {"food": 1}], True),
        # Three quarters of it is enough, less is not.
        ([{"rest": 3}, {"food": 1}, {"food": 1}], True),
        ([{"rest": 2}, {"food": 1}, {"food": 1}], False),
        # On average: 4 and 2 are 3, 4 and 1 are not.
        ([{"rest": 4}, {"rest": 2}, *[{"food": 1}] * 4], True),
        ([{"rest": 4}, {"rest": 1}, *[{"food": 1}] * 4], False),
        # More than a third.
        ([{"rest": 4}, {"food": 1}], False),
        ([{"rest": 4}, {"rest": 4}, *[{"food": 1}] * 3], False),
        # Who spends nothing chooses nothing: they do not make few of half.
        ([{"rest": 4}, {"food": 1}, {}], False),
        # Nobody at all are not few.
        ([{"food": 4}, {"food": 4}, {"food": 4}], False),
    ),
)
def test_what_matters_a_lot_to_few(ballots, few):
    assert by_option(tallied(*ballots), "few") == {
        option: few and option == "rest" for option in OPTIONS
    }


def test_where_one_dot_is_all_there_is_nothing_says_a_lot():
    rules = RULES._replace(most=1)
    tally = tallied({"rest": 1}, {"food": 1}, {"food": 1}, rules=rules)
    assert not any(by_option(tally, "few").values())


def test_so_many_at_least_stand_behind_paper():
    # 5 stickers are two people's at least: 2 of 6, but not three quarters of 8.
    few = tallied(papers=[(6, {"rest": 5, "food": 10})])
    assert not by_option(few, "few")["rest"]
    # 8 stickers may be all of two people.
    few = tallied(papers=[(6, {"rest": 8, "food": 10})])
    assert by_option(few, "few")["rest"]
    # With one more on the screen they are three of seven.
    few = tallied({"rest": 4}, papers=[(6, {"rest": 8, "food": 10})])
    assert not by_option(few, "few")["rest"]
    assert by_option(few, "voters")["rest"] == 1


def test_a_wall_without_dots_makes_few_of_nobody():
    tally = tallied({"rest": 4}, {"food": 1}, papers=[(4, {})])
    assert not any(by_option(tally, "few").values())
    assert tally.ballots == 6


# What few have said


@pytest.mark.parametrize("ballots", range(10))
def test_below_the_small_group_number_there_are_places_only(ballots):
    full = tallied(*[{"food": 3, "rest": 1}] * ballots)
    told = withheld(full, 8)
    if ballots >= 8:
        assert told == full
        return
    assert told.breakdown is False
    assert told.spent is None
    assert told.ballots == ballots
    for line in told.lines:
        assert (line.dots, line.voters, line.few) == (None, None, None)
    if ballots >= FEWEST_FOR_ORDER:
        assert [line.option for line in told.lines][:2] == ["food", "rest"]
        assert [line.place for line in told.lines] == [1, 2, 3, 3]
    else:
        assert [line.option for line in told.lines] == list(OPTIONS)
        assert {(line.place, line.tied) for line in told.lines} == {(None, False)}


def test_what_is_withheld_says_nothing_about_two_ballots():
    one = withheld(tallied({"food": 4}, {"food": 4}), 8)
    other = withheld(tallied({"rest": 1}, {}), 8)
    assert one == other


# For any ballots

ballots = st.lists(
    st.dictionaries(st.sampled_from(OPTIONS), st.integers(0, 4)).filter(
        lambda dots: sum(dots.values()) <= 5
    ),
    max_size=12,
)
walls = st.lists(
    st.integers(1, 6).flatmap(
        lambda voters: st.tuples(
            st.just(voters),
            st.dictionaries(
                st.sampled_from(OPTIONS), st.integers(0, 4 * voters)
            ).filter(lambda dots: sum(dots.values()) <= 5 * voters),
        )
    ),
    max_size=3,
)


@given(ballots, walls)
def test_as_many_dots_come_out_as_went_in(singles, papers):
    tally = tallied(*singles, papers=papers)
    put_in = sum(sum(dots.values()) for dots in singles)
    put_in += sum(sum(dots.values()) for _voters, dots in papers)
    assert sum(line.dots for line in tally.lines) == tally.spent == put_in
    assert tally.ballots == len(singles) + sum(voters for voters, _dots in papers)
    for option in OPTIONS:
        expected = sum(dots.get(option, 0) for dots in singles)
        expected += sum(dots.get(option, 0) for _voters, dots in papers)
        assert by_option(tally, "dots")[option] == expected


@given(ballots, walls, st.randoms(use_true_random=False))
def test_the_order_of_ballots_changes_nothing(singles, papers, random):
    before = tallied(*singles, papers=papers)
    random.shuffle(singles)
    random.shuffle(papers)
    assert tallied(*singles, papers=papers) == before


@given(ballots, walls)
def test_all_that_is_on_paper_counts_as_one(singles, papers):
    together: dict[str, int] = {}
    for _voters, dots in papers:
        for option, number in dots.items():
            together[option] = together.get(option, 0) + number
    one = [(sum(voters for voters, _dots in papers), together)] if papers else []
    assert tallied(*singles, papers=one) == tallied(*singles, papers=papers)


@given(ballots, walls, st.permutations(OPTIONS))
def test_other_names_in_another_order_move_no_dots(singles, papers, order):
    names = {option: f"theme-{number}" for number, option in enumerate(order)}
    renamed = RULES._replace(options=tuple(names[option] for option in order))

    def under_new_names(dots):
        return {names[option]: number for option, number in dots.items()}

    before = tallied(*singles, papers=papers)
    after = tallied(
        *[under_new_names(dots) for dots in singles],
        papers=[(voters, under_new_names(dots)) for voters, dots in papers],
        rules=renamed,
    )
    for name in ("dots", "voters", "place", "tied", "few"):
        assert by_option(after, name) == {
            names[option]: value for option, value in by_option(before, name).items()
        }


@given(ballots, walls)
def test_places_are_those_of_a_competition(singles, papers):
    lines = tallied(*singles, papers=papers).lines
    for line in lines:
        assert line.place == 1 + sum(other.dots > line.dots for other in lines)
        assert line.tied == (sum(other.dots == line.dots for other in lines) > 1)
    assert [line.place for line in lines] == sorted(line.place for line in lines)


@given(ballots, walls, st.integers(0, 20))
def test_withholding_tells_no_number(singles, papers, small):
    full = tallied(*singles, papers=papers)
    told = withheld(full, small)
    assert {line.option for line in told.lines} == set(OPTIONS)
    clicked = full.ballots - full.paper
    if full.ballots < small or 0 < clicked < small:
        assert {(line.dots, line.voters, line.few) for line in told.lines} == {
            (None, None, None)
        }
        assert withheld(told, small) == told
    elif 0 < full.paper < small:
        assert {line.voters for line in told.lines} == {None}
        assert [line.dots for line in told.lines] == [line.dots for line in full.lines]
    else:
        assert told is full
