"""Real Plone processes on loopback: configured, started, killed, started again.

Configured by the module that `make start` uses, and served by `runwsgi`, as a site is.
"""

from pathlib import Path

import http.client
import importlib.util
import os
import signal
import socket
import subprocess
import sys
import time


ROOT = Path(__file__).resolve().parent.parent.parent
PATIENCE = 300

RELSTORAGE = """\
    %import relstorage
    <relstorage>
        keep-history false
        blob-dir {blobs}
        shared-blob-dir true
        <postgresql>
            dsn {dsn}
        </postgresql>
    </relstorage>"""


def _script(name: str):
    """Return a module of scripts/."""
    spec = importlib.util.spec_from_file_location(name, ROOT / f"scripts/{name}.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[f"leap_cop_load_{name}"] = module
    spec.loader.exec_module(module)
    return module


instances = _script("instance")


def run(*command: object) -> None:
    """Run a program to its end; what it says is shown if it fails."""
    done = subprocess.run(
        [str(word) for word in command],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert done.returncode == 0, done.stdout[-4000:]


def configure(home: Path, port: int, storage: str = instances.FILE_STORAGE) -> None:
    """Write the configuration of one process."""
    options = instances.server_options(["127.0.0.1"], port)
    instances.write(instances.Instance(home), options, storage)


def convert(made: Path, storage: str, conf: Path) -> None:
    """Copy the database of a made site into an empty RelStorage, as an admin would."""
    data = made / "data"
    destination = storage.replace("<relstorage>", "<relstorage destination>")
    source = f"path {data / 'Data.fs'}\n    blob-dir {data / 'blobs'}"
    source = f"<filestorage source>\n    {source}\n</filestorage>"
    conf.write_text(f"{destination}\n{source}\n", encoding="utf-8")
    run(Path(sys.executable).with_name("zodbconvert"), conf)


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


class Process:
    """One Plone process, on a port of its own."""

    def __init__(self, home: Path, storage: str = instances.FILE_STORAGE) -> None:
        self.home = home
        self.port = free_port()
        configure(home, self.port, storage)
        #: What it is told besides, in environment variables.
        self.environ: dict[str, str] = {}
        self._process: subprocess.Popen | None = None

    def start(self) -> None:
        """Start it; `wait` says when it answers."""
        program = Path(sys.executable).with_name("runwsgi")
        with (self.home / "log" / "out.log").open("a") as out:
            self._process = subprocess.Popen(
                [program, self.home / "etc" / "zope.ini"],
                stdout=out,
                stderr=subprocess.STDOUT,
                env={**os.environ, "PYTHONWARNINGS": "ignore", **self.environ},
            )

    def wait(self, path: str) -> None:
        """Wait until it answers, one request after the other."""
        until = time.monotonic() + PATIENCE
        while not self._answers(path):
            if self._process.poll() is not None or time.monotonic() > until:
                raise AssertionError(self.said())
            time.sleep(0.2)

    def _answers(self, path: str) -> bool:
        connection = http.client.HTTPConnection(
            "127.0.0.1", self.port, timeout=PATIENCE
        )
        try:
            connection.request("GET", path, headers={"Accept": "application/json"})
            return connection.getresponse().status < 500
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    def kill(self) -> None:
        """End it at once, in the midst of whatever it does."""
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()

    def stop(self) -> None:
        """End it in good order."""
        if self._process is None or self._process.poll() is not None:
            return
        self._process.terminate()
        try:
            self._process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self.kill()

    def said(self) -> str:
        """Return the end of its logs."""
        logs = sorted((self.home / "log").glob("*.log"))
        return "\n".join(log.read_text(errors="replace")[-4000:] for log in logs)
