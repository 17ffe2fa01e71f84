"""Verify, seal, end retention, erase a person: on the command line."""

from datetime import datetime
from datetime import UTC
from leap.cop.commands import parser
from leap.cop.commands import run
from leap.cop.consent.consent_state import standing_of
from leap.cop.consent.ledger import Ledger
from leap.cop.consent.records import KEY
from zope.annotation.interfaces import IAnnotations

import pytest
import transaction


@pytest.fixture
def call(site, capsys):
    """Return a function that runs a command: its status, and what it said."""

    def do(*words: str) -> tuple[int, str]:
        arguments = ["--conf", "zope.conf", "--site", site.getId(), *words]
        status = run(site.aq_parent, parser().parse_args(arguments))
        said = capsys.readouterr()
        transaction.begin()
        return status, said.out + said.err

    return do


def story_of(site, url):
    return site["tuesday"][url.rpartition("/")[2]]


def test_seal_keep_verify(site, told, call):
    url = told("public")
    status, said = call("seal-ledger")
    assert status == 0
    paper = said.strip().splitlines()[-1]
    told("community")
    status, said = call("verify-ledger", "--seal", paper)
    assert (status, "Valid." in said) == (0, True), said
    assert "Chains: 2, rows: 3, seals: 1" in said

    key = standing_of(story_of(site, url)).ledger_key
    rows = Ledger(site)._bucket(key)[key]
    rows[0] = rows[0].replace('"public"', '"community"')
    transaction.commit()
    status, said = call("verify-ledger", "--seal", paper)
    assert (status, "Not valid." in said) == (1, True)
    assert "row 2 was changed" in said
    for secret in (key, "teller", "tuesday", story_of(site, url).getId()):
        assert secret not in said


def test_a_ledger_made_anew_does_not_fit_the_seal_on_paper(site, told, call):
    """Whoever has the whole database can make everything fit, but not the paper."""
    url = told("public")
    paper = call("seal-ledger")[1].strip().splitlines()[-1]
    key = standing_of(story_of(site, url)).ledger_key
    rows = Ledger(site).rows(key)
    del IAnnotations(site)[KEY]
    forged = Ledger(site)
    fields = ("act", "level", "digest", "attribution", "wording_id", "language")
    for row in rows:
        forged.append(
            key,
            "member",
            now=datetime(2026, 1, 1, tzinfo=UTC),
            **{name: row[name] for name in fields},
        )
    forged.seal(now=datetime(2026, 1, 2, tzinfo=UTC))
    transaction.commit()
    assert call("verify-ledger")[0] == 0
    status, said = call("verify-ledger", "--seal", paper)
    assert status == 1
    assert "none of this ledger's" in said


def test_what_is_no_seal_is_refused(call):
    status, said = call("verify-ledger", "--seal", "yes")
    assert status == 2
    assert "seal-ledger" in said


def test_an_empty_ledger_is_valid_and_can_be_sealed(call):
    assert call("verify-ledger")[0] == 0
    assert call("seal-ledger")[0] == 0
    assert call("verify-ledger")[0] == 0


def test_end_of_retention_says_it_first(site, told, call):
    url = told("community")
    key = standing_of(story_of(site, url)).ledger_key
    [row] = Ledger(site).rows(key)
    Ledger(site).append(
        key,
        "teller",
        now=datetime(2020, 5, 5, tzinfo=UTC),
        act="grant",
        level="community",
        digest=row["digest"],
    )
    transaction.commit()
    year = int(row["at"][:4])
    status, said = call("end-retention")
    assert status == 1
    assert "2020: the key, and the table of 1 people" in said
    assert "--yes" in said and str(year) not in said
    old = Ledger(site).rows(key)[-1]["actor"]
    assert Ledger(site).person(old) == "teller"
    status, said = call("end-retention", "--before", "2021", "--yes")
    assert status == 0
    assert Ledger(site).person(old) is None
    assert Ledger(site).person(row["actor"]) == "teller"
    assert call("verify-ledger")[0] == 0
    assert call("end-retention", "--before", "2021")[0] == 0
    assert call("end-retention", "--before", str(year + 100))[0] == 2


def test_the_teller_still_sees_the_own_rows(site, told, rest, call):
    url = told("community")
    before = rest("teller").get(f"{url}/@consent").json()["items"]
    root = IAnnotations(site)[KEY]
    for year in list(root["years"]):
        del root["years"][year], root["keys"][year]
    transaction.commit()
    assert rest("teller").get(f"{url}/@consent").json()["items"] == before
    assert call("verify-ledger")[0] == 0


def test_erase_person_says_it_first(site, told, call):
    url = told("public")
    status, said = call("erase-person", "teller")
    assert status == 1
    assert "stories deleted: 1" in said and "--yes" in said
    assert story_of(site, url) is not None
    status, said = call("erase-person", "teller", "--yes")
    assert status == 0
    assert len(site["tuesday"]) == 0
    assert "stories deleted: 1" in said
    assert "stories deleted: 0" in call("erase-person", "teller", "--yes")[1]
    assert call("verify-ledger")[0] == 0


def test_roles_of_ours_for_the_whole_site_are_said(site, told, call):
    told("community")
    assert "for the whole site" not in call("verify-ledger")[1]
    roles = site.acl_users.portal_role_manager
    roles.assignRoleToPrincipal("CoP Reviewer", "member")
    roles.assignRoleToPrincipal("CoP Reviewer", "colleague")
    transaction.commit()
    status, said = call("verify-ledger")
    assert status == 0
    assert "given for the whole site (CoP Reviewer: 2)" in said
    assert "colleague" not in said
