"""Ask everything of every channel, in parts: what `make exposure` runs.

Each part is a run of the tests with its share of the questions. What was finished for
the code as it is stands in .make/exposure, so that a sweep that was stopped goes on
where it was; PART=2/4 runs one part alone, on this machine or on another.
"""

from collections import Counter
from pathlib import Path

import argparse
import hashlib
import os
import subprocess
import sys
import time


ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / ".make" / "exposure"

#: A few large ones: in each of them every worker makes its sites anew.
PARTS = 4

#: What stands in a test file that asks more when asked for everything, or other things.
MORE = ("LEAP_COP_EXPOSURE", "from hypothesis import")


def code() -> str:
    """Return what stands for the code and the tests as they are."""
    found = hashlib.sha256()
    for folder in ("src", "tests"):
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in (".py", ".pt", ".zcml", ".xml", ".js") and path.is_file():
                found.update(str(path.relative_to(ROOT)).encode())
                found.update(path.read_bytes())
    return found.hexdigest()[:16]


def longer() -> list[str]:
    """Return the test files elsewhere that do more, or other, when it is asked for."""
    tests = sorted((ROOT / "tests").rglob("test_*.py"))
    return [
        str(path.relative_to(ROOT))
        for path in tests
        if "exposure" not in path.parts
        and any(sign in path.read_text(encoding="utf-8") for sign in MORE)
    ]


def covered(path: Path) -> str:
    """Return how much was asked, out of how much, in words."""
    asked: Counter[str] = Counter()
    every: Counter[str] = Counter()
    if path.exists():
        for line in path.read_text(encoding="utf-8").splitlines():
            count, total, name = line.split("\t", 2)
            asked[name] += int(count)
            every[name] += int(total)
    return f"{asked.total():,} of {every.total():,} questions"


def run(part: int, parts: int, extra: list[str]) -> bool:
    """Run one part, say what it covered, and keep that it is done."""
    folder = KEPT / code()
    folder.mkdir(parents=True, exist_ok=True)
    done = folder / f"done-{part}-of-{parts}"
    if done.exists():
        print(f"Part {part} of {parts}: done before, {done.read_text().strip()}")
        return True
    asked = folder / f"asked-{part}-of-{parts}"
    asked.unlink(missing_ok=True)
    began = time.monotonic()
    cores = str(os.cpu_count() or 1)
    command = [sys.executable, "-m", "pytest", "-q", "-n", cores]
    # A module's tests share a site; the longest modules come first (conftest.py).
    command += ["--dist", "loadfile", "--no-loadscope-reorder"]
    ended = subprocess.run(
        [*command, "tests/exposure", *longer(), *extra],
        cwd=ROOT,
        env={
            **os.environ,
            "LEAP_COP_EXPOSURE": f"{part}/{parts}",
            "LEAP_COP_COVERED": str(asked),
            "zope_i18n_compile_mo_files": "true",
        },
    )
    minutes = (time.monotonic() - began) / 60
    said = f"{covered(asked)} in {minutes:.0f} min"
    print(f"Part {part} of {parts}: {said}", flush=True)
    if ended.returncode == 0 and not extra:
        done.write_text(said + "\n", encoding="utf-8")
    return ended.returncode == 0


def main() -> int:
    """Run one part, or all that are not done yet; 1 if any found something."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--part", default="", metavar="K/N")
    options, extra = parser.parse_known_args()
    if not options.part:
        results = [run(part, PARTS, extra) for part in range(1, PARTS + 1)]
        return 0 if all(results) else 1
    part, _slash, parts = options.part.partition("/")
    if not (part.isdigit() and parts.isdigit() and 1 <= int(part) <= int(parts)):
        print("PART: say which of how many, as in PART=2/4", file=sys.stderr)
        return 2
    return 0 if run(int(part), int(parts), extra) else 1


if __name__ == "__main__":
    sys.exit(main())
