"""A command that cannot be asked says so with 2: 1 is for what does not hold."""

from pathlib import Path
from zc.lockfile import LockFile

import pytest
import subprocess
import sys


CONF = """\
%define INSTANCE {home}
instancehome $INSTANCE
clienthome $INSTANCE
<zodb_db main>
    mount-point /
    <filestorage>
        path $INSTANCE/Data.fs
        blob-dir $INSTANCE/blobs
    </filestorage>
</zodb_db>
"""


@pytest.fixture
def conf(tmp_path) -> Path:
    """Return the configuration of an instance without a database so far."""
    (tmp_path / "etc").mkdir()
    (tmp_path / "etc" / "site.zcml").write_text(
        '<configure xmlns="http://namespaces.zope.org/zope">'
        '<include package="Zope2.App" /></configure>'
    )
    made = tmp_path / "etc" / "zope.conf"
    made.write_text(CONF.format(home=tmp_path))
    return made


def ask(conf, *words):
    command = [sys.executable, "-W", "ignore", "-m", "leap.cop.commands"]
    return subprocess.run(
        [*command, "--conf", str(conf), "--site", "cop", *words],
        capture_output=True,
        text=True,
    )


def said(done) -> list[str]:
    return done.stderr.strip().splitlines()


@pytest.mark.parametrize("command", ["verify-ledger", "tidy", "remind"])
def test_no_configuration(tmp_path, command):
    words = (command, "http://localhost") if command == "remind" else (command,)
    done = ask(tmp_path / "nowhere.conf", *words)
    assert done.returncode == 2
    assert len(said(done)) == 1 and said(done)[0].startswith("It could not be asked: ")


def test_a_database_in_use(conf):
    lock = LockFile(str(conf.parent.parent / "Data.fs.lock"))
    try:
        done = ask(conf, "verify-ledger")
    finally:
        lock.close()
    assert done.returncode == 2
    assert said(done)[-1] == "The database is in use: stop the site first."
    assert "Traceback" not in done.stderr


def test_no_site(conf):
    done = ask(conf, "verify-ledger")
    assert done.returncode == 2
    assert said(done)[-1] == "There is no site cop."
