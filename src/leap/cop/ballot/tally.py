"""Count slips. Pure, no Zope: from the same slips in any order comes the same tally.

Nothing is kept up to date by adding one: a tally is computed from all slips.

Lines stand in the order of their dots. Places are those of a competition: two firsts,
then a third. Where dots are equal, the options keep the order that the rules give them.

*Matters a lot to a few* (`few`) is for what a ranking hides: at most a third of those
who spent anything chose it, and gave it three quarters of what they could, on average.
"""

from collections import Counter
from collections.abc import Iterable
from leap.cop.ballot.rules import Rules
from leap.cop.ballot.rules import Slip
from typing import NamedTuple


#: With fewer ballots than this not even an order is told: each would know the other's.
FEWEST_FOR_ORDER = 3


class Line(NamedTuple):
    """What one option got.

    `voters` are the single ballots that chose it; paper does not say how many did.
    Withheld numbers are None.
    """

    option: str
    dots: int | None
    voters: int | None
    place: int | None
    tied: bool
    few: bool | None


class Tally(NamedTuple):
    """The result of a vote.

    :param ballots: how many people's ballots there are, those on paper included.
    :param spent: dots in all, None when withheld.
    :param breakdown: whether lines tell numbers, not only places.
    :param paper: how many of the ballots were on paper.
    :param order: the options as the rules give them.
    """

    lines: tuple[Line, ...]
    ballots: int
    spent: int | None
    breakdown: bool
    paper: int = 0
    order: tuple[str, ...] = ()


class _Sums(NamedTuple):
    dots: Counter[str]
    chosen: Counter[str]
    on_paper: Counter[str]
    spenders: int


def as_one(papers: Iterable[tuple[int, Slip]]) -> tuple[int, Slip]:
    """Return walls of stickers as if they had been one."""
    people = 0
    dots: Counter[str] = Counter()
    for voters, slip in papers:
        people += voters
        dots.update(dict(slip))
    return people, tuple(sorted(dots.items()))


def count(
    slips: Iterable[Slip], papers: Iterable[tuple[int, Slip]], rules: Rules
) -> Tally:
    """Return the tally of single slips and of walls of stickers.

    :param papers: how many people a wall is of, and its dots.
    """
    singles = list(slips)
    people, wall = as_one(papers)
    sums = _sums(singles, people, wall)
    totals = [sums.dots[option] for option in rules.options]
    times = Counter(totals)
    lines = [
        Line(
            option=option,
            dots=dots,
            voters=sums.chosen[option],
            place=1 + sum(other > dots for other in totals),
            tied=times[dots] > 1,
            few=_matters_to_few(option, sums, rules),
        )
        for option, dots in zip(rules.options, totals, strict=True)
    ]
    return Tally(
        lines=tuple(sorted(lines, key=lambda line: line.place or 0)),
        ballots=len(singles) + people,
        spent=sum(totals),
        breakdown=True,
        paper=people,
        order=rules.options,
    )


def _sums(singles: list[Slip], people: int, wall: Slip) -> _Sums:
    on_paper = Counter(dict(wall))
    dots = Counter(on_paper)
    chosen: Counter[str] = Counter()
    for slip in singles:
        dots.update(dict(slip))
        chosen.update(option for option, _number in slip)
    spenders = sum(bool(slip) for slip in singles) + (people if wall else 0)
    return _Sums(dots, chosen, on_paper, spenders)


def _matters_to_few(option: str, sums: _Sums, rules: Rules) -> bool:
    # So many at least stand behind the stickers on a wall.
    fewest = -(-sums.on_paper[option] // rules.most)
    choosers = sums.chosen[option] + fewest
    return (
        rules.most > 1
        and choosers > 0
        and choosers * 3 <= sums.spenders
        and sums.dots[option] * 4 >= choosers * rules.most * 3
    )


def withheld(tally: Tally, small: int) -> Tally:
    """Return what may be told of a secret vote: below `small` ballots places alone.

    Below FEWEST_FOR_ORDER there are no places either, and the lines stand in the order
    of the options. What hangs on a wall has been seen by whoever was there, and can be
    taken off the sums: so those who clicked have to be as many among themselves. And
    what has dots and nobody who clicked it is told to come from the wall of a few.
    """
    clicked = tally.ballots - tally.paper
    few_clicked = 0 < clicked < small
    if tally.ballots >= small and not few_clicked:
        if not 0 < tally.paper < small:
            return tally
        told = tuple(line._replace(voters=None) for line in tally.lines)
        return tally._replace(lines=told)
    lines = [line._replace(dots=None, voters=None, few=None) for line in tally.lines]
    if tally.ballots < FEWEST_FOR_ORDER or (
        tally.ballots < small and 0 < clicked < FEWEST_FOR_ORDER
    ):
        lines = [line._replace(place=None, tied=False) for line in lines]
        lines.sort(key=lambda line: tally.order.index(line.option))
    return tally._replace(lines=tuple(lines), spent=None, breakdown=False)
