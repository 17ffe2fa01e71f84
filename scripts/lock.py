"""Make constraints.txt from requirements.in, and versions.cfg from it.

Pins that are there stay as they are as long as they fit; with ``--upgrade`` everything
moves to the newest release. The lock is universal: environment markers tell Pythons
and platforms apart, so one file serves uv, pip and (evaluated) buildout.
"""

from pathlib import Path

import argparse
import subprocess
import sys
import versions


ROOT = Path(__file__).resolve().parent.parent
HEADER = """\
# The versions leap.cop is tested with, on Python 3.11 to 3.13.
# Made from requirements.in by `make lock` (`make lock UPGRADE=1` takes the newest of
# everything); please do not edit. Use: pip install -c constraints.txt -e ".[test]"
"""


def without_header(text: str) -> str:
    """Give the pins of a lock, without the comments on top."""
    lines = text.splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith("#"))


def main() -> int:
    """Resolve, write both files, say how many pins there are."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--upgrade", action="store_true", help="take newest releases")
    upgrade = ["--upgrade"] if parser.parse_args().upgrade else []
    lock = ROOT / "constraints.txt"
    uv = Path(sys.prefix) / "bin" / "uv"
    command = [uv, "pip", "compile", "--universal", "--python-version", "3.11"]
    command += ["--no-header", "--no-annotate", "--quiet", "--output-file", lock.name]
    done = subprocess.run(
        [*command, *upgrade, "requirements.in"], cwd=ROOT, stdout=subprocess.DEVNULL
    )
    if done.returncode:
        return done.returncode
    pins = without_header(lock.read_text(encoding="utf-8"))
    lock.write_text(HEADER + pins, encoding="utf-8")
    versions.write(ROOT)
    print(f"constraints.txt and versions.cfg: {len(pins.splitlines())} pins")
    return 0


if __name__ == "__main__":
    sys.exit(main())
