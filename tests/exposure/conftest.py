"""Worlds to look at: made once for a module whose tests only read."""

from collections import Counter
from tests.exposure import worlds
from tests.exposure.sample import Scope

import pytest


SCOPE = Scope.asked_for()

#: What takes longest in a sweep, longest first: begun first, so that no worker ends
#: with one of them while the others have nothing left to do.
LONGEST = (
    "test_voting.py",
    "test_noninterference.py",
    "test_blind.py",
    "test_channels.py",
    "test_history.py",
    "test_sweep.py",
    "test_history_rounds.py",
    "test_addresses.py",
    "test_histories.py",
)

#: Worker to the seconds that its tests took.
BUSY: Counter[str] = Counter()


@pytest.fixture(scope="session")
def whole() -> Scope:
    """Return how much is asked: everything (`make exposure`), or the fixed sample."""
    return SCOPE


def pytest_collection_modifyitems(config, items) -> None:
    """Run what is not shared out in one of the parts alone."""
    kept, others = [], []
    for item in items:
        shared = "whole" in getattr(item, "fixturenames", ())
        (kept if shared or SCOPE.holds(item.nodeid) else others).append(item)
    if others:
        config.hook.pytest_deselected(items=others)
    if SCOPE:
        items[:] = sorted(kept, key=_turn)


def _turn(item) -> int:
    name = item.path.name
    return LONGEST.index(name) if name in LONGEST else len(LONGEST)


def pytest_runtest_logreport(report) -> None:
    """Add up how long each worker was busy."""
    BUSY[getattr(report, "worker_id", "one process")] += report.duration


def pytest_terminal_summary(terminalreporter) -> None:
    """Say how the work was shared out, after a sweep."""
    if SCOPE:
        said = (f"{worker} {seconds:.0f} s" for worker, seconds in sorted(BUSY.items()))
        terminalreporter.write_line(f"Busy: {', '.join(said)}")


@pytest.fixture(scope="module")
def world(functional_session):
    """Yield a site with stories in every state, for tests that only read."""
    with worlds.full_world() as made:
        yield made
