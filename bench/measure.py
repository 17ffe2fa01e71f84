"""Interleaved measuring: every round runs each candidate once, in an order of its own.

So whatever else the machine does meets all of them alike. The garbage collector rests
while something is measured, and works between the rounds.
"""

from collections.abc import Callable
from random import Random
from statistics import median
from typing import NamedTuple

import gc
import os


ROUNDS = int(os.environ.get("ROUNDS", "40"))
WARM_UP = 3
RESAMPLED = 2_000

#: A candidate runs its work once and gives the processor seconds.
Candidate = Callable[[], float]
Samples = dict[str, list[float]]


class Ratio(NamedTuple):
    """A ratio of medians with its 95 % bootstrap interval."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        digits = 5 if self.value < 0.01 else 3 if self.value < 0.2 else 2
        return f"{self.value:.{digits}f} [{self.low:.{digits}f} {self.high:.{digits}f}]"

    def verdict(self, goal: float) -> str:
        """Say whether a goal holds; nothing while the interval is on both sides."""
        if self.high <= goal:
            return "holds"
        return "missed" if self.low > goal else "open"


def run(candidates: dict[str, Candidate], rounds: int = ROUNDS) -> Samples:
    """Run all candidates in turns; give the seconds of each, by round."""
    random = Random(0)
    samples: Samples = {name: [] for name in candidates}
    names = list(candidates)
    gc.collect()
    gc.freeze()
    gc.disable()
    try:
        for number in range(WARM_UP + rounds):
            random.shuffle(names)
            for name in names:
                seconds = candidates[name]()
                if number >= WARM_UP:
                    samples[name].append(seconds)
            gc.collect()
    finally:
        gc.enable()
        gc.unfreeze()
    return samples


def ratio(above: list[float], below: list[float]) -> Ratio:
    """Give how much one costs beside the other; rounds stay pairs when resampled."""
    random = Random(0)
    rounds = range(len(above))
    found = []
    for _ in range(RESAMPLED):
        chosen = random.choices(rounds, k=len(rounds))
        found.append(
            median(above[number] for number in chosen)
            / median(below[number] for number in chosen)
        )
    found.sort()
    low, high = found[int(RESAMPLED * 0.025)], found[int(RESAMPLED * 0.975)]
    return Ratio(median(above) / median(below), low, high)
