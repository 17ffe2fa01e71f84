"""REST of applications, for everybody from an anonymous client to the site's own."""

from leap.cop.community.membership import Membership
from leap.cop.community.profiles import NOT_KNOWN_NOW
from leap.cop.recruitment.applications.records import Applications
from plone import api
from tests.who import ALL

import pytest
import transaction


URL = "tuesday/@applications"
WORDS = {"message": "I would like to learn."}


@pytest.fixture
def asks(site):
    """Return a function that sets how people come in."""

    def set_policy(policy="apply", **fields):
        for name, value in {"join_policy": policy, **fields}.items():
            setattr(site["tuesday"], name, value)
        transaction.commit()

    set_policy()
    return set_policy


@pytest.fixture
def waiting(asks, rest):
    """Return the id of an application that waits."""
    return rest("colleague").post(URL, json=WORDS).json()["id"]


def test_who_may_ask(rest, asks):
    statuses = {who: rest(who).post(URL, json=WORDS).status_code for who in ALL}
    assert statuses == {
        None: 401,
        "colleague": 201,
        "newcomer": 409,
        "member": 409,
        "facilitator": 409,
        "reviewer": 409,
        "siteadmin": 201,
        "admin": 403,
    }


def test_who_answers(rest, waiting):
    for who in ALL:
        if who in ("facilitator", "siteadmin", "admin"):
            continue
        answer = rest(who).patch(f"{URL}/{waiting}", json={"decision": "accept"})
        assert answer.status_code == (401 if who is None else 403), who
    answer = rest("siteadmin").patch(f"{URL}/{waiting}", json={"decision": "accept"})
    assert answer.status_code == 200


def test_who_reads(rest, waiting):
    managers = ("facilitator", "siteadmin", "admin")
    for who in ALL:
        answer = rest(who).get(URL)
        if who is None:
            assert answer.status_code == 401
            continue
        total = answer.json()["items_total"]
        assert total == (1 if who in (*managers, "colleague") else 0), who


def test_what_facilitators_read(rest, waiting):
    [row] = rest("facilitator").get(URL).json()["items"]
    assert row.pop("date")
    assert row.pop("@id").endswith(f"/tuesday/@applications/{waiting}")
    assert row == {
        "id": waiting,
        "userid": "colleague",
        "fullname": "Col Hill",
        "organisation": "",
        "message": "I would like to learn.",
    }


def test_a_double_click_files_one(rest, asks, site):
    first = rest("colleague").post(URL, json=WORDS)
    second = rest("colleague").post(URL, json=WORDS)
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json()["id"] == second.json()["id"]
    assert first.headers["Location"] == first.json()["@id"]
    transaction.begin()
    assert Applications(site["tuesday"]).waiting_total() == 1


def test_accepted(rest, waiting, site):
    body = {"decision": "accept", "message": "Welcome!"}
    answer = rest("facilitator").patch(f"{URL}/{waiting}", json=body)
    assert answer.json()["decision"] == "accept"
    assert rest("colleague").get("tuesday/@cop-home").json()["role"] == "member"
    [row] = rest("colleague").get(URL).json()["items"]
    assert (row["waits"], row["answer"]) == (False, "Welcome!")
    assert rest("facilitator").get(URL).json()["items_total"] == 0
    again = rest("facilitator").patch(f"{URL}/{waiting}", json=body)
    assert again.status_code == 200
    other = {"decision": "decline"}
    answer = rest("facilitator").patch(f"{URL}/{waiting}", json=other)
    assert answer.status_code == 409


def test_declined_is_nobody_elses_to_know(rest, waiting, site):
    body = {"decision": "decline"}
    assert rest("facilitator").patch(f"{URL}/{waiting}", json=body).status_code == 200
    assert rest("facilitator").get(URL).json()["items"] == []
    assert rest("member").get(URL).json()["items"] == []
    assert rest("colleague").get("tuesday/@cop-home").json()["role"] is None
    [row] = rest("colleague").get(URL).json()["items"]
    assert "Thank you for asking" in row["answer"]
    assert rest("colleague").post(URL, json=WORDS).status_code == 201


def test_taken_back(rest, waiting):
    for who in ALL:
        if who != "colleague":
            answer = rest(who).delete(f"{URL}/{waiting}", json={})
            assert answer.status_code == (401 if who is None else 403), who
    assert rest("colleague").delete(f"{URL}/{waiting}", json={}).status_code == 204
    assert rest("facilitator").get(URL).json()["items_total"] == 0
    assert rest("colleague").delete(f"{URL}/{waiting}", json={}).status_code == 403


def test_whoever_walks_in_lacks_the_agreement(rest, asks):
    asks("open")
    answer = rest("colleague").post(URL, json={})
    assert (answer.status_code, answer.json()["role"]) == (201, "candidate")
    answer = rest("colleague").post(URL, json={})
    assert (answer.status_code, answer.json()["role"]) == (200, "candidate")


def test_by_invitation_it_says_what_to_do(rest, asks):
    asks("invite")
    answer = rest("colleague").post(URL, json=WORDS)
    assert answer.status_code == 409
    assert "Write to the facilitators" in answer.json()["message"]


def test_a_closed_community_is_not_there(rest, waiting, site):
    with api.env.adopt_user("siteadmin"):
        api.content.transition(site["tuesday"], "hide")
    transaction.commit()
    for who in ("colleague", "newcomer", "member"):
        assert rest(who).get(URL).status_code == 404
        assert rest(who).post(URL, json=WORDS).status_code == 404
        assert rest(who).delete(f"{URL}/{waiting}", json={}).status_code == 404
    assert rest("facilitator").get(URL).json()["items_total"] == 1


def test_who_has_no_account_any_more(rest, waiting, site):
    transaction.begin()
    # A directory elsewhere forgets somebody without telling, or is down.
    site.acl_users.source_users.removeUser("colleague")
    transaction.commit()
    [row] = rest("facilitator").get(URL).json()["items"]
    assert row["fullname"] == NOT_KNOWN_NOW
    body = {"decision": "accept"}
    answer = rest("facilitator").patch(f"{URL}/{waiting}", json=body)
    assert answer.status_code == 409


@pytest.mark.parametrize(
    "method,path,body,status,field",
    [
        ("POST", "", {}, 400, "message"),
        ("POST", "", {"message": 7}, 400, "message"),
        ("POST", "", {"message": "x" * 5001}, 400, "message"),
        ("POST", "", {"message": "half \ud83d"}, 400, "message"),
        ("POST", "", {**WORDS, "manager_email": "no address"}, 400, "manager_email"),
        ("POST", "", {**WORDS, "manager_email": ["a@b.org"]}, 400, "manager_email"),
        (
            "POST",
            "",
            {**WORDS, "manager_email": "a@b.org\r\nBcc: c@d.org"},
            400,
            "manager_email",
        ),
        ("POST", "", {**WORDS, "manager_email": "a@b.org"}, 409, "manager_email"),
        ("POST", "", [], 400, "body"),
        ("POST", "/x", WORDS, 400, "path"),
    ],
)
def test_bad_applications_are_named_and_not_kept(
    rest, asks, site, method, path, body, status, field
):
    answer = rest("colleague").request(method, f"{URL}{path}", json=body)
    assert answer.status_code == status, answer.text
    assert field in answer.json()["message"]
    transaction.begin()
    assert Applications(site["tuesday"]).waiting_total() == 0


@pytest.mark.parametrize(
    "path,body,status,field",
    [
        ("", {"decision": "accept"}, 400, "path"),
        ("/nothing", {"decision": "accept"}, 400, "path"),
        ("/ID", {}, 400, "decision"),
        ("/ID", {"decision": "perhaps"}, 400, "decision"),
        ("/ID", {"decision": ["accept"]}, 400, "decision"),
        ("/ID", {"decision": "accept", "message": 7}, 400, "message"),
        ("/ID", {"decision": "accept", "message": "x" * 5001}, 400, "message"),
    ],
)
def test_bad_answers_are_named_and_not_kept(
    rest, waiting, site, path, body, status, field
):
    path = path.replace("ID", waiting)
    answer = rest("facilitator").patch(f"{URL}{path}", json=body)
    assert answer.status_code == status, answer.text
    assert field in answer.json()["message"]
    transaction.begin()
    assert Applications(site["tuesday"]).waiting_total() == 1
    assert Membership(site["tuesday"]).role_of("colleague") is None


def test_a_form_of_another_site_files_nothing(rest, asks):
    answer = rest("colleague").post(
        URL, data='{"message": "x"}', headers={"Content-Type": "text/plain"}
    )
    assert answer.status_code == 400


def test_changing_the_policy_over_rest_keeps_who_waits(rest, waiting):
    for policy in ("invite", "open"):
        answer = rest("facilitator").patch("tuesday", json={"join_policy": policy})
        assert answer.status_code == 204
        assert rest("facilitator").get(URL).json()["items_total"] == 1
    body = {"decision": "accept"}
    answer = rest("facilitator").patch(f"{URL}/{waiting}", json=body)
    assert answer.status_code == 200


# On the way in: the home and nothing more


@pytest.mark.parametrize("state", ["community", "public"])
def test_a_candidate_sees_the_home_and_nothing_more(rest, site, told, state):
    url = told("community")
    if state == "community":
        with api.env.adopt_user("siteadmin"):
            api.content.transition(site["tuesday"], "retract")
        transaction.commit()
    newcomer = rest("newcomer")
    seen = {
        "@cop-home": 200,
        "@members": 403,
        "@user-search?query=hill": 403,
    }
    for path, status in seen.items():
        assert newcomer.get(f"tuesday/{path}").status_code == status, path
    for page in ("members", "applications", "sign-in-sheet"):
        answer = newcomer.get(f"tuesday/{page}", headers={"Accept": "text/html"})
        assert answer.status_code == 403, page
    for page in ("view", "join", "how-i-am-listed", "leave-community"):
        answer = newcomer.get(f"tuesday/{page}", headers={"Accept": "text/html"})
        assert answer.status_code == 200, page
        assert "Mia Brook" not in answer.text
    assert newcomer.get(url).status_code == 404
    assert newcomer.get("tuesday/@cop-home").json()["latest_stories"] == []
