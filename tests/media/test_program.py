"""The bounds of the program that looks through files, and what the site does not do."""

from io import BytesIO
from leap.cop.media.cleaning import program
from leap.cop.media.cleaning.kinds import NotTaken
from leap.cop.media.cleaning.run import cleaned
from pathlib import Path

import ast
import leap.cop.media
import pytest
import subprocess
import sys


HERE = Path(leap.cop.media.__file__).parent
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


def test_memory_and_time_are_bounded(monkeypatch):
    assert bounded("bytearray(300 << 20)") == 0
    assert bounded("bytearray(600 << 20)") != 0
    code = "import resource; print(resource.getrlimit(resource.RLIMIT_CPU)[0] - 20)"
    assert bounded(f"{code}; assert not resource.getrlimit(0)[0] - 20") == 0


def test_the_site_loads_no_parser_of_files():
    """What the site's process loads of the cleaning imports no parser."""
    for name in ("values", "keeping", "content", "cleaning/run", "cleaning/kinds"):
        tree = ast.parse((HERE / f"{name}.py").read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            names = [alias.name for alias in getattr(node, "names", ())]
            module = getattr(node, "module", "") or ""
            for found in (module, *names):
                assert found.split(".")[0] not in PARSERS, f"{name}: {found}"
                assert not found.endswith("cleaning.program"), name


def test_an_answer_that_never_comes_is_no_file(samples, monkeypatch):
    from leap.cop.media.cleaning import run

    monkeypatch.setattr(run, "_PROGRAM", "leap.cop.media.cleaning.nothing")
    assert code_of(samples.jpeg()) == "damaged"
