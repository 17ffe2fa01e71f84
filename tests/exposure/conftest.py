"""Worlds to look at: made once for a module whose tests only read."""

from tests.exposure import worlds

import os
import pytest


@pytest.fixture(scope="session")
def whole() -> bool:
    """Tell whether everything is asked (`make exposure`), or the fixed sample."""
    return bool(os.environ.get("LEAP_COP_EXPOSURE"))


@pytest.fixture(scope="module")
def world(functional_session):
    """Give a site with stories in every state, for tests that only read."""
    with worlds.full_world() as made:
        yield made
