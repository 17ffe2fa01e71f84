"""Four people who submit at the same moment: is anything lost, does anybody wait long?

Threads in this process, as a server has them; wall time, because waiting is the point.
"""

from bench.client import Site
from bench.works import Submitting
from concurrent.futures import ThreadPoolExecutor
from itertools import count as counting
from statistics import median
from typing import NamedTuple

import time


WRITERS = 4
EACH = 15


class Found(NamedTuple):
    """What came of it."""

    lost: int
    total: int
    #: The 95th percentile as a multiple of the median.
    tail: float


def run(site: Site) -> Found:
    """Have some people submit at once, again and again."""
    with ThreadPoolExecutor(WRITERS) as pool:
        results = list(pool.map(lambda number: _write(site, number), range(WRITERS)))
    waits = sorted(wait for own, _lost in results for wait in own)
    lost = sum(lost for _own, lost in results)
    return Found(lost, WRITERS * EACH, waits[int(len(waits) * 0.95)] / median(waits))


def _write(site: Site, number: int) -> tuple[list[float], int]:
    submitting = Submitting(site, "public")
    submitting._numbers = counting(2_000_000 + number * 1_000)
    submitting.keep = True
    waits, lost = [], 0
    for _ in range(EACH):
        started = time.monotonic()
        try:
            submitting()
        except SystemExit:
            lost += 1
        waits.append(time.monotonic() - started)
    return waits, lost
