"""Parts of the sweep: together everything, each question once, the same everywhere."""

from itertools import chain
from itertools import product
from pathlib import Path
from tests.exposure.sample import Scope
from tests.exposure.sample import some

import os
import pytest
import subprocess
import sys


EVERY = [(reader, number) for reader in ("member", None) for number in range(200)]


@pytest.mark.parametrize("parts", [1, 2, 12, 60])
def test_parts_share_out_every_question_once(parts):
    shares = [
        Scope(f"{part}/{parts}").chosen("name", EVERY, 3)
        for part in range(1, parts + 1)
    ]
    assert sorted(chain(*shares), key=str) == sorted(EVERY, key=str)
    # No part has much more than its share.
    assert max(map(len, shares)) <= 3 * len(EVERY) / parts + 10


def test_without_a_part_all_of_it_and_without_the_sweep_the_sample():
    assert Scope("1").chosen("name", EVERY, 3) == EVERY
    assert Scope("").chosen("name", EVERY, 3) == some("name", EVERY, 3)
    assert bool(Scope("1")) and not Scope("")


def test_the_sweep_asks_pairs_and_the_sample_chooses_from_all():
    every = list(product(range(30), "abcd", ("member", None, "admin")))
    assert Scope("").pairs("name", every, axes=tuple) == every
    asked = Scope("1").pairs("name", every, axes=tuple)
    assert set(asked) < set(every)
    assert {row[:2] for row in asked} == set(product(range(30), "abcd"))
    # The same in each part, so that the parts together are all of it.
    assert Scope("3/4").pairs("name", every, axes=tuple) == asked
    shares = [Scope(f"{part}/4").chosen("name", asked, 3) for part in range(1, 5)]
    assert sorted(chain(*shares), key=str) == sorted(asked, key=str)


def test_pairs_are_the_same_in_each_process():
    """Whatever Python hashes by chance, workers have to agree on what is asked."""
    code = (
        "from itertools import product; from tests.exposure.sample import Scope;"
        "every = list(product(('one', 'two', 'three'), 'abcdef', (None, 'member')));"
        "print(Scope('1').pairs('name', every, axes=tuple))"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=Path(__file__).parents[2],
            env={**os.environ, "PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(said) == 1 and "member" in said.pop()


def test_a_test_that_shares_nothing_runs_in_one_part():
    names = [f"tests/exposure/test_{number}.py" for number in range(40)]
    for name in names:
        held = [part for part in range(1, 13) if Scope(f"{part}/12").holds(name)]
        assert len(held) == 1
    assert all(Scope("").holds(name) and Scope("1").holds(name) for name in names)


def test_examples_are_shared_out_too():
    assert Scope("").examples(150, 9) == 9
    assert Scope("1").examples(150, 9) == 150
    assert Scope("3/12").examples(150, 9) == 13


def test_what_was_covered_is_noted(tmp_path, monkeypatch):
    where = tmp_path / "asked"
    monkeypatch.setenv("LEAP_COP_COVERED", str(where))
    asked = Scope("1/2").chosen("here", EVERY, 3)
    assert where.read_text() == f"{len(asked)}\t{len(EVERY)}\there\n"
