"""`leap-cop … export` and `import`, and what goes out through the web."""

from leap.cop.commands import parser
from leap.cop.commands import run
from leap.cop.community.membership import Membership
from leap.cop.core.settings import is_installed
from leap.cop.exportimport import transfer
from leap.cop.story.lifecycle import lifecycle
from tests import directory
from tests.conftest import NOW
from zope.component.hooks import setSite

import io
import json
import os
import pytest
import transaction
import zipfile


CANARY = "Canaryword"


def call(site, *words: str) -> int:
    arguments = ["--conf", "zope.conf", "--site", site.getId(), *words]
    return run(site.aq_parent, parser().parse_args(arguments))


@pytest.fixture
def paths(site, told):
    base = site.absolute_url()
    return {
        state: told(state, title=f"{CANARY} {state}").removeprefix(base).strip("/")
        for state in ("private", "community", "pending", "public")
    }


def test_out_and_in(site, paths, other, tmp_path, capsys):
    folder = tmp_path / "new" / "export"
    assert call(site, "export", str(folder)) == 0
    printed = capsys.readouterr().out
    assert "Keep it like the database" in " ".join(printed.split())
    fingerprint = printed.split("Fingerprint: ")[1].strip()
    assert fingerprint == transfer.fingerprint(folder)
    assert not (folder / "principals.json").exists()
    for found in (folder, *folder.rglob("*")):
        assert found.stat().st_mode & 0o077 == 0, found
    words = ("import", str(folder), "--fingerprint", fingerprint)
    assert call(other, *words) == 0
    setSite(other)
    transaction.begin()
    for state, path in paths.items():
        assert lifecycle.state_of(other.unrestrictedTraverse(path)) == state


def test_our_own_file_alone_names_tellers(site, paths, tmp_path):
    folder = tmp_path / "export"
    call(site, "export", str(folder))
    for found in folder.rglob("*.json"):
        named = "teller" in found.read_text()
        assert named == (found.name == transfer.FILE_NAME), found


def test_options(site, paths, tmp_path):
    folder = tmp_path / "export"
    words = ("--with-principals", "--without-persons")
    assert call(site, "export", str(folder), *words) == 0
    users = json.loads((folder / "principals.json").read_text())
    assert {row["username"] for row in users["members"]} >= {"teller", "member"}
    sent = json.loads((folder / transfer.FILE_NAME).read_text())
    assert not {"years", "keys"} & set(sent["ledger"]["rest"])


def test_people_of_communities_go_along_and_no_directory(site, paths, tmp_path):
    made = directory.connect(site)
    for number in range(20):
        made.put(f"p{number}", directory.Person(f"Pat {number}"))
    Membership(site["tuesday"]).add("p7", "member", now=NOW)
    transaction.commit()
    folder = tmp_path / "export"
    assert call(site, "export", str(folder), "--with-principals") == 0
    users = json.loads((folder / "principals.json").read_text())["members"]
    ids = {row["username"] for row in users}
    assert {name for name in ids if name.startswith("p")} == {"p7"}
    assert "teller" in ids and "colleague" not in ids


def test_no_export_is_made_with_half_of_the_people(site, tmp_path, capsys):
    made = directory.connect(site)
    made.put("p7", directory.Person("Pat"))
    Membership(site["tuesday"]).add("p7", "member", now=NOW)
    made.be(directory.STUMBLES)
    transaction.commit()
    words = ("export", str(tmp_path / "export"), "--with-principals")
    assert call(site, *words) == 2
    assert "cannot be looked up" in capsys.readouterr().err


def test_what_is_refused_says_why_and_saves_nothing(site, paths, tmp_path, capsys):
    full = tmp_path / "full"
    full.mkdir()
    (full / "something").write_text("here")
    exported = tmp_path / "export"
    call(site, "export", str(exported))
    capsys.readouterr()
    before = site._p_jar.db().lastTransaction()
    for words in (
        ("export", str(full)),
        ("import", str(full)),
        ("import", str(exported), "--fingerprint", "0" * 64),
    ):
        assert call(site, *words) == 2
        assert capsys.readouterr().err.strip()
    assert site._p_jar.db().lastTransaction() == before


def test_an_export_of_another_version_is_taken_whole_or_not_at_all(
    site, paths, other, tmp_path, capsys
):
    folder = tmp_path / "export"
    setSite(site)
    call(site, "export", str(folder))
    path = folder / transfer.FILE_NAME
    path.write_text(json.dumps({**json.loads(path.read_text()), "version": 2}))
    before = sorted(other.objectIds())
    setSite(other)
    assert call(other, "import", str(folder)) == 2
    assert "Nothing was taken in" in capsys.readouterr().err
    transaction.begin()
    assert sorted(other.objectIds()) == before


class TestThroughTheWeb:
    def zipped(self, answer) -> str:
        with zipfile.ZipFile(io.BytesIO(answer.content)) as found:
            assert transfer.FILE_NAME in found.namelist()
            return "\n".join(found.read(name).decode() for name in found.namelist())

    def test_a_manager_gets_what_a_manager_reads(self, site, paths, rest, caplog):
        answer = rest("admin").post("@export")
        assert answer.status_code == 200
        text = self.zipped(answer)
        assert f"{CANARY} public" in text
        for state in ("private", "community", "pending"):
            assert f"{CANARY} {state}" not in text
            assert paths[state].split("/")[-1] not in text
        assert '"left_out": 3' in text
        for word in ("ledger_key", "salt", "decisions", "CoP Teller"):
            assert word not in text
        told = "\n".join(record.getMessage() for record in caplog.records)
        assert "3 pieces of content were left out" in told
        for state in ("private", "community", "pending"):
            assert paths[state].split("/")[-1] not in told

    @pytest.mark.parametrize("userid", [None, "colleague", "facilitator", "siteadmin"])
    def test_others_export_and_import_nothing(self, site, paths, rest, userid):
        for service in ("@export", "@import"):
            assert rest(userid).post(service).status_code in (401, 403)

    def test_an_upload_tells_no_story_in_somebody_elses_name(
        self, site, paths, other, export, rest
    ):
        folder = export(site)
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as out:
            for found in folder.rglob("*"):
                if found.is_file():
                    out.write(found, os.path.relpath(found, folder))
        session = rest("admin")
        answer = session.post(
            f"{other.absolute_url()}/@import",
            files={"file": ("export.zip", packed.getvalue(), "application/zip")},
        )
        assert answer.status_code == 200, answer.text
        assert "could not be taken" in answer.text
        transaction.begin()
        assert len(other["tuesday"]) == 0
        assert is_installed(other)
