"""Stickers on a wall, entered by a facilitator."""

from leap.cop.ballot.messages import NotTheseVoters
from leap.cop.ballot.rules import chosen
from leap.cop.core.errors import NotNow
from leap.cop.core.errors import Refused
from tests.ballot.databases import NOW
from tests.ballot.databases import opened
from tests.ballot.databases import people
from tests.ballot.databases import rules
from tests.ballot.databases import words

import pytest


SLIP = (("rest", 3), ("school", 1))
DOTS = dict(SLIP)

both = pytest.mark.parametrize("secrecy", ("named", "secret"))


ANN, BEN, CY, DEE = people(4)


@both
def test_paper_counts_like_clicks(secrecy):
    box = opened(secrecy)
    assert not box.cast_on_paper([ANN, BEN], {"rest": 6, "food": 4}, now=NOW).again
    box.cast(CY, DOTS, now=NOW)
    tally = box.tally()
    assert {line.option: line.dots for line in tally.lines} == {
        "safety": 0,
        "rest": 9,
        "school": 1,
        "food": 4,
    }
    assert (tally.ballots, tally.paper, box.voted_total) == (3, 2, 3)
    assert box.voted_on_paper(ANN)
    assert not box.voted_on_paper(CY)
    assert box.not_voted() == [DEE]
    for act in (
        lambda: box.cast(ANN, DOTS, now=NOW),
        lambda: box.take_back(ANN, now=NOW),
    ):
        with pytest.raises(NotNow):
            act()
    assert box.tally() == tally


@both
@pytest.mark.parametrize(
    "voters, positions",
    (
        ([CY, "voter-9", DEE], (2,)),
        # Nothing about who has voted, whoever else is wrong.
        ([ANN, "voter-9", BEN], (2,)),
        ([ANN, CY, ANN], (1, 3)),
        ([CY, DEE, CY], (1, 3)),
        (["", "\0"], (1, 2)),
    ),
)
def test_paper_is_all_or_nothing(secrecy, voters, positions):
    box = opened(secrecy)
    box.cast(ANN, DOTS, now=NOW)
    box.cast_on_paper([BEN], {"rest": 1}, now=NOW)
    before = box.tally()
    with pytest.raises(NotTheseVoters) as caught:
        box.cast_on_paper(voters, {"food": 1}, now=NOW)
    assert caught.value.positions == positions
    assert words(caught).startswith("voters: ")
    assert box.tally() == before
    assert box.not_voted() == [CY, DEE]


@both
@pytest.mark.parametrize("voters", ([ANN], [ANN, CY], [BEN, CY], [ANN, BEN]))
def test_paper_does_not_tell_who_has_voted(secrecy, voters):
    """One who has voted among them would make this a question about all the others."""
    box = opened(secrecy)
    box.cast(ANN, DOTS, now=NOW)
    box.cast_on_paper([BEN], {"rest": 1}, now=NOW)
    with pytest.raises(Refused) as caught:
        box.cast_on_paper(voters, {}, now=NOW)
    assert not isinstance(caught.value, NotTheseVoters)
    assert words(caught).startswith(
        "voters: at least one of these people has already voted"
    )
    assert not any(sign.isdigit() for sign in words(caught))
    assert box.not_voted() == [CY, DEE]


@both
@pytest.mark.parametrize("voters", (None, [], "voter-000", [1], [None], {ANN: 1}, [[]]))
def test_paper_is_somebodys(secrecy, voters):
    box = opened(secrecy)
    with pytest.raises(Refused) as caught:
        box.cast_on_paper(voters, {"food": 1}, now=NOW)
    assert words(caught).startswith("voters: ")


@both
@pytest.mark.parametrize("dots", ({"rest": 7}, {"rest": 6, "food": 5}, {"sleep": 1}, 1))
def test_paper_has_no_more_dots_than_its_people(secrecy, dots):
    box = opened(secrecy)
    with pytest.raises(Refused) as caught:
        box.cast_on_paper([ANN, BEN], dots, now=NOW)
    assert words(caught).startswith("dots: ")
    assert box.voted_total == 0


@both
def test_paper_is_entered_once(secrecy):
    box = opened(secrecy)
    wall = ([ANN, BEN], {"rest": 6}, "first-wall")
    first = box.cast_on_paper(*wall, now=NOW)
    assert box.cast_on_paper(*wall, now=NOW) == first._replace(again=True)
    # Whoever went back to the form and entered the next one would lose it.
    with pytest.raises(NotNow) as caught:
        box.cast_on_paper([CY, DEE], {"rest": 5}, "first-wall", now=NOW)
    assert words(caught).startswith("receipt: ")
    with pytest.raises(Refused):
        box.cast_on_paper([CY], {}, "short", now=NOW)
    assert box.tally().spent == 6
    box.close()
    assert box.cast_on_paper(*wall, now=NOW).again
    with pytest.raises(NotNow):
        box.cast_on_paper([CY], {}, now=NOW)


def test_paper_of_a_secret_vote_becomes_one():
    box = opened("secret")
    box.cast_on_paper([ANN], {"food": 1}, now=NOW)
    box.cast_on_paper([BEN, CY], {"food": 2, "rest": 1}, now=NOW)
    box.close()
    box.count_up()
    [(number, kept)] = box.papers.values()
    assert (number, chosen(kept)) == (3, (("food", 3), ("rest", 1)))
    empty = opened("secret")
    empty.close()
    empty.count_up()
    assert not empty.has_ballots


@both
def test_a_wall_that_was_entered_wrongly_is_taken_down(secrecy):
    box = opened(secrecy)
    box.cast(DEE, DOTS, now=NOW)
    kept = box.cast_on_paper([ANN], {"food": 1}, now=NOW)
    wrong = box.cast_on_paper([BEN, CY], {"rest": 6}, now=NOW)
    walls = {(wall.id, wall.people) for wall in box.walls()}
    assert walls == {(kept.id, 1), (wrong.id, 2)}
    assert box.take_down(wrong.id, now=NOW) == [BEN, CY]
    assert [wall.id for wall in box.walls()] == [kept.id]
    assert box.not_voted() == [BEN, CY]
    # Each of them votes, however they like.
    box.cast(BEN, DOTS, now=NOW)
    box.cast_on_paper([CY], {"rest": 2}, now=NOW)
    assert {line.option: line.dots for line in box.tally().lines} == {
        "safety": 0,
        "rest": 8,
        "school": 2,
        "food": 1,
    }
    assert (box.tally().paper, box.voted_total) == (2, 4)
    with pytest.raises(KeyError):
        box.take_down(wrong.id, now=NOW)


@both
def test_what_is_counted_is_not_taken_down(secrecy):
    box = opened(secrecy)
    wall = box.cast_on_paper([ANN, BEN], {"rest": 6}, now=NOW)
    box.close()
    with pytest.raises(NotNow):
        box.take_down(wall.id, now=NOW)
    box.count_up()
    assert box.walls() == []
    assert not box.whose
    assert box.tally().spent == 6


@both
def test_rules_stay_when_the_only_wall_is_taken_down(secrecy):
    box = opened(secrecy)
    assert not box.has_begun
    wall = box.cast_on_paper([ANN, BEN], {"rest": 6}, now=NOW)
    box.take_down(wall.id, now=NOW)
    assert (box.has_ballots, box.has_begun) == (False, True)
    with pytest.raises(NotNow):
        box.change(rules=rules(secrecy, dots=8), now=NOW)


@both
def test_a_receipt_of_a_wall_is_of_these_people(secrecy):
    """Whoever ticks other names on the page that they went back to would lose them."""
    box = opened(secrecy)
    dots = {"rest": 2}
    box.cast_on_paper([ANN, BEN], dots, "a-wall-of-two", now=NOW)
    assert box.cast_on_paper([BEN, ANN], dots, "a-wall-of-two", now=NOW).again
    for others in ([CY, DEE], [ANN, CY], [ANN, "voter-9"]):
        with pytest.raises(NotNow) as caught:
            box.cast_on_paper(others, dots, "a-wall-of-two", now=NOW)
        assert words(caught).startswith("receipt: ")
    assert box.not_voted() == [CY, DEE]


@both
def test_somebody_who_was_forgotten_stands_on_no_wall(secrecy):
    box = opened(secrecy)
    wall = box.cast_on_paper([ANN, BEN], {"rest": 6}, now=NOW)
    assert box.forget(ANN)
    assert not any(ANN in voters for voters in box.whose.values())
    total = box.voters_total
    assert box.take_down(wall.id, now=NOW) == [BEN]
    assert (box.voters_total, box.voted_total) == (total, 0)
