"""Work done for many things: one that fails, and one that met somebody quicker."""

from leap.cop.core.one_by_one import one_by_one
from ZODB.POSException import ConflictError

import pytest


def test_what_goes_wrong_with_one_keeps_no_other_one(caplog):
    def act(number: int) -> int:
        if number == 2:
            raise ValueError("of somebody")
        return number * 10

    done = one_by_one([1, 2, 3], act)
    assert (done.results, done.stuck) == ([10, 30], 1)
    assert "ValueError" in caplog.text
    assert "of somebody" not in caplog.text


@pytest.mark.parametrize("conflicts,results", [(0, [1]), (2, [3]), (3, [])])
def test_after_a_conflict_once_more(conflicts, results):
    tries = []

    def act(_thing) -> int:
        tries.append(1)
        if len(tries) <= conflicts:
            raise ConflictError
        return len(tries)

    done = one_by_one(["thing"], act)
    assert (done.results, done.stuck) == (results, 0 if results else 1)
