"""What `make test` makes of what is asked for, and what it says."""

from collections import Counter
from pathlib import Path
from tests.plugins.progress import in_words
from tests.plugins.progress import Pace
from tests.plugins.progress import room_of
from tests.plugins.workers import share

import importlib
import pytest


GIGABYTE = 1 << 30
SCRIPTS = Path(__file__).resolve().parent.parent.parent / "scripts"


@pytest.fixture
def run_tests(monkeypatch):
    monkeypatch.syspath_prepend(str(SCRIPTS))
    return importlib.import_module("run_tests")


@pytest.fixture
def root(tmp_path):
    """Return a folder with ten test files in two rooms; one speaks of consent."""
    for number in range(5):
        for room in ("story", "topic"):
            path = tmp_path / "tests" / room / f"test_{number}.py"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("def test_a():\n    ...\n", encoding="utf-8")
    path.write_text("def test_Consent():\n    ...\n", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    "arguments, files, is_all",
    [
        ([], 10, True),
        (["-x", "--durations=30", "-p", "no:randomly"], 10, True),
        (["tests/story"], 5, False),
        (["tests/story", "tests/topic/test_1.py"], 6, False),
        (["tests/topic/test_1.py::test_a"], 1, False),
        (["-k", "consent"], 1, False),
        (["-kconsent or elsewhere"], 1, False),
        (["-k", "topic"], 5, False),
        (["-k", "not consent"], 10, False),
        (["-m", "journey"], 0, False),
        (["--lf"], 10, False),
    ],
)
def test_what_is_selected(run_tests, root, arguments, files, is_all):
    found = run_tests.selected(arguments, root)
    assert (len(found.files), found.is_all) == (files, is_all)


@pytest.mark.parametrize(
    "files, cores, memory, workers",
    [
        (300, 2, 8, 2),
        (300, 16, 64, 16),
        (300, 16, 3, 3),
        (300, 1, 8, 0),
        (300, 8, 0, 0),
        (4, 16, 64, 0),
        (9, 16, 64, 3),
        (0, 16, 64, 0),
    ],
)
def test_workers_that_are_worth_their_while(run_tests, files, cores, memory, workers):
    selection = run_tests.Selection([Path()] * files, True)
    assert run_tests.workers(selection, cores, memory * GIGABYTE) == workers


@pytest.mark.parametrize("word", ["-n", "-n0", "--numprocesses=3", "--pdb", "--co"])
def test_whoever_says_how_gets_that(run_tests, word):
    assert run_tests.OWN_WAY.fullmatch(word)


@pytest.mark.parametrize("word", ["-k", "-x", "--durations=3", "tests/notify"])
def test_a_selection_says_nothing_of_how(run_tests, word):
    assert not run_tests.OWN_WAY.fullmatch(word)


def test_the_first_sentence(run_tests):
    last = {"tests": 8432, "minutes": 50}
    chromium = run_tests.PARTS[0]
    whole = run_tests.Selection([Path()] * 300, True)
    assert run_tests.sentence(whole, 4, 4, last, []) == (
        "About 8,400 tests run on 4 of 4 processors, which takes about 13 minutes "
        "while the machine has no other work."
    )
    some = run_tests.Selection([Path()], False)
    assert run_tests.sentence(some, 0, 4, last, [chromium]) == (
        "What you ask for in 1 test file runs on 1 of 4 processors. Skipped, because "
        "it is not on this machine: Chromium (the journeys in a browser)."
    )


def test_a_part_that_is_required_and_missing_stops_it(run_tests, monkeypatch, capsys):
    part = run_tests.Part("a lathe", "turning", "REQUIRE_LATHE", lambda: False)
    monkeypatch.setattr(run_tests, "PARTS", (part,))
    monkeypatch.setenv("REQUIRE_LATHE", "1")
    assert run_tests.main([]) == 1
    assert "a lathe was not found, and REQUIRE_LATHE is set" in capsys.readouterr().err


def test_each_part_is_looked_for(run_tests):
    for part in run_tests.PARTS:
        assert part.is_there() in (True, False)


TESTS = [
    "tests/story/test_a.py::test_1",
    "tests/story/test_a.py::test_2[a/b::c]",
    "tests/topic/services/test_b.py::test_3",
    "tests/test_c.py::test_4",
]


def test_rooms_are_folders_of_tests():
    assert Counter(map(room_of, TESTS)) == {"story": 2, "topic": 1, "tests": 1}


def test_a_room_is_done_with_its_last_test():
    pace = Pace(TESTS)
    assert [pace.end(nodeid) for nodeid in TESTS] == [False, True, True, True]
    assert pace.percent == 100


def test_how_far_it_is():
    pace = Pace(TESTS)
    pace.end(TESTS[0])
    assert pace.line(60) == " 25%  1 of 4 tests; 60 s, about 3 min to go"
    pace.failed = 1
    assert "1 of 4 tests, 1 failed;" in pace.line(60)


@pytest.mark.parametrize("seconds, words", [(0.4, "0 s"), (89, "89 s"), (90, "2 min")])
def test_a_length_of_time(seconds, words):
    assert in_words(seconds) == words


@pytest.mark.parametrize("workers, shares", [(1, 1), (2, 1), (4, 2), (16, 8)])
def test_rooms_with_a_demo_go_to_few_workers(workers, shares):
    found = {share(f"tests/journeys/test_{n}.py::test_a", workers) for n in range(9)}
    assert len(found) <= shares
    others = {share(f"tests/story/test_{n}.py::test_a", workers) for n in range(9)}
    assert len(others) == 9
