"""Which worker gets which tests: for `make test`.

Whole files, the longest first as far as one knows, so that no worker ends with one of
them while the others have nothing left to do. Rooms that make a demo or a PostgreSQL
server for all of their files go to few workers: each makes its own.
"""

from collections import Counter
from pathlib import Path
from tests.plugins.progress import room_of
from xdist.scheduler import LoadFileScheduling
from zlib import crc32

import pytest


#: Rooms whose tests take seconds each, not tenths of one; the longest first.
SLOW_ROOMS = ("journeys", "load", "exposure")

#: Files elsewhere whose one or two tests take long; otherwise they would come last.
SLOW_FILES = (
    "test_history.py",
    "test_histories.py",
    "test_agenda_history.py",
    "test_patterns.py",
    "test_cost.py",
)

#: Rooms of which half as many workers as there are get files.
TOGETHER = ("journeys", "load")


def pytest_collection_modifyitems(config, items) -> None:
    """Put the longest files first, alike in each worker."""
    if hasattr(config, "workerinput"):
        count = Counter(item.path for item in items)
        items.sort(key=lambda item: _turn(item, count))


def _turn(item, count: Counter[Path]) -> tuple:
    room = room_of(item.nodeid)
    slow = SLOW_ROOMS.index(room) if room in SLOW_ROOMS else len(SLOW_ROOMS)
    return slow, item.path.name not in SLOW_FILES, -count[item.path], str(item.path)


def share(nodeid: str, workers: int) -> str:
    """Return a name for what goes to one worker together with a test."""
    path = nodeid.partition("::")[0]
    room = room_of(nodeid)
    if room not in TOGETHER:
        return path
    return f"{room} {crc32(path.encode()) % max(1, workers // 2)}"


class InShares(LoadFileScheduling):
    """Files, and of some rooms several together."""

    def _split_scope(self, nodeid: str) -> str:
        return share(nodeid, self.numnodes)


@pytest.hookimpl(tryfirst=True)
def pytest_xdist_make_scheduler(config, log):
    """Share files out, where files are shared out."""
    return InShares(config, log) if config.getvalue("dist") == "loadfile" else None
