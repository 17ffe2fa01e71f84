"""Run the tests on all processors, and say first what will happen: `make test`.

What is given on the command line goes to pytest. Who says how many workers there are
(``-n 0``), wants a debugger or only a list gets exactly that. A selection of few files
gets few workers: each begins with half a minute for a site of its own.
"""

from collections.abc import Callable
from collections.abc import Sequence
from math import ceil
from pathlib import Path
from typing import NamedTuple

import glob
import importlib.util
import json
import os
import re
import shutil
import sys


ROOT = Path(__file__).resolve().parent.parent

#: What the last whole run on this machine was like; see tests/plugins/progress.py.
LAST = ROOT / ".make" / "last-test-run.json"

#: How many tests there are, and how long one processor works on them, where no run on
#: this machine said so yet.
TESTS, MINUTES = 8_400, 40

#: A worker with a site, and what it starts besides.
BYTES_PER_WORKER = 1 << 30

#: With fewer test files each, a worker costs more time than it saves.
FILES_PER_WORKER = 4

#: With one of these whoever calls has said how it is to be run, or runs nothing.
OWN_WAY = re.compile(
    r"-n.*|--numprocesses(=.*)?|--dist(=.*)?|--co|--collect-only|--pdb|--trace|-s|"
    r"--capture=no|--fixtures|--markers|-h|--help|--version"
)

#: Options whose value is the next word.
WITH_VALUE = ("-k", "-m", "-c", "-o", "-p", "-W", "-r", "--deselect", "--ignore")


class Part(NamedTuple):
    """A program that some tests need and that a machine need not have."""

    name: str
    needed_for: str
    #: The environment variable that makes its lack a failure.
    variable: str
    is_there: Callable[[], bool]


PARTS = (
    Part(
        "Chromium",
        "the journeys in a browser",
        "REQUIRE_BROWSER",
        lambda: bool(shutil.which(os.environ.get("CHROMIUM") or "chromium")),
    ),
    Part(
        "PostgreSQL",
        "two processes over one database",
        "REQUIRE_POSTGRES",
        lambda: bool(glob.glob("/usr/lib/postgresql/*/bin/initdb")),
    ),
    Part(
        "ffprobe",
        "a second look at cleaned films",
        "REQUIRE_FFPROBE",
        lambda: bool(shutil.which("ffprobe")),
    ),
    Part(
        "LibreOffice",
        "a second look at cleaned documents",
        "REQUIRE_OFFICE",
        lambda: bool(shutil.which("soffice")),
    ),
    Part(
        "the extra leap.cop[pdf]",
        "the pages to print",
        "REQUIRE_PDF",
        lambda: importlib.util.find_spec("weasyprint") is not None,
    ),
)


def cores() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def memory() -> int:
    """Return how many bytes of memory are free, or a great many if nobody knows."""
    try:
        said = Path("/proc/meminfo").read_text(encoding="ascii")
        return int(re.search(r"MemAvailable:\s+(\d+)", said)[1]) * 1024
    except (OSError, TypeError):
        return 1 << 50


class Selection(NamedTuple):
    """What was asked for on the command line."""

    #: The test files that it may mean.
    files: list[Path]
    is_all: bool


def selected(arguments: Sequence[str], root: Path = ROOT) -> Selection:
    """Return which test files are meant by what goes to pytest."""
    paths, words, others = [], [], False
    left = iter(arguments)
    for word in left:
        if word[:2] in ("-k", "-m") and not word.startswith("--"):
            words.append(word[2:].lstrip("=") or next(left, ""))
        elif word in WITH_VALUE:
            next(left, None)
        elif not word.startswith("-"):
            paths.append(root / word.partition("::")[0])
        elif word in ("--lf", "--last-failed"):
            others = True
    files = sorted(
        found
        for path in paths or [root / "tests"]
        for found in ([path] if path.suffix == ".py" else path.rglob("test_*.py"))
    )
    for expression in words:
        files = [path for path in files if _may_hold(path, expression, root)]
    return Selection(files, not (paths or words or others))


def _may_hold(path: Path, expression: str, root: Path) -> bool:
    """Tell whether tests that an expression names may stand in a file."""
    words = re.findall(r"[\w-]+", expression.lower())
    if "not" in words or not path.is_file():
        return True
    text = str(path.relative_to(root)).lower() + path.read_text("utf-8").lower()
    return any(word in text for word in words if word not in ("and", "or"))


def workers(selection: Selection, cores: int, memory: int) -> int:
    """Return how many workers are worth their while; 0 for pytest alone."""
    fit = ceil(len(selection.files) / FILES_PER_WORKER)
    found = min(cores, fit, max(1, memory // BYTES_PER_WORKER))
    return found if found > 1 else 0


def last_run() -> dict:
    """Return how many tests there were last time, and their minutes on a processor."""
    try:
        return json.loads(LAST.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {"tests": TESTS, "minutes": MINUTES}


def sentence(
    selection: Selection, workers: int, cores: int, last: dict, missing: list[Part]
) -> str:
    """Return in a sentence or two what will happen."""
    many = max(1, workers)
    where = f"on {many} of {cores} processors" if cores > 1 else "on one processor"
    if selection.is_all:
        tests, minutes = round(last["tests"], -2), ceil(last["minutes"] / many)
        said = (
            f"About {tests:,} tests run {where}, which takes about {minutes} minutes "
            "while the machine has no other work"
        )
    else:
        files = len(selection.files)
        said = f"What you ask for in {files} test file{'s'[: files != 1]} runs {where}"
    if not missing:
        return f"{said}."
    left_out = "; ".join(f"{part.name} ({part.needed_for})" for part in missing)
    return f"{said}. Skipped, because it is not on this machine: {left_out}."


def main(arguments: list[str]) -> int:
    """Say what will happen, and become pytest; 1 if a required part is missing."""
    missing = [part for part in PARTS if not part.is_there()]
    required = [part for part in missing if os.environ.get(part.variable)]
    for part in required:
        print(
            f"{part.name} was not found, and {part.variable} is set: "
            f"it is needed for {part.needed_for}.",
            file=sys.stderr,
        )
    if required:
        return 1
    command = [sys.executable, "-m", "pytest", *arguments]
    if not any(OWN_WAY.fullmatch(word) for word in arguments):
        selection, there = selected(arguments), cores()
        count = workers(selection, there, memory())
        print(sentence(selection, count, there, last_run(), missing), flush=True)
        command += ["-p", "tests.plugins.progress"]
        if selection.is_all:
            command += ["--keep-pace", str(LAST)]
        if count:
            command += ["-n", str(count), "--dist", "loadfile"]
            command += ["--no-loadscope-reorder", "-p", "tests.plugins.workers"]
    environ = {**os.environ, "zope_i18n_compile_mo_files": "true"}
    os.chdir(ROOT)
    os.execve(sys.executable, command, environ)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
