"""A PostgreSQL server of the tests' own: made, used and thrown away.

It listens on a socket in a private folder and on no network. PostgreSQL refuses to run
as root; there it runs as the user that Debian's package makes. That folder is not one
of pytest's: those are closed to other users, and their paths too long for a socket.
"""

from pathlib import Path

import os
import psycopg2
import pwd
import shutil
import signal
import subprocess
import tempfile
import time


BINARIES = "/usr/lib/postgresql"
DEBIANS_USER = "postgres"
PATIENCE = 300

#: Only processes of ours are killed, never the machine: what was handed to the kernel
#: is kept, so the disk need not be waited for.
OPTIONS = {"fsync": "off", "listen_addresses": "", "max_connections": "60"}


def binaries() -> Path | None:
    """Return the folder of the newest server that is installed, None for none."""
    found = [path.parent for path in Path(BINARIES).glob("*/bin/initdb")]
    return max(found, key=lambda path: float(path.parent.name), default=None)


class Postgres:
    """One server, in a folder of its own."""

    def __init__(self, programs: Path) -> None:
        self.programs = programs
        self.home = Path(tempfile.mkdtemp(prefix="leap-cop-pg-", dir="/tmp"))
        self.log = self.home / "log"
        self._as: dict = {}
        if os.getuid() == 0:
            owner = pwd.getpwnam(DEBIANS_USER)
            os.chown(self.home, owner.pw_uid, owner.pw_gid)
            self._as = {
                "user": owner.pw_uid,
                "group": owner.pw_gid,
                "extra_groups": [],
                "env": {"PATH": os.environ["PATH"], "HOME": str(self.home)},
            }
        self._process: subprocess.Popen | None = None

    def start(self) -> None:
        """Make the cluster and serve it."""
        initdb = [self.programs / "initdb", "--pgdata", self.data]
        initdb += ["--username", "plone"]
        initdb += ["--auth", "trust", "--encoding", "UTF8", "--no-locale", "--no-sync"]
        subprocess.run(
            initdb, check=True, cwd=self.home, stdout=subprocess.DEVNULL, **self._as
        )
        self.serve()

    def serve(self) -> None:
        """Serve the cluster; what a crash left behind is put in order first."""
        options = {**OPTIONS, "unix_socket_directories": str(self.home)}
        command = [self.programs / "postgres", "-D", self.data]
        for name, value in options.items():
            command += ["-c", f"{name}={value}"]
        with self.log.open("a") as out:
            self._process = subprocess.Popen(
                command, cwd=self.home, stdout=out, stderr=out, **self._as
            )
        until = time.monotonic() + PATIENCE
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > until:
                raise AssertionError(self.log.read_text())
            time.sleep(0.1)

    @property
    def data(self) -> Path:
        """The folder of the cluster."""
        return self.home / "data"

    def crash(self) -> None:
        """End it at once, with every connection, as `pg_ctl -m immediate` does."""
        self._process.send_signal(signal.SIGQUIT)
        self._process.wait(timeout=PATIENCE)

    @property
    def pid(self) -> int:
        """The process that ends with all others when it gets a SIGQUIT."""
        return self._process.pid

    def _answers(self) -> bool:
        try:
            psycopg2.connect(self.dsn("postgres")).close()
        except psycopg2.OperationalError:
            return False
        return True

    def dsn(self, database: str) -> str:
        """Say how a database is reached."""
        return f"dbname='{database}' user='plone' host='{self.home}'"

    def make_database(self, name: str) -> str:
        """Make an empty database; give its DSN."""
        connection = psycopg2.connect(self.dsn("postgres"))
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(f'CREATE DATABASE "{name}"')
        connection.close()
        return self.dsn(name)

    def stop(self) -> None:
        """End the server, whoever is connected, and remove its folder."""
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(signal.SIGINT)
            try:
                self._process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                self._process.send_signal(signal.SIGQUIT)
                self._process.wait(timeout=PATIENCE)
        shutil.rmtree(self.home, ignore_errors=True)
