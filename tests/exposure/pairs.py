"""Fewer questions that show the same: every pair of values, and not every product.

What leaks, leaks by two things that meet: a channel and a reader, a channel and a
state, a state and a reader. So whoever asks with every pair finds it, with a small part
of all the questions. Pure, and the same in every process.
"""

from collections.abc import Callable
from collections.abc import Hashable
from collections.abc import Iterable
from itertools import combinations
from typing import TypeVar


Row = TypeVar("Row")


def covering(
    rows: Iterable[Row],
    axes: Callable[[Row], tuple[Hashable, ...]],
    rank: Callable[[Row], str],
) -> list[Row]:
    """Return some of the rows, which hold each pair of values that all of them hold.

    Only rows that are given are returned, in their order: what cannot be asked is left
    out by not giving it.

    :param axes: returns the values of a row, always as many, one for each axis.
    :param rank: returns what rows are tried by; it decides which of them turn up.
    """
    every = list(rows)
    held = [set(combinations(enumerate(axes(row)), 2)) for row in every]
    order = sorted(range(len(every)), key=lambda number: rank(every[number]))
    left = set().union(*held)
    kept = set()
    # First those that bring as many new pairs as a row can, at last those with one.
    for least in range(max(map(len, held), default=0), 0, -1):
        for number in order:
            if len(held[number] & left) >= least:
                kept.add(number)
                left -= held[number]
    return [every[number] for number in sorted(kept)]
