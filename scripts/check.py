"""Everything `make check` looks at, one after another; all of it runs, then it fails.

Names on the command line choose checks, e.g. ``python scripts/check.py types news``.
"""

from pathlib import Path

import re
import subprocess
import sys
import time
import tomllib


ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.prefix) / "bin"
MARKUP = (".zcml", ".xml", ".pt")
PROSE = ("src", "tests", "scripts", "docs", "news", "bench", "README.md")


def markup() -> list[str]:
    """Give the ZCML, XML and templates of the package."""
    files = (ROOT / "src").rglob("*")
    return sorted(str(f.relative_to(ROOT)) for f in files if f.suffix in MARKUP)


def commands() -> dict[str, list[str]]:
    """Give the checks: a name, and what runs."""
    prose = [name for name in PROSE if (ROOT / name).exists()]
    checks = {
        "format": ["ruff", "format", "--check", "."],
        "lint": ["ruff", "check", "."],
        "markup": ["zpretty", "--check", *markup()],
        "layers": ["lint-imports", "--no-logo"],
        "types": ["mypy"],
        "spelling": ["codespell", *prose],
        "translations": ["python", "-m", "leap.cop.locales", "--check"],
        "versions": ["python", "scripts/versions.py", "--check"],
        "news": ["python", "scripts/check.py", "--news"],
    }
    if (ROOT / ".git").exists():
        # It builds a source distribution; with our own, pinned setuptools.
        checks["manifest"] = ["check-manifest", "--no-build-isolation"]
    return checks


def misnamed_news(names: list[str], types: list[str]) -> list[str]:
    """Give the names in ``news/`` that towncrier would not understand."""
    issue = r"(\d+|\+[\w-]+)"
    pattern = re.compile(rf"{issue}\.({'|'.join(types)})(\.\d+)?\.md")
    return [n for n in names if n != ".gitkeep" and not pattern.fullmatch(n)]


def check_news() -> int:
    """Fail if a news file has a wrong name, or says nothing."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    types = [row["directory"] for row in settings["tool"]["towncrier"]["type"]]
    files = sorted((ROOT / "news").iterdir())
    wrong = misnamed_news([file.name for file in files], types)
    empty = [f.name for f in files if f.suffix == ".md" and not f.stat().st_size]
    for name in wrong:
        print(f"news/{name}: should be <issue>.<{','.join(types)}>.md")
    for name in empty:
        print(f"news/{name}: is empty")
    return 1 if wrong or empty else 0


def main() -> int:
    """Run the checks; print one line each, and what the failing ones say."""
    if sys.argv[1:] == ["--news"]:
        return check_news()
    checks = commands()
    failed = []
    for name in sys.argv[1:] or checks:
        program, *arguments = checks[name]
        start = time.monotonic()
        done = subprocess.run(
            [BIN / program, *arguments],
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        verdict = "look here:" if done.returncode else "ok"
        print(f"{name:13} {time.monotonic() - start:5.1f} s  {verdict}", flush=True)
        if done.returncode:
            failed.append(name)
            print(done.stdout, flush=True)
    if failed:
        print(f"Not in order: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
