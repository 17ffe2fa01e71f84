"""What is typed as a user id: resolved before it is kept, and refused for nobody."""

from leap.cop.commands import parser
from leap.cop.commands import run
from leap.cop.community.membership import Membership
from leap.cop.recruitment.invitations.records import Invitations
from leap.cop.story.lifecycle import lifecycle
from tests import directory
from tests.conftest import make_story
from tests.conftest import NOW
from tests.directory import Person
from urllib.parse import quote

import pytest
import transaction


@pytest.fixture
def ldap(site):
    """Connect a directory where people log in with a number."""
    made = directory.connect(site)
    made.put("ada", Person("Ada Quist", "ada@example.org", login="E0001"))
    made.put("bo lund", Person("Bo Lund", "bo@example.org", login="E0002"))
    made.put_group("staff", ["ada"])
    transaction.commit()
    return made


ADA = ("ADA", " Ada", "ada ", "aDa")
BO = ("Bo Lund", "bo   lund", " BO lund ")
NOBODY = ("E0001", "staff", "Administrators", "", " ", "no", "a\x00da", "x" * 600, None)
NOBODY += (5, ["ada"], {"a": 1}, "\ud800", "ada\n")


def kept(site):
    transaction.begin()
    return Membership(site["tuesday"])


@pytest.mark.parametrize("typed", ADA + BO)
def test_a_member_stands_on_the_list_once(site, rest, ldap, typed):
    own = "ada" if typed in ADA else "bo lund"
    session = rest("facilitator")
    answer = session.post("tuesday/@members", json={"userid": typed})
    assert answer.status_code == 201, answer.text
    assert answer.json()["userid"] == own
    assert answer.headers["Location"].endswith(quote(own, safe=""))
    for again in (own, typed, own.upper()):
        answer = session.post("tuesday/@members", json={"userid": again})
        assert answer.status_code == 409
    assert kept(site).role_of(own) == "member"
    assert {
        one for one in kept(site).histories() if one.strip().lower()[:2] == own[:2]
    } == {own}
    url = f"tuesday/@members/{quote(typed, safe='')}"
    assert session.patch(url, json={"paused": True}).ok
    assert kept(site).is_paused(own)
    assert session.patch(url, json={"paused": False}).ok
    assert session.delete(url).status_code == 204
    assert kept(site).role_of(own) is None


@pytest.mark.parametrize("service", ["@members", "@invitations"])
def test_nobodys_id_is_refused_and_names_the_field(site, rest, ldap, service):
    before = {*kept(site).histories()}
    facilitator = rest("facilitator")
    for typed in NOBODY:
        answer = facilitator.post(f"tuesday/{service}", json={"userid": typed})
        assert answer.status_code == 400, (typed, answer.text)
        assert "userid" in answer.json()["message"], typed
        assert {*kept(site).histories()} == before, typed
        assert Invitations(site["tuesday"]).rows() == [], typed


@pytest.mark.parametrize("typed", ADA)
def test_somebody_is_invited_once(site, rest, ldap, typed):
    session = rest("facilitator")
    answer = session.post("tuesday/@invitations", json={"userid": typed})
    assert answer.status_code == 201
    assert answer.json()["userid"] == "ada"
    again = session.post("tuesday/@invitations", json={"userid": "ada"})
    assert again.status_code == 200
    assert len(Invitations(kept(site).community).rows()) == 1


def test_the_safeguarding_person_is_known_by_the_own_id(site, visit, ldap):
    page = visit("facilitator")
    page.go("tuesday/safeguarding?query=ada")
    form = page.form_to("safeguarding", userid="ada")
    form.getControl(name="userid").value = "ADA"
    form.submit()
    assert kept(site).community.safeguarding_person == "ada"


def test_over_rest_as_well_and_in_an_outage_it_stays(site, rest, ldap):
    session = rest("facilitator")
    for typed in (*ADA, None, "ada"):
        body = {"safeguarding_person": typed}
        assert session.patch("tuesday", json=body).status_code == 204
        expected = "ada" if typed else None
        assert kept(site).community.safeguarding_person == expected
    for typed in ("E0001", "staff", "no", 5, "a" * 600):
        answer = session.patch("tuesday", json={"safeguarding_person": typed})
        assert answer.status_code == 400, typed
        assert "safeguarding_person" in answer.text
    ldap.be(directory.STUMBLES)
    transaction.commit()
    body = {"safeguarding_person": "ada", "description": "What it is."}
    assert session.patch("tuesday", json=body).status_code == 204
    assert kept(site).community.safeguarding_person == "ada"


def test_who_is_on_the_list_is_found_though_the_account_is_gone(site, rest, ldap):
    kept(site).add("ada", "member", now=NOW)
    ldap.drop("ada")
    transaction.commit()
    session = rest("facilitator")
    assert session.patch("tuesday/@members/ada", json={"paused": True}).ok
    assert session.delete("tuesday/@members/ada").status_code == 204


@pytest.mark.parametrize("way", [directory.STUMBLES, directory.SILENT])
def test_nobody_is_let_in_while_the_directory_is_away(site, rest, ldap, way):
    ldap.be(way)
    transaction.commit()
    answer = rest("facilitator").post("tuesday/@members", json={"userid": "ada"})
    assert answer.status_code == (409 if way == directory.STUMBLES else 400)
    assert rest("facilitator").post("tuesday/@members", json={"userid": "colleague"}).ok


# Commands


def call(site, *words: str) -> int:
    arguments = ["--conf", "zope.conf", "--site", site.getId(), *words]
    return run(site.aq_parent, parser().parse_args(arguments))


@pytest.fixture
def story(site, ldap):
    """Let Ada tell a story."""
    kept(site).add("ada", "member", now=NOW)
    # Tests log people in by the login name.
    made = make_story(site["tuesday"], "community", teller="E0001")
    transaction.commit()
    return made


def path_of(site, story) -> str:
    return story.absolute_url().removeprefix(site.absolute_url())


@pytest.mark.parametrize("typed", ["E0001", "nobody", "staff", "", " "])
@pytest.mark.parametrize("yes", [(), ("--yes",)])
def test_nobody_is_not_erased(site, story, capsys, typed, yes):
    assert call(site, "erase-person", typed, *yes) == 2
    said = capsys.readouterr()
    assert "Erased" not in said.out
    assert ("ada logs in with this name" in said.err) == (typed == "E0001")
    assert lifecycle.teller_of(story) == "ada"


@pytest.mark.parametrize("typed", ["ada", "ADA"])
def test_somebody_is_erased_however_the_id_is_written(site, story, capsys, typed):
    assert call(site, "erase-person", typed, "--yes") == 0
    assert "stories deleted: 1" in capsys.readouterr().out
    assert kept(site).history("ada") == ()


def test_who_has_an_account_and_nothing_else_has_nothing_to_erase(site, ldap, capsys):
    assert call(site, "erase-person", "bo lund", "--yes") == 0
    assert "stories deleted: 0" in capsys.readouterr().out


def test_who_is_gone_from_a_directory_is_erased(site, story, ldap, capsys):
    ldap.drop("ada")
    transaction.commit()
    assert call(site, "erase-person", "ada", "--yes") == 0
    assert "stories deleted: 1" in capsys.readouterr().out


@pytest.mark.parametrize(
    "two",
    [("ada", "ADA"), ("ada", " ada"), ("ada", "E0002"), ("ada", "staff"), ("", "ada")],
)
def test_one_person_written_in_two_ways_is_not_two(site, story, capsys, two):
    words = ("unseal", path_of(site, story), *two, "Somebody is in danger.")
    assert call(site, *words) == 2
    assert "Told by" not in capsys.readouterr().out


def test_two_people_open_a_seal_however_their_ids_are_written(site, story, capsys):
    words = ("unseal", path_of(site, story), "ADA", "Bo  Lund", "In danger.")
    assert call(site, *words) == 0
    assert "Told by: ada" in capsys.readouterr().out


@pytest.mark.parametrize("to", ["E0002", "nobody", "staff", "BO LUND"])
def test_stories_are_given_back_to_somebody_who_is_there(site, story, ldap, to):
    day = lifecycle.utc_now().date().isoformat()
    ldap.drop("ada")
    transaction.commit()
    assert call(site, "missing-people") == 0
    assert call(site, "missing-people", "--yes", "ada") == 0
    words = ("give-back", "ada", day, to, "facilitator", "reviewer", "Back.")
    assert call(site, *words) == (0 if to == "BO LUND" else 2)
    transaction.begin()
    assert lifecycle.teller_of(story) == ("bo lund" if to == "BO LUND" else None)
