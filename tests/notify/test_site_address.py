"""Links in mails: the address that was set, whatever host a request names."""

from datetime import datetime
from datetime import UTC
from leap.cop.commands import parser
from leap.cop.commands import run
from leap.cop.core.site_url import is_site_address
from leap.cop.notify import later
from leap.cop.notify.remind import remind
from plone import api

import pytest
import re
import transaction


PANEL = "@controlpanels/leap.cop"
HERE = "https://intranet.example.org/cop"
FORGED = {"Host": "evil.example", "X-Forwarded-Host": "evil.example"}

GOOD = (
    "https://intranet.example.org",
    "http://localhost:8080/cop",
    "https://intranet.example.org/",
    "https://INTRANET.example.org/a/b",
    "http://[::1]:8080/cop",
)

BAD = (
    "intranet.example.org",
    "//intranet.example.org",
    "ftp://intranet.example.org",
    "javascript:alert(1)",
    "https://",
    "https:///cop",
    "https://user@intranet.example.org",
    "https://intranet.example.org?x=1",
    "https://intranet.example.org#x",
    "https://intranet.example.org\nevil",
    "https://intranet.example.org/a b",
    "https://intranet.example.org/\"'><b>",
    "nonsense",
)


@pytest.mark.parametrize("text", GOOD)
def test_addresses_of_a_site(text):
    assert is_site_address(text)


@pytest.mark.parametrize("text", BAD)
def test_what_is_none(text):
    assert not is_site_address(text)


@pytest.mark.parametrize("bad", [*BAD, 7, ["https://a.example"], {"a": 1}])
def test_the_panel_refuses_it_and_names_the_field(rest, bad):
    answer = rest("siteadmin").patch(PANEL, json={"site_address": bad})
    assert answer.status_code == 400
    assert "site_address" in answer.text


def test_others_do_not_set_it(rest):
    for userid in (None, "member", "facilitator"):
        answer = rest(userid).patch(PANEL, json={"site_address": HERE})
        assert answer.status_code == 401


@pytest.fixture
def asks(post):
    """Return a community that asks for a manager's support."""
    community = post["tuesday"]
    community.join_policy = "apply"
    community.requires_manager_support = True
    transaction.commit()
    return community


@pytest.fixture
def decide(rest, post):
    """Return a function that sets the address as the site administrator."""

    def change(address: str) -> None:
        answer = rest("siteadmin").patch(PANEL, json={"site_address": address})
        assert answer.status_code == 204, answer.text
        transaction.begin()

    return change


def links(sink) -> set[str]:
    text = sink.everything()
    assert "evil.example" not in text
    return {found.rpartition("/")[0] for found in re.findall(r"https?://\S+", text)}


def test_a_forged_host_stands_in_no_mail(rest, asks, sink, decide):
    decide(f"{HERE}/")
    body = {"message": "Hello.", "manager_email": "boss@example.org"}
    session = rest("colleague")
    answer = session.post("tuesday/@applications", json=body, headers=FORGED)
    assert answer.status_code == 201
    [row] = rest("facilitator").get("tuesday/@applications").json()["items"]
    url = f"tuesday/@applications/{row['id']}"
    said = {"decision": "decline", "message": "Not now."}
    answer = rest("facilitator").patch(url, json=said, headers=FORGED)
    assert answer.status_code == 200
    body = {"email": "new@example.org"}
    answer = rest("facilitator").post("tuesday/@invitations", json=body, headers=FORGED)
    assert answer.status_code == 201
    assert {"boss", "facilitator", "colleague", "new"} <= set(sink.receivers)
    assert links(sink) == {
        HERE,
        f"{HERE}/tuesday",
        f"{HERE}/@@manager-support",
        f"{HERE}/@@invitation",
    }


def test_nor_in_a_link_that_is_passed_on_by_hand(rest, asks, decide, told):
    told("community")
    decide(HERE)
    answer = rest("teller").delete(
        "tuesday/@members/teller", json={"link": True}, headers=FORGED
    )
    assert answer.status_code == 200
    assert answer.json()["link"].startswith(f"{HERE}/@@")


def test_what_waited_for_the_mail_server_goes_with_the_address_of_now(
    rest, asks, sink, decide, monkeypatch
):
    monkeypatch.setattr("leap.cop.notify.outbox.BETWEEN_TRIES", 0.0)
    port = api.portal.get_registry_record("plone.smtp_port")
    api.portal.set_registry_record("plone.smtp_port", 1)
    transaction.commit()
    answer = rest("colleague").post(
        "tuesday/@applications", json={"message": "Hello."}, headers=FORGED
    )
    assert answer.status_code == 201
    transaction.begin()
    assert later.Waiting(api.portal.get()).all()
    decide(HERE)
    api.portal.set_registry_record("plone.smtp_port", port)
    transaction.commit()
    portal = api.portal.get()
    words = ("remind", "https://elsewhere.example.org")
    arguments = ["--conf", "zope.conf", "--site", portal.getId(), *words]
    assert run(portal.aq_parent, parser().parse_args(arguments)) == 0
    assert links(sink) == {f"{HERE}/tuesday"}


def test_reminders_have_it(rest, post, sink, decide, waiting):
    decide(HERE)
    later_on = datetime(2099, 1, 1, tzinfo=UTC)
    assert remind(post, later_on, "https://elsewhere.example.org")
    assert links(sink) == {HERE}


def test_the_panel_says_so_while_nobody_has_set_it(visit, rest):
    said = (
        "The address of this site is not set, so links in emails "
        "start with whatever host name a request gives"
    )
    assert said in visit("siteadmin").go("@@cop-settings")
    rest("siteadmin").patch(PANEL, json={"site_address": HERE})
    assert said not in visit("siteadmin").go("@@cop-settings")
