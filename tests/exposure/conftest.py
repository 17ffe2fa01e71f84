"""Worlds to look at: made once for a module whose tests only read."""

from tests.exposure import worlds
from tests.exposure.sample import Scope

import pytest


SCOPE = Scope.asked_for()


@pytest.fixture(scope="session")
def whole() -> Scope:
    """Give how much is asked: everything (`make exposure`), or the fixed sample."""
    return SCOPE


def pytest_collection_modifyitems(config, items) -> None:
    """Run what is not shared out in one of the parts alone."""
    kept, others = [], []
    for item in items:
        shared = "whole" in getattr(item, "fixturenames", ())
        (kept if shared or SCOPE.holds(item.nodeid) else others).append(item)
    if others:
        config.hook.pytest_deselected(items=others)
        items[:] = kept


@pytest.fixture(scope="module")
def world(functional_session):
    """Give a site with stories in every state, for tests that only read."""
    with worlds.full_world() as made:
        yield made
