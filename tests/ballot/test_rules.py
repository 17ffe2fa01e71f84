"""What a ballot may hold, and everything that it may not."""

from hypothesis import given
from hypothesis import strategies as st
from leap.cop.ballot import rules
from leap.cop.ballot.messages import NotTheseVoters
from leap.cop.ballot.messages import refusal
from leap.cop.ballot.rules import BadBallot
from leap.cop.ballot.rules import checked
from leap.cop.ballot.rules import checked_paper
from leap.cop.ballot.rules import checked_receipt
from leap.cop.ballot.rules import Rules
from leap.cop.ballot.rules import sound
from leap.cop.core.errors import Refused
from zope.i18n import interpolate

import pytest


RULES = Rules(dots=5, most=3, secrecy="named", options=("safety", "rest", "school"))

#: More digits than Python turns into a text.
HUGE = 10**5000

REASONS = (
    rules.NOT_A_MAPPING,
    rules.NOT_A_NUMBER,
    rules.UNKNOWN_OPTION,
    rules.BELOW_ZERO,
    rules.TOO_MANY_ON_ONE,
    rules.TOO_MANY,
    rules.BAD_RECEIPT,
)


def reason(function, *args) -> str:
    with pytest.raises(BadBallot) as caught:
        function(*args)
    return caught.value.reason


@pytest.mark.parametrize(
    "dots, slip",
    (
        ({}, ()),
        ({"rest": 0}, ()),
        ({"rest": 1}, (("rest", 1),)),
        ({"school": 2, "rest": 3}, (("rest", 3), ("school", 2))),
        ({"school": 1, "safety": 0, "rest": 1}, (("rest", 1), ("school", 1))),
    ),
)
def test_dots_within_the_rules_are_a_slip(dots, slip):
    assert checked(dots, RULES) == slip


class Number(int):
    """An int that is more than an int."""


@pytest.mark.parametrize(
    "dots, expected",
    (
        (None, "not_a_mapping"),
        ([], "not_a_mapping"),
        ([["rest", 1]], "not_a_mapping"),
        ((("rest", 1),), "not_a_mapping"),
        ("rest", "not_a_mapping"),
        (b"rest", "not_a_mapping"),
        (3, "not_a_mapping"),
        ({"rest", "school"}, "not_a_mapping"),
        ({"rest": True}, "not_a_number"),
        ({"rest": False}, "not_a_number"),
        ({"rest": 1.0}, "not_a_number"),
        ({"rest": float("nan")}, "not_a_number"),
        ({"rest": float("inf")}, "not_a_number"),
        ({"rest": "1"}, "not_a_number"),
        ({"rest": None}, "not_a_number"),
        ({"rest": [1]}, "not_a_number"),
        ({"rest": {"rest": 1}}, "not_a_number"),
        ({"rest": Number(1)}, "not_a_number"),
        ({"rest": -1}, "below_zero"),
        ({"rest": -HUGE}, "below_zero"),
        ({"rest": 3, "school": -1}, "below_zero"),
        ({"rest": 4}, "too_many_on_one"),
        ({"rest": 2**63}, "too_many_on_one"),
        ({"rest": HUGE}, "too_many_on_one"),
        ({"rest": 3, "school": 3}, "too_many"),
        ({"rest": 2, "school": 2, "safety": 2}, "too_many"),
        ({"sleep": 1}, "unknown_option"),
        ({"sleep": 0}, "unknown_option"),
        ({"Rest": 1}, "unknown_option"),
        ({"": 1}, "unknown_option"),
        ({"\ud800": 1}, "unknown_option"),
        ({HUGE: 1}, "unknown_option"),
        ({1: 1}, "unknown_option"),
        ({None: 1}, "unknown_option"),
        ({("rest",): 1}, "unknown_option"),
    ),
)
def test_anything_else_is_no_ballot(dots, expected):
    assert reason(checked, dots, RULES) == expected


def test_what_is_wrong_is_said_with_the_number_that_the_rules_allow():
    with pytest.raises(BadBallot) as caught:
        checked({"safety": 1, "rest": 4}, RULES)
    assert (caught.value.reason, caught.value.limit) == ("too_many_on_one", 3)
    with pytest.raises(BadBallot) as caught:
        checked({"safety": 3, "rest": 3}, RULES)
    assert (caught.value.reason, caught.value.limit) == ("too_many", 5)


@pytest.mark.parametrize(
    "dots, voters, expected",
    (
        ({"rest": 9, "school": 6}, 3, None),
        ({"rest": 9, "school": 6, "safety": 1}, 3, "too_many"),
        ({"rest": 10}, 3, "too_many_on_one"),
        ({"rest": 3}, 1, None),
        ({"rest": 4}, 1, "too_many_on_one"),
        ({"rest": 0}, 2, None),
        ({"rest": -1}, 2, "below_zero"),
        ({"rest": True}, 2, "not_a_number"),
        ({"sleep": 1}, 2, "unknown_option"),
        (None, 2, "not_a_mapping"),
    ),
)
def test_a_wall_of_stickers_has_the_dots_of_all_of_them(dots, voters, expected):
    if expected is None:
        slip = checked_paper(dots, voters, RULES)
        assert dict(slip) == {key: number for key, number in dots.items() if number}
    else:
        assert reason(checked_paper, dots, voters, RULES) == expected


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text() | st.integers() | st.none(), inner, max_size=4)
    ),
    max_leaves=8,
)


@given(
    JUNK
    | st.dictionaries(
        st.sampled_from(RULES.options) | st.text(), st.integers(-2, 6) | JUNK
    )
)
def test_whatever_is_sent_is_a_slip_within_the_rules_or_no_ballot(dots):
    try:
        slip = checked(dots, RULES)
    except BadBallot as bad:
        assert bad.reason in REASONS
        assert refusal(bad).field == "dots"
        return
    assert list(slip) == sorted(dict(slip).items())
    assert set(dict(slip)) <= set(RULES.options)
    assert all(type(number) is int and 1 <= number <= 3 for _key, number in slip)
    assert sum(number for _key, number in slip) <= 5
    assert {key: n for key, n in dots.items() if n} == dict(slip)


BARS = st.frozensets(st.sampled_from(RULES.options))


@pytest.mark.parametrize(
    "dots, expected",
    (
        ({"rest": 1}, "unknown_option"),
        ({"rest": -1}, "unknown_option"),
        ({"rest": 99}, "unknown_option"),
        ({"rest": None}, "unknown_option"),
        ({"rest": 1, "school": 1}, "unknown_option"),
        ({"rest": False}, "not_a_number"),
        ({"school": 4}, "too_many_on_one"),
        (["rest"], "not_a_mapping"),
    ),
)
def test_what_is_barred_is_as_unknown_as_what_there_is_not(dots, expected):
    assert reason(checked, dots, RULES, {"rest"}) == expected


@given(st.dictionaries(st.sampled_from(RULES.options), st.integers(0, 3)), BARS)
def test_a_bar_takes_away_its_own_option_and_nothing_else(dots, barred):
    others = {key: n for key, n in dots.items() if key not in barred}
    if sum(others.values()) <= RULES.dots:
        assert checked(others, RULES, barred) == checked(others, RULES)
    if any(dots.get(option) for option in barred):
        assert reason(checked, dots, RULES, barred) == "unknown_option"
    elif sum(dots.values()) <= RULES.dots:
        assert checked(dots, RULES, barred) == checked(dots, RULES)


@pytest.mark.parametrize(
    "text",
    ("abcdefgh", "A-Z_a.z~09", "x" * 128, "d9428888-122b-11e1-b85c-61cd3cbb3210"),
)
def test_a_receipt(text):
    assert checked_receipt(text) == text


@pytest.mark.parametrize(
    "text",
    (
        None,
        True,
        12345678,
        b"abcdefgh",
        ["abcdefgh"],
        "",
        "abcdefg",
        "x" * 129,
        "abcdefgh\n",
        "abcd efgh",
        "abcdefgh/",
        "abcdéfgh",
        "１２３４５６７８",
        "abcdefgh\0",
    ),
)
def test_no_receipt(text):
    assert reason(checked_receipt, text) == "bad_receipt"


@pytest.mark.parametrize(
    "change",
    (
        {"dots": 0},
        {"dots": -1},
        {"dots": True},
        {"dots": 5.0},
        {"dots": None},
        {"most": 0},
        {"most": 6},
        {"most": "3"},
        {"secrecy": "open"},
        {"options": ()},
        {"options": ("rest", "rest")},
        {"options": ("rest", "")},
        {"options": ("rest", 1)},
    ),
)
def test_rules_under_which_nobody_could_vote(change):
    assert sound(RULES) == RULES
    with pytest.raises(ValueError):
        sound(RULES._replace(**change))


@pytest.mark.parametrize("why", REASONS)
def test_every_reason_has_words_and_a_field(why):
    bad = BadBallot(why, limit=3)
    error = refusal(bad)
    field = "receipt" if bad.reason == "bad_receipt" else "dots"
    assert isinstance(error, Refused)
    assert error.getStatus() == 400
    words = interpolate(error.args[0], error.args[0].mapping)
    assert error.field == field
    assert "$" not in words


def test_voters_who_cannot_are_named_by_their_place():
    error = NotTheseVoters((1, 4))
    assert error.positions == (1, 4)
    words = interpolate(error.args[0], error.args[0].mapping)
    assert error.field == "voters"
    assert words.endswith("in the list: 1, 4.")
