"""The ledger's page and service: numbers for administrators, nothing for others."""

from leap.cop.consent.consent_state import standing_of
from leap.cop.consent.ledger import Ledger
from leap.cop.story.lifecycle import lifecycle
from plone import api

import json
import pytest
import transaction


EVERYBODY = ("teller", "member", "facilitator", "reviewer", "newcomer", "colleague")


@pytest.mark.parametrize("userid", [*EVERYBODY, None])
def test_is_for_nobody_else(site, rest, browse, userid):
    answer = rest(userid).get("@consent-ledger")
    assert answer.status_code in (401, 403), answer.text
    assert "chains" not in answer.text
    visitor = browse(userid)
    visitor.visit("consent-ledger")
    assert "Record of consent" not in visitor.contents
    visitor.post("consent-ledger", "x=1")
    assert "Record of consent" not in visitor.contents


@pytest.mark.parametrize("userid", ["siteadmin", "admin"])
def test_service_counts_and_names_nothing(site, rest, told, userid):
    url = told("public")
    story = site["tuesday"][url.rpartition("/")[2]]
    session = rest(userid)
    before = session.get("@consent-ledger")
    assert before.status_code == 200, before.text
    assert "no-store" in before.headers["Cache-Control"]
    body = before.json()
    assert body.pop("@id").endswith("/@consent-ledger")
    assert body == {
        "valid": True,
        "chains": 1,
        "rows": 2,
        "faults": 0,
        "seals": 0,
        "last_seal": None,
    }
    serial = site._p_jar.db().lastTransaction()
    Ledger(site).seal(now=lifecycle.utc_now())
    transaction.commit()
    body = session.get("@consent-ledger").json()
    assert (body["seals"], body["last_seal"]["rows"]) == (1, 2)
    key = standing_of(story).ledger_key
    rows = Ledger(site)._bucket(key)[key]
    rows[-1] = rows[-1].replace('"public"', '"private"')
    transaction.commit()
    last = site._p_jar.db().lastTransaction()
    answer = session.get("@consent-ledger")
    assert (answer.json()["valid"], answer.json()["faults"]) == (False, 2)
    for secret in (key, story.getId(), "teller", "reviewer", "long table", "tuesday"):
        assert secret not in json.dumps({**answer.json(), "@id": ""})
    assert serial < site._p_jar.db().lastTransaction() == last


def test_page_says_valid_and_counts_when_asked(site, browse, told):
    told("community")
    Ledger(site).seal(now=lifecycle.utc_now())
    transaction.commit()
    visitor = browse("siteadmin")
    # Stock Plone writes about its portlets when a page is shown for the first time.
    visitor.visit("consent-ledger")
    last = site._p_jar.db().lastTransaction()
    assert visitor.visit("consent-ledger") == 200
    assert "no-store" in visitor.headers["Cache-Control"]
    assert "Valid" not in visitor.main and "Rows" not in visitor.main
    assert "(chains: <span>1</span>, rows:" in " ".join(visitor.main.split())
    assert visitor.press("Check now") == 200
    assert "Valid" in visitor.main and "Not valid" not in visitor.main
    assert site._p_jar.db().lastTransaction() == last
    for secret in ("teller", "long table", "tuesday"):
        assert secret not in visitor.main


def test_page_says_what_to_do_when_it_is_not_valid(site, browse, told):
    url = told("community")
    key = standing_of(site["tuesday"][url.rpartition("/")[2]]).ledger_key
    del Ledger(site)._bucket(key)[key][-1]
    transaction.commit()
    visitor = browse("siteadmin")
    visitor.visit("consent-ledger")
    visitor.press("Check now")
    assert "Not valid" in visitor.main
    assert "Keep a copy" in visitor.main
    assert key not in visitor.contents


def test_page_raises_no_alarm_for_a_setting(site, browse, told):
    """A command puts that right; nobody has touched a row."""
    told("community")
    api.portal.get_tool("portal_workflow").setChainForPortalTypes(
        ["leap.cop.Story"], ("simple_publication_workflow",)
    )
    transaction.commit()
    visitor = browse("siteadmin")
    visitor.visit("consent-ledger")
    visitor.press("Check now")
    assert "Not valid" in visitor.main
    assert "restore-workflows" in visitor.main
    assert "Every row is as it was written" in visitor.main
    assert "data protection officer" not in visitor.main


def test_page_counts_the_chains_of_agreements_as_well(site, browse, told):
    visitor = browse("siteadmin")
    visitor.visit("consent-ledger")
    visitor.press("Check now")
    assert "for each agreement that was ever in force" in visitor.main


def test_is_reached_from_site_setup(site, browse):
    visitor = browse("siteadmin")
    visitor.visit("@@overview-controlpanel")
    assert "/consent-ledger" in visitor.contents
    visitor.getLink("Record of consent").click()
    assert "Check now" in visitor.main


def test_a_ledger_that_is_not_there_yet(site, rest):
    from leap.cop.consent.records import KEY
    from zope.annotation.interfaces import IAnnotations

    del IAnnotations(site)[KEY]
    transaction.commit()
    last = site._p_jar.db().lastTransaction()
    body = rest("siteadmin").get("@consent-ledger").json()
    assert (body["valid"], body["chains"]) == (True, 0)
    assert site._p_jar.db().lastTransaction() == last


# Deleting a story


@pytest.mark.parametrize(
    "state", ["private", "community", "pending", "community_pending", "public"]
)
def test_a_teller_deletes_a_story_for_good(site, browse, told, state):
    url = told(state)
    visitor = browse("teller")
    visitor.visit(url)
    visitor.getLink("Delete it for good").click()
    for said in ("Gone at once", "packed", "backups", "What stays"):
        assert said in visitor.main
    assert ("Take it back instead" in visitor.main) == (state != "private")
    visitor.getLink("Cancel").click()
    assert visitor.url == url
    visitor.visit(f"{url}/delete_confirmation")
    assert visitor.press("Delete it for good") == 200
    assert visitor.url.endswith("/my-stories")
    assert "he story has been deleted for good" in visitor.contents
    transaction.begin()
    assert len(site["tuesday"]) == 0
    assert visitor.visit(url) == (410 if state == "public" else 404)


@pytest.mark.parametrize(
    "userid", ["member", "facilitator", "reviewer", "siteadmin", "admin"]
)
def test_nobody_else_deletes_it(site, browse, told, userid):
    url = told("public")
    visitor = browse(userid)
    visitor.visit(f"{url}/delete_confirmation")
    assert "Gone at once" not in visitor.contents
    visitor.post(f"{url}/delete_confirmation", "form.buttons.Delete=yes")
    transaction.begin()
    assert len(site["tuesday"]) == 1
