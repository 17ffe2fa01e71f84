"""A start says nothing about leap.cop: who reads the log finds what is to be done."""

from pathlib import Path
from tests.load import processes

import json
import subprocess
import sys


PACKAGE = processes.ROOT / "src" / "leap" / "cop"

#: Starts Zope as `runwsgi` does, and prints what was said meanwhile: a list of
#: [where it was said, words].
START = """
import json, logging, sys, warnings

said = []

class Listening(logging.Handler):
    def emit(self, record):
        said.append([record.pathname, record.getMessage()])

def warn(message, category, filename, lineno, file=None, line=None):
    said.append([filename, f"{category.__name__}: {message}"])

logging.getLogger().addHandler(Listening(logging.WARNING))
warnings.simplefilter("always")
warnings.showwarning = warn

from Zope2.Startup.run import make_wsgi_app

make_wsgi_app({}, sys.argv[1])
import leap.cop.setuphandlers
json.dump(said, sys.stdout)
"""


def said_at_start(home: Path) -> list[tuple[str, str]]:
    """Start Zope with all packages; give what was said, and by which file."""
    processes.configure(home, processes.free_port())
    command = [sys.executable, "-c", START, str(home / "etc" / "zope.conf")]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-4000:]
    return [tuple(row) for row in json.loads(done.stdout)]


def test_nothing_is_said_about_us(tmp_path):
    said = said_at_start(tmp_path)
    # What others say about themselves shows that it is heard.
    assert said
    ours = [
        row
        for row in said
        if Path(row[0]).is_relative_to(PACKAGE) or "leap.cop" in row[1]
    ]
    assert not ours
