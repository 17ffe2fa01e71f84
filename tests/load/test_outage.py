"""The database server crashes: what people and programs read until it is back.

Plone runs as it does on a site, over a real PostgreSQL, which is really stopped.
"""

from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from tests.load import cutting
from tests.load import postgres
from tests.load import processes
from tests.load import site as site_data
from typing import NamedTuple

import http.client
import json
import pytest
import time


PAGE, REST = "text/html,application/xhtml+xml,*/*;q=0.8", "application/json"
COMMUNITY = f"/{site_data.SITE}/{site_data.CIRCLE}"
#: What only a driver, a server or a traceback says.
NOT_FOR_PEOPLE = (
    "psycopg",
    "relstorage",
    "operationalerror",
    "server closed",
    "connection",
    "traceback",
    "waitress",
    site_data.CIRCLE,
)


class Answer(NamedTuple):
    """What came back."""

    status: int
    headers: dict[str, str]
    text: str


class Site(NamedTuple):
    """A site that runs over a database server of its own."""

    server: postgres.Postgres
    process: processes.Process

    def ask(self, path: str, accept: str, method: str = "GET", **headers) -> Answer:
        """Ask as the facilitator."""
        who = f"{site_data.FACILITATOR}:{site_data.PASSWORD}".encode()
        connection = http.client.HTTPConnection(
            "127.0.0.1", self.process.port, timeout=processes.PATIENCE
        )
        sent = {
            "Authorization": f"Basic {b64encode(who).decode()}",
            "Accept": accept,
            **{name.replace("_", "-"): value for name, value in headers.items()},
        }
        connection.request(method, path, headers=sent)
        got = connection.getresponse()
        text = got.read().decode()
        connection.close()
        return Answer(got.status, dict(got.getheaders()), text)

    def serve(self) -> None:
        """Have the server there, and the site answer as before."""
        self.server.serve()
        pid = self.process.home / "pid"
        pid.write_text(str(self.server.pid))
        until = time.monotonic() + processes.PATIENCE
        while (got := self.ask(COMMUNITY, REST)).status != 200:
            assert_ours(got, REST)
            assert time.monotonic() < until
            time.sleep(0.2)


@pytest.fixture(scope="module")
def site(server, made, tmp_path_factory) -> Iterator[Site]:
    """Yield a site over a server that nobody else uses; it answers."""
    home = tmp_path_factory.mktemp("outage")
    own = postgres.Postgres(server.programs)
    (home / "blobs").mkdir()
    process = None
    try:
        own.start()
        dsn = own.make_database("plone")
        storage = processes.RELSTORAGE.format(blobs=home / "blobs", dsn=dsn)
        processes.convert(made, storage, home / "convert.conf")
        process = processes.Process(home / "process", storage)
        process.environ = {
            "PYTHONPATH": str(processes.ROOT),
            cutting.DATABASE: dsn,
            cutting.SERVER: str(process.home / "pid"),
        }
        add_zcml(process.home / "etc" / "site.zcml")
        (process.home / "pid").write_text(str(own.pid))
        process.start()
        process.wait(COMMUNITY)
        yield Site(own, process)
    finally:
        if process is not None:
            process.stop()
        own.stop()


def add_zcml(path: Path) -> None:
    """Add what loses the database to the configuration of a process."""
    text = path.read_text().replace("</configure>", f"{cutting.ZCML}</configure>")
    path.write_text(text)


def assert_ours(answer: Answer, accept: str) -> None:
    """Look whether an answer is for people, and for nobody to keep."""
    assert answer.status == 503, answer
    assert answer.headers["Retry-After"] == "10"
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.headers["Content-Type"].startswith(accept.split(",")[0])
    said = answer.text.lower()
    assert not [word for word in NOT_FOR_PEOPLE if word in said], answer.text
    if accept == REST:
        assert json.loads(answer.text).keys() == {"type", "message"}
    else:
        assert "<h1>Please try again in a minute</h1>" in answer.text


@pytest.mark.parametrize("accept", [PAGE, REST])
def test_while_it_is_away(site, accept):
    assert site.ask(COMMUNITY, accept).status == 200
    site.server.crash()
    try:
        for path in (COMMUNITY, f"/{site_data.SITE}", "/", f"{COMMUNITY}/@@nothing"):
            assert_ours(site.ask(path, accept), accept)
        wrote = site.ask(COMMUNITY, accept, "POST")
        assert_ours(wrote, accept)
        assert "Nothing you sent was saved" in wrote.text
        assert site.ask(COMMUNITY, accept, "HEAD").text == ""
        dutch = site.ask(COMMUNITY, PAGE, Accept_Language="fr, nl;q=0.8, en;q=0.5")
        assert '<html lang="nl">' in dutch.text
    finally:
        site.serve()
    assert site.ask(COMMUNITY, accept).status == 200


@pytest.mark.parametrize("when", [cutting.EARLY, cutting.LATE, cutting.FOR_A_MOMENT])
@pytest.mark.parametrize("accept", [PAGE, REST])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_where_it_goes_in_the_midst_of_a_request(site, method, accept, when):
    name = "@cut-off" if accept == REST else "cut-off"
    try:
        got = site.ask(f"{COMMUNITY}/{name}?{when}", accept, method)
        assert_ours(got, accept)
        assert ("Nothing you sent was saved" in got.text) == (method == "POST")
    finally:
        if when != cutting.FOR_A_MOMENT:
            site.serve()
    assert json.loads(site.ask(COMMUNITY, REST).text)["country"]["token"] == "GB"
