"""Make buildout's versions.cfg from the universal lock, constraints.txt.

Buildout knows no environment markers, so they are evaluated here, for the oldest
Python we support (on Linux): what it can use, newer ones can. A package that only a
newer Python needs gets that one's pin.
"""

from packaging.requirements import Requirement
from pathlib import Path

import argparse
import sys


ROOT = Path(__file__).resolve().parent.parent
HEADER = "# Made from constraints.txt by `make lock`; please do not edit.\n[versions]\n"
PYTHONS = ("3.11", "3.12", "3.13")
#: Buildout has defaults of its own for these two, under the dotted names only.
DOTTED = {"zc-buildout": "zc.buildout", "zc-recipe-egg": "zc.recipe.egg"}


def environment(python: str) -> dict[str, str]:
    """Give the marker variables of the first release of a Python, CPython on Linux."""
    return {
        "implementation_name": "cpython",
        "implementation_version": f"{python}.0",
        "os_name": "posix",
        "platform_machine": "x86_64",
        "platform_python_implementation": "CPython",
        "platform_release": "",
        "platform_system": "Linux",
        "platform_version": "",
        "python_full_version": f"{python}.0",
        "python_version": python,
        "sys_platform": "linux",
        "extra": "",
    }


def pins(lock: str) -> dict[str, str]:
    """Give name and version of each package in the text of a universal lock."""
    lines = [line for line in lock.splitlines() if line and line[0] not in "#- "]
    requirements = [Requirement(line) for line in lines]
    found: dict[str, str] = {}
    for python in PYTHONS:
        for requirement in requirements:
            marker = requirement.marker
            if marker is None or marker.evaluate(environment(python)):
                (pin,) = requirement.specifier
                name = DOTTED.get(requirement.name, requirement.name)
                found.setdefault(name, pin.version)
    return found


def text(lock: str) -> str:
    """Give the text of versions.cfg."""
    rows = sorted(pins(lock).items())
    return HEADER + "".join(f"{name} = {version}\n" for name, version in rows)


def write(root: Path, check: bool = False) -> bool:
    """Write versions.cfg, or only look; tell whether it was up to date."""
    target = root / "versions.cfg"
    new = text((root / "constraints.txt").read_text(encoding="utf-8"))
    same = target.is_file() and target.read_text(encoding="utf-8") == new
    if not same and not check:
        target.write_text(new, encoding="utf-8")
    return same


def main() -> int:
    """Write the file; with ``--check`` fail if it would change."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing")
    check = parser.parse_args().check
    if not write(ROOT, check) and check:
        print("versions.cfg is not what constraints.txt says: run `make lock`.")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
