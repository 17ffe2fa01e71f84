"""How far the tests are, in lines that a person can follow: for `make test`.

Instead of a dot a test there is a line now and then, one for each room that is done,
and one for each test that failed, at once.
"""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import json
import pytest
import sys
import time


#: After how many hundredths of all tests there is a line where lines stay, and how many
#: seconds are between two at least.
STEP, PAUSE = 5, 5


def pytest_addoption(parser) -> None:
    """Add the option by which a whole run is remembered."""
    parser.addoption(
        "--keep-pace",
        metavar="FILE",
        help="write there how many tests there were and how long they took",
    )


def pytest_configure(config) -> None:
    """Show how far it is, where nobody asked for each test's name."""
    if hasattr(config, "workerinput") or config.option.verbose > 0:
        return
    # Neither names of files nor a line for each worker.
    config.option.verbose = min(config.option.verbose, -1)
    config.pluginmanager.register(Progress(config), "leap-cop-progress")


def room_of(nodeid: str) -> str:
    """Return the room that a test is in."""
    parts = nodeid.partition("::")[0].split("/")
    return parts[1] if len(parts) > 2 else parts[0]


def in_words(seconds: float) -> str:
    """Return a length of time as people say it."""
    return f"{seconds:.0f} s" if seconds < 90 else f"{seconds / 60:.0f} min"


class Pace:
    """How many tests of which room there are and were, by a clock from outside."""

    def __init__(self, nodeids: Iterable[str]) -> None:
        self.rooms = Counter(map(room_of, nodeids))
        self.left = self.rooms.copy()
        self.all, self.done, self.failed = self.rooms.total(), 0, 0

    def end(self, nodeid: str) -> bool:
        """Count a test that ended; tell whether it was the last of its room."""
        room = room_of(nodeid)
        self.done += 1
        self.left[room] -= 1
        return self.left[room] == 0

    @property
    def percent(self) -> int:
        """How many hundredths of the tests are done."""
        return 100 * self.done // max(1, self.all)

    def line(self, spent: float) -> str:
        """Return how far it is after some seconds, and about how many are to come."""
        left = spent / max(1, self.done) * (self.all - self.done)
        failed = f", {self.failed} failed" if self.failed else ""
        return (
            f"{self.percent:3d}%  {self.done:,} of {self.all:,} tests{failed}; "
            f"{in_words(spent)}, about {in_words(left)} to go"
        )


class Progress:
    """What is shown on the terminal of the process that was started."""

    def __init__(self, config) -> None:
        self._config = config
        self._pace: Pace | None = None
        self._seconds = 0.0
        self._began = self._said_at = 0.0
        self._shown = 0
        self._live = sys.stdout.isatty()
        self._written = ""

    def _begin(self, nodeids: Iterable[str]) -> None:
        if self._pace is None:
            self._pace = Pace(nodeids)

    @pytest.hookimpl(optionalhook=True)
    def pytest_xdist_node_collection_finished(self, node, ids) -> None:
        """Take the tests of the first worker: all have the same."""
        self._begin(ids)

    def pytest_collection_finish(self, session) -> None:
        """Take the tests where there are no workers."""
        if session.items:
            self._begin(item.nodeid for item in session.items)

    @pytest.hookimpl(wrapper=True)
    def pytest_report_teststatus(self, report):
        """Count a report, and show no letter for it."""
        category, *_shown = yield
        return category, "", ""

    def pytest_runtest_logreport(self, report) -> None:
        """Name a test that failed as soon as it did."""
        self._seconds += report.duration
        if report.failed and self._pace is not None:
            self._pace.failed += 1
            self._say(f"FAILED {report.nodeid}")

    def pytest_runtest_logstart(self) -> None:
        """Begin to count the time with the first test."""
        self._began = self._began or time.monotonic()

    def pytest_runtest_logfinish(self, nodeid) -> None:
        """Say how far it is, now and then."""
        pace = self._pace
        if pace is None:
            return
        if pace.end(nodeid):
            room = room_of(nodeid)
            self._say(f"{pace.percent:3d}%  {room}: all {pace.rooms[room]:,} are done")
        now, line = time.monotonic(), pace.line(time.monotonic() - self._began)
        if self._live:
            self._write_over(line)
        elif pace.percent >= self._shown + STEP and now >= self._said_at + PAUSE:
            self._shown, self._said_at = pace.percent, now
            self._say(line)

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session, exitstatus) -> None:
        """Remember a run of all tests that there are, for the next one's first line."""
        self._write_over("")
        kept, pace = self._config.getoption("--keep-pace"), self._pace
        if kept is None or pace is None or pace.done < pace.all:
            return
        path = Path(kept)
        path.parent.mkdir(parents=True, exist_ok=True)
        said = {"tests": pace.all, "minutes": round(self._seconds / 60, 1)}
        path.write_text(json.dumps(said) + "\n", encoding="utf-8")

    def _say(self, line: str) -> None:
        self._write_over("")
        print(line, flush=True)

    def _write_over(self, line: str) -> None:
        if self._live and (line or self._written):
            print(f"\r{line:{len(self._written)}}\r{line}", end="", flush=True)
            self._written = line
