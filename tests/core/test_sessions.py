"""What ends a session, now that the switches of Plone's plugins are on."""

from leap.cop.core import sessions
from leap.cop.testing import PASSWORD
from plone import api
from plone.keyring.interfaces import IKeyManager
from zope.component import getUtility

import pytest
import requests
import transaction


OTHER = "Another!Circle!Of!Practice"


@pytest.fixture
def switches(site):
    """Return a function that turns the switches off, or on."""

    def turn(way: bool) -> None:
        site["acl_users"]["session"].per_user_keyring = way
        site["acl_users"]["jwt_auth"].store_tokens = way
        transaction.commit()

    return turn


@pytest.fixture
def begin(site):
    """Return a function that logs somebody in: headers with ticket and token."""

    def log_in(userid: str, password: str = PASSWORD) -> dict[str, dict]:
        body = {"login": userid, "password": password}
        url = f"{site.absolute_url()}/@login"
        answer = requests.post(url, json=body, headers={"Accept": "application/json"})
        assert answer.status_code == 200, answer.text
        return {
            "ticket": {"Cookie": f'__ac="{answer.cookies["__ac"].strip(chr(34))}"'},
            "token": {"Authorization": f"Bearer {answer.json()['token']}"},
        }

    return log_in


def statuses(site, session: dict) -> set[int]:
    url = f"{site.absolute_url()}/@my-stories"
    return {
        requests.get(url, headers={"Accept": "application/json", **headers}).status_code
        for headers in session.values()
    }


@pytest.mark.parametrize("way", ["token", "page"])
def test_logging_out_ends_all_of_them(site, begin, way):
    first, second, url = begin("teller"), begin("teller"), site.absolute_url()
    assert statuses(site, first) | statuses(site, second) == {200}
    if way == "token":
        headers = {"Accept": "application/json", **first["token"]}
        requests.post(f"{url}/@logout", headers=headers)
    else:
        requests.get(f"{url}/logout", headers=first["ticket"])
    assert statuses(site, first) | statuses(site, second) == {401}
    assert statuses(site, begin("teller")) == {200}


def test_a_new_password_ends_all_of_them(site, begin, rest):
    first, second, others = begin("teller"), begin("teller"), begin("member")
    body = {"password": OTHER}
    assert rest("admin").patch("@users/teller", json=body).status_code == 204
    assert statuses(site, first) | statuses(site, second) == {401}
    assert statuses(site, others) == {200}
    assert statuses(site, begin("teller", OTHER)) == {200}


def test_a_ticket_from_before_the_switch_ends_too(site, begin, rest, switches):
    switches(False)
    ticket = {"ticket": begin("teller")["ticket"]}
    switches(True)
    assert statuses(site, ticket) == {200}
    rest("admin").patch("@users/teller", json={"password": OTHER})
    assert statuses(site, ticket) == {401}


def test_a_deleted_account_ends_it_for_whoever_gets_the_id(site, begin, rest):
    session = begin("colleague")
    assert rest("admin").delete("@users/colleague").status_code == 204
    assert statuses(site, session) == {401}
    transaction.begin()
    with api.env.adopt_roles(["Manager"]):
        api.user.create(username="colleague", email="c@example.org", password=OTHER)
    transaction.commit()
    assert statuses(site, session) == {401}
    assert statuses(site, begin("colleague", OTHER)) == {200}


def test_a_site_that_turns_it_off_has_it_off(site, begin, rest, switches):
    switches(False)
    session = begin("teller")
    rest("admin").patch("@users/teller", json={"password": OTHER})
    assert statuses(site, session) == {200}


def test_no_trace_is_left_of_an_account(site, begin, rest):
    keys = getUtility(IKeyManager)
    begin("colleague")
    transaction.begin()
    assert any("colleague" in name for name in keys)
    rest("admin").delete("@users/colleague")
    transaction.begin()
    assert not any("colleague" in name for name in keys)


def test_uninstalling_turns_off_what_it_had_turned_on(site, begin):
    session = site["acl_users"]["session"]
    assert session.per_user_keyring and site["acl_users"]["jwt_auth"].store_tokens
    begin("teller")
    transaction.begin()
    sessions.turn_off(site)
    transaction.commit()
    assert not (session.per_user_keyring or site["acl_users"]["jwt_auth"].store_tokens)
    assert statuses(site, begin("teller")) == {200}
    session.per_user_keyring = True
    sessions.turn_on(site)
    sessions.turn_off(site)
    assert session.per_user_keyring
