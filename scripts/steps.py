"""Progress lines: what is being done, and how long it took. Standard library only."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import subprocess
import sys
import threading
import time


class StepFailed(Exception):
    """A step could not be done; the message says why in one line."""


@contextmanager
def step(what: str) -> Iterator[None]:
    """Print ``what`` and, when it is done, the seconds; on a terminal they count up."""
    start = time.monotonic()
    done = threading.Event()
    live = sys.stdout.isatty()

    def count() -> None:
        while not done.wait(1):
            print(f"\r  {what} … {time.monotonic() - start:.0f} s", end="", flush=True)

    print(f"  {what} …", end="", flush=True)
    ticker = threading.Thread(target=count, daemon=True)
    if live:
        ticker.start()
    ending = "stopped"
    try:
        yield
        ending = ""
    finally:
        done.set()
        if live:
            ticker.join()
        again = f"\r  {what} …" if live else ""
        print(f"{again} {ending or f'{time.monotonic() - start:.1f} s'}", flush=True)


def run(command: list[str | Path], log: Path, **options) -> None:
    """Run a command quietly, its output going to ``log``.

    Raises StepFailed with the last line it wrote, and where the rest is.
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("a", encoding="utf-8") as out:
        out.write(f"\n$ {' '.join(map(str, command))}\n")
        out.flush()
        done = subprocess.run(command, stdout=out, stderr=out, **options)
    if done.returncode:
        lines = log.read_text(encoding="utf-8", errors="replace").split("\n")
        last = next((line.strip() for line in reversed(lines) if line.strip()), "")
        raise StepFailed(f"{last} (all of it: {log})")
