"""What the package itself costs a process: import and ZCML, in time and in memory.

Each try is a process of its own: everything else is loaded first, then leap.cop. Run as
a module with a folder to write to, it makes one try and prints it.
"""

from bench import boot
from contextlib import suppress
from pathlib import Path
from statistics import median

import ctypes
import gc
import json
import os
import subprocess
import sys
import tempfile
import time


TRIES = 3
OURS = ("leap.cop", "leap-cop")


def measure() -> tuple[float, float]:
    """Give processor seconds and mebibytes, the median of some tries.

    Compiled already, as it is where it was installed: the first try is not counted.
    """
    seconds, mebibytes = [], []
    with tempfile.TemporaryDirectory(prefix="leap-cop-bench-") as compiled:
        environ = {**os.environ, "PYTHONPYCACHEPREFIX": compiled}
        environ.pop("PYTHONDONTWRITEBYTECODE", None)
        for _ in range(TRIES + 1):
            with tempfile.TemporaryDirectory(prefix="leap-cop-bench-") as home:
                done = subprocess.run(
                    [sys.executable, "-m", "bench.package", home],
                    stdout=subprocess.PIPE,
                    check=True,
                    text=True,
                    env=environ,
                )
            one = json.loads(done.stdout.splitlines()[-1])
            seconds.append(one["seconds"])
            mebibytes.append(one["mebibytes"])
    return median(seconds[1:]), median(mebibytes[1:])


def _resident() -> float:
    # What was freed goes back first; else the package would fit into the holes.
    gc.collect()
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)
    for line in Path("/proc/self/status").read_text(encoding="utf-8").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0


def _try(home: Path) -> None:
    from plone.autoinclude import loader

    distributions = loader.distributions
    loader.distributions = lambda: (
        found for found in distributions() if found.name not in OURS
    )
    boot.start(home)
    if "leap.cop" in sys.modules:
        raise SystemExit("leap.cop was loaded before it was to be measured.")
    from Zope2.App import zcml

    memory, started = _resident(), time.process_time()
    import leap.cop

    zcml.load_config("configure.zcml", leap.cop)
    seconds = time.process_time() - started
    print(json.dumps({"seconds": seconds, "mebibytes": _resident() - memory}))


if __name__ == "__main__":
    _try(Path(sys.argv[1]))
