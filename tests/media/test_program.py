"""The bounds of the program that looks through files, and what the site does not do."""

from collections.abc import Iterator
from io import BytesIO
from leap.cop.media.cleaning import program
from leap.cop.media.cleaning.kinds import NotTaken
from leap.cop.media.cleaning.run import cleaned
from pathlib import Path

import ast
import leap.cop.media
import os
import pytest
import subprocess
import sys


HERE = Path(leap.cop.media.__file__).parent
CLEANING = "leap.cop.media.cleaning"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

#: Modules that parse what strangers made.
PARSERS = ("PIL", "av", "lxml", "pikepdf", "zipfile")


def code_of(data: bytes) -> str:
    with pytest.raises(NotTaken) as caught:
        cleaned(BytesIO(data))
    return caught.value.code


def test_a_small_file_that_grows_without_end_is_too_much_work(samples):
    body = f'<w:document xmlns:w="{W}">' + "<w:p/>" * (9 << 20) + "</w:document>"
    small = samples.docx(**{"word/document.xml": body})
    assert len(small) < 100_000
    assert code_of(small) in ("heavy", "large")


def bounded(code: str) -> int:
    """Run some Python within the bounds, and return how it ended."""
    lines = f"from {program.__name__} import _set_bounds\n_set_bounds()\n{code}"
    return subprocess.run(
        [sys.executable, "-c", lines], capture_output=True, check=False
    ).returncode


def test_memory_and_time_are_bounded():
    assert bounded("bytearray(300 << 20)") == 0
    assert bounded("bytearray(600 << 20)") != 0
    code = "import resource; print(resource.getrlimit(resource.RLIMIT_CPU)[0] - 20)"
    assert bounded(f"{code}; assert not resource.getrlimit(0)[0] - 20") == 0


def test_the_site_loads_no_parser_of_files():
    """What the site's process loads of the cleaning imports no parser."""
    waiting = [f"leap.cop.media.{path.stem}" for path in HERE.glob("*.py")]
    loaded = set()
    while waiting:
        name = waiting.pop()
        path = HERE / Path(*name.split(".")[3:]).with_suffix(".py")
        if name in loaded or not path.is_file():
            continue
        loaded.add(name)
        for found in imported(path):
            assert found.split(".")[0] not in PARSERS, f"{name}: {found}"
            assert not found.endswith("cleaning.program"), name
            if found.startswith("leap.cop.media."):
                waiting.append(found)
    assert {f"{CLEANING}.kinds", f"{CLEANING}.run"} <= loaded


def imported(path: Path) -> Iterator[str]:
    """Yield what a module imports: modules, and names out of them."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_an_answer_that_never_comes_is_no_file(samples, monkeypatch):
    from leap.cop.media.cleaning import run

    monkeypatch.setattr(run, "_PROGRAM", "leap.cop.media.cleaning.nothing")
    assert code_of(samples.jpeg()) == "damaged"


def test_a_fault_is_logged_without_a_word_of_the_file(monkeypatch, caplog):
    from leap.cop.media.cleaning import run

    lines = [
        b"Traceback (most recent call last):",
        b'  File "/somewhere/cleaning/svm.py", line 12, in clean',
        b"    raise ValueError(words)",
        b"ValueError: not a number: 'Vogelsang'",
    ]
    run._log_fault(1, lines)
    (said,) = caplog.messages
    assert "ValueError at svm.py:12" in said
    assert "Vogelsang" not in said and "somewhere" not in said
    monkeypatch.setattr(run, "_PROGRAM", "leap.cop.media.cleaning.nothing")
    assert code_of(b"words") == "damaged"
    assert len(caplog.messages) == 2


def test_a_file_that_takes_too_long_by_the_clock_lets_the_next_one_in(
    samples, monkeypatch, tmp_path
):
    """A child that computes nothing is ended by the clock, and is gone then."""
    from leap.cop.media.cleaning import run

    said = tmp_path / "said"
    sleeps = f"""
import os, time
with open({str(said)!r}, "w") as out:
    out.write(str(os.getpid()))
time.sleep(600)
"""
    (tmp_path / "sleeping.py").write_text(sleeps, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr(run, "_PROGRAM", "sleeping")
        # Long enough to begin on a busy machine.
        patch.setattr(run, "LONGEST", 10)
        assert code_of(samples.jpeg()) == "heavy"
    with pytest.raises(ProcessLookupError):
        os.kill(int(said.read_text(encoding="utf-8")), 0)
    assert cleaned(BytesIO(samples.jpeg())).kind.family == "picture"


def test_whoever_waits_waits_longer_than_one_file_may_take():
    from leap.cop.media.cleaning import run

    assert program.SECONDS < run.LONGEST <= 45 < run.LONGEST_WAIT


def test_an_answer_that_nobody_can_read_is_no_file(samples, monkeypatch, tmp_path):
    from leap.cop.media.cleaning import run

    talk = "import sys; print('no answer', file=sys.stderr)"
    (tmp_path / "talking.py").write_text(talk, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(run, "_PROGRAM", "talking")
    assert code_of(samples.jpeg()) == "damaged"


def test_a_mistake_behind_a_refusal_is_logged_without_its_words(caplog):
    from leap.cop.media.cleaning import run

    def broken(file, kind):
        try:
            raise AttributeError("Anneliese Vogelsang")
        except AttributeError as error:
            raise NotTaken("damaged") from error

    with pytest.raises(NotTaken) as caught:
        broken(None, None)
    said = {"refused": "damaged", "limit": 0, "fault": program._fault(caught.value)}
    with pytest.raises(NotTaken):
        run._received(said, BytesIO())
    assert "AttributeError at test_program.py" in caplog.text
    assert "Anneliese" not in caplog.text


def test_each_reason_has_a_sentence():
    from leap.cop.media import messages

    codes = set()
    for path in (HERE / "cleaning").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            name = getattr(getattr(node, "func", None), "id", "")
            if name == "NotTaken" and isinstance(node.args[0], ast.Constant):
                codes.add(node.args[0].value)
    assert len(codes) > 15
    assert codes - set(messages._REASONS) == set()


def test_a_server_that_cannot_begin_says_so_without_its_paths(samples, monkeypatch):
    from leap.cop.media.cleaning import run

    monkeypatch.setattr(run.sys, "executable", "/nowhere/of/this/server/python")
    with pytest.raises(NotTaken) as caught:
        cleaned(BytesIO(samples.jpeg()))
    assert caught.value.code == "unable"
