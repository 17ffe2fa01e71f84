"""One site for all load tests, on one process and on two over one PostgreSQL."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tests.load import people
from tests.load import postgres
from tests.load import processes
from tests.load import site as site_data

import json
import os
import pytest
import shutil
import sys
import time


ONE, TWO = "one process", "two over PostgreSQL"


@dataclass
class Running:
    """The processes of one site, and how their facilitator and voters ask."""

    processes: list[processes.Process]
    rounds: dict[str, dict]

    @property
    def ports(self) -> list[int]:
        return [process.port for process in self.processes]

    def start(self, *only: processes.Process) -> None:
        """Start processes, and wait until they answer."""
        started = only or self.processes
        for process in started:
            process.start()
        for process in started:
            process.wait(f"/{site_data.SITE}/{site_data.CIRCLE}")

    def room(self, name: str, seconds: float) -> people.Room:
        """Return where people vote in a round."""
        path = f"{self.rounds[name]['path']}/@ballot"
        return people.Room(self.ports, site_data.PASSWORD, path, seconds)

    def ask(self, name: str, method: str, service: str, sent=None, who=None):
        """Ask in a round, as its facilitator; give status and what came back."""
        line = people.Line(
            self.ports, who or site_data.FACILITATOR, site_data.PASSWORD, 0
        )
        body = None if sent is None else json.dumps(sent).encode()
        path = f"{self.rounds[name]['path']}/{service}"
        until = time.monotonic() + people.PATIENCE
        status, answer = line.insist(method, path, body, until)
        line.close()
        return status, json.loads(answer) if answer else None


@pytest.fixture(scope="session")
def server() -> Iterator[postgres.Postgres]:
    """Yield a PostgreSQL server of our own."""
    programs = postgres.binaries()
    if programs is None:
        if os.environ.get("REQUIRE_POSTGRES"):
            pytest.fail("No PostgreSQL was found, and REQUIRE_POSTGRES is set.")
        pytest.skip("No PostgreSQL was found: install Debian's package postgresql.")
    made = postgres.Postgres(programs)
    try:
        made.start()
        yield made
    finally:
        made.stop()


@pytest.fixture(scope="session")
def made(tmp_path_factory) -> Path:
    """Return the folder of a site that nobody has voted on yet."""
    home = tmp_path_factory.mktemp("made")
    processes.configure(home, processes.free_port())
    processes.run(sys.executable, "-m", "tests.load.site", home)
    return home


def _one_process(made: Path, home: Path) -> list[processes.Process]:
    process = processes.Process(home / "one")
    shutil.copytree(made / "data", home / "one" / "data", dirs_exist_ok=True)
    return [process]


def _two_processes(
    made: Path, home: Path, server: postgres.Postgres
) -> list[processes.Process]:
    blobs = home / "blobs"
    blobs.mkdir()
    storage = processes.RELSTORAGE.format(
        blobs=blobs, dsn=server.make_database(home.name)
    )
    processes.convert(made, storage, home / "convert.conf")
    return [processes.Process(home / name, storage) for name in ("left", "right")]


@pytest.fixture(scope="module", params=[ONE, TWO])
def running(request, tmp_path_factory) -> Iterator[Running]:
    """Yield a site that answers; each has a database of its own."""
    home = tmp_path_factory.mktemp("running")
    # The server first: where there is none, no site is made for nothing.
    server = None if request.param == ONE else request.getfixturevalue("server")
    made = request.getfixturevalue("made")
    if server is None:
        found = _one_process(made, home)
    else:
        found = _two_processes(made, home, server)
    rounds = json.loads((made / site_data.ROUNDS).read_text(encoding="utf-8"))
    site = Running(found, rounds)
    try:
        site.start()
        yield site
    finally:
        for process in found:
            process.stop()
