"""No pattern of ours looks at each sign of a stranger's text again for each sign."""

from pathlib import Path

import subprocess
import sys


def test_no_pattern_of_ours_is_kept_busy_by_a_long_text():
    walk = Path(__file__).parent / "pattern_walk.py"
    done = subprocess.run(
        [sys.executable, "-W", "ignore", str(walk)], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr[-2000:]
    *busy, last = done.stdout.splitlines()
    assert busy == []
    assert int(last.removeprefix("PATTERNS ")) > 20
