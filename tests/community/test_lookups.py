"""How often a directory is asked: in numbers, and never for people not shown."""

from leap.cop.community.membership import Membership
from leap.cop.community.roster import PAGE
from tests import directory
from tests.conftest import NOW
from tests.directory import ASKED
from tests.directory import Person
from tests.topic import rounds

import pytest
import transaction


PEOPLE = 60

#: Who reads is a local person: of them the directory is asked a few times a request.
FLOOR = 12


@pytest.fixture
def ldap(site):
    """Let sixty people of a directory belong."""
    made = directory.connect(site)
    members = Membership(site["tuesday"])
    for number in range(PEOPLE):
        made.put(f"p{number:02}", Person(f"Pat {number:02}", f"p{number}@example.org"))
        members.add(f"p{number:02}", "member", now=NOW)
    transaction.commit()
    return made


@pytest.fixture
def asked(rest):
    """Return a function that opens an address and says what the directory was asked."""

    def ask(who: str, path: str, accept: str = "text/html", **body) -> tuple:
        session = rest(who)
        session.headers["Accept"] = accept
        session.get("tuesday")
        ASKED.clear()
        verb = "POST" if body else "GET"
        answer = session.request(verb, f"tuesday{path}", json=body.get("json"))
        assert answer.status_code < 400, answer.text
        return answer, ASKED["enumerateUsers"], ASKED["getPropertiesForUser"]

    return ask


@pytest.mark.parametrize("who", ["member", "facilitator", "siteadmin"])
@pytest.mark.parametrize("accept", ["text/html", "application/json"])
def test_a_roster_asks_once_for_each_person_on_the_page(ldap, asked, who, accept):
    path = "/members" if accept == "text/html" else "/@members"
    answer, users, properties = asked(who, path, accept)
    assert "Pat 05" in answer.text and "Pat 40" not in answer.text
    assert users <= PAGE + FLOOR
    assert properties <= PAGE + FLOOR
    following, users, _properties = asked(who, f"{path}?b_start=50", accept)
    assert "Pat 55" in following.text and "Pat 05" not in following.text
    assert users <= PAGE + FLOOR


@pytest.mark.parametrize(
    "path", ["", "/sign-in-sheet", "/applications", "/invitations"]
)
def test_other_pages_ask_for_nobody(ldap, asked, path):
    answer, users, properties = asked("facilitator", path)
    assert max(users, properties) <= FLOOR
    if path == "/sign-in-sheet":
        assert all(f"Pat {number:02}" in answer.text for number in range(PEOPLE))


def test_a_search_reads_no_more_than_it_shows(ldap, asked):
    answer, users, properties = asked(
        "facilitator", "/@user-search?query=pat", "application/json"
    )
    assert len(answer.json()["items"]) == 10
    assert users <= 10 + 3 + FLOOR
    assert properties <= 10 + FLOOR


@pytest.fixture
def talk(site, ldap):
    """Return a round that is ready for the vote."""
    made = rounds.make_round(site["tuesday"])
    rounds.go(made, "grouping")
    rounds.add_themes(made)
    transaction.commit()
    return made


def test_a_vote_of_sixty_asks_for_nobody(talk, asked):
    path = f"/{talk.getId()}"
    _answer, users, properties = asked(
        "facilitator", f"{path}/@phase", "application/json", json={"phase": "voting"}
    )
    assert max(users, properties) <= FLOOR
    answer, users, _properties = asked("facilitator", f"{path}/voters")
    assert "Pat 05" in answer.text and "Pat 59" in answer.text
    assert users <= FLOOR
    answer, users, _properties = asked("facilitator", f"{path}/paper")
    assert "Pat 59" in answer.text
    assert users <= FLOOR
    answer, users, _properties = asked(
        "facilitator", f"{path}/@voters", "application/json"
    )
    assert len(answer.json()["items"]) == PAGE
    assert users <= PAGE + FLOOR


# While the directory is away


AWAY = (directory.SILENT, directory.STUMBLES)


@pytest.mark.parametrize("way", AWAY)
@pytest.mark.parametrize("who", ["member", "facilitator", "siteadmin"])
def test_the_names_that_were_known_last_stand_there(ldap, rest, who, way):
    ldap.be(way)
    transaction.commit()
    session = rest(who)
    rows = session.get("tuesday/@members?b_size=50").json()["items"]
    assert {"Pat 05", "Pat 30"} <= {row["fullname"] for row in rows}
    session.headers["Accept"] = "text/html"
    page = session.get("tuesday/members")
    assert page.status_code == 200
    assert "Pat 05" in page.text
    assert "no longer here" not in page.text
    said = "cannot be looked up at the moment" in page.text
    assert said == (way == directory.STUMBLES)


def test_a_source_that_failed_is_asked_once_a_request(ldap, asked):
    """It may take its time to fail: 25 times that is what stops a site."""
    ldap.be(directory.STUMBLES)
    transaction.commit()
    _answer, users, properties = asked("facilitator", "/members")
    assert max(users, properties) <= FLOOR


def test_one_account_that_cannot_be_read_takes_no_page_away(ldap, rest, site):
    """As where people log in with a mail address and one has none."""
    transaction.begin()
    ldap.break_at("p07")
    transaction.commit()
    for who in ("member", "facilitator", "siteadmin"):
        session = rest(who)
        assert session.get("tuesday/@members").status_code == 200
        session.headers["Accept"] = "text/html"
        for page in ("members", "members?b_start=25", "sign-in-sheet", "applications"):
            answer = session.get(f"tuesday/{page}")
            assert answer.status_code in (200, 403, 404), (who, page)
            assert answer.status_code == 200 or who == "member"
        assert "Pat 07" in session.get("tuesday/members").text


def test_whoever_reads_may_be_lost_in_the_middle_of_a_page(site, rest, ldap):
    """A directory that answers nobody from the first row on."""
    transaction.begin()
    Membership(site["tuesday"]).change_role("p01", "facilitator", now=NOW)
    ldap.break_at("p02", for_good=True)
    transaction.commit()
    session = rest("p01")
    session.auth = ("p01", directory.PASSWORD)
    session.headers["Accept"] = "text/html"
    answer = session.get("tuesday/members")
    assert answer.status_code == 200, answer.text[-500:]
    assert "Pat 05" in answer.text
