"""The site's settings: who changes them, and what follows for stories at once."""

from leap.cop.consent.consent_state import standing_of
from plone import api
from tests.naming import name_site_reviewer
from zope.globalrequest import getRequest

import pytest
import transaction


PANEL = "@controlpanels/leap.cop"


def change(rest, userid, **values):
    answer = rest(userid).patch(PANEL, json=values)
    transaction.begin()
    # The registry remembers its values for one request, and a test is one long one.
    getRequest().other.pop("_plone_registry_cache", None)
    return answer


@pytest.mark.parametrize(
    ("userid", "status"),
    [
        (None, 401),
        ("colleague", 401),
        ("member", 401),
        ("facilitator", 401),
        ("reviewer", 401),
        ("siteadmin", 204),
        ("admin", 204),
    ],
)
def test_who_changes_settings(rest, userid, status):
    assert change(rest, userid, small_group=9).status_code == status
    kept = rest("siteadmin").get(PANEL).json()["data"]
    assert kept["small_group"] == (9 if status == 204 else 8)


@pytest.mark.parametrize("userid", ["siteadmin", "admin"])
def test_the_page_is_in_site_setup(rest, userid):
    session = rest(userid)
    session.headers["Accept"] = "text/html"
    assert "@@cop-settings" in session.get("@@overview-controlpanel").text
    assert "Communities of practice" in session.get("@@cop-settings").text


@pytest.mark.parametrize("value", [3, 51, "many", None])
def test_a_number_that_cannot_be_is_refused(rest, value):
    answer = change(rest, "siteadmin", small_group=value)
    assert answer.status_code == 400
    assert "small_group" in answer.text
    assert rest("siteadmin").get(PANEL).json()["data"]["small_group"] == 8


def test_a_published_story_is_put_on_hold_by_those_who_review(rest, told, site):
    url = told("public")
    body = {"comment": "Please look again."}
    session = rest("colleague")
    assert session.post(f"{url}/@workflow/take_down", json=body).status_code == 403
    name_site_reviewer("colleague")
    assert session.post(f"{url}/@workflow/take_down", json=body).status_code == 200


def test_a_larger_number_leaves_more_communities_off(site, rest, told):
    assert change(rest, "siteadmin", small_group=4).status_code == 204
    with api.env.adopt_roles(["Manager"]):
        api.user.create(username="fourth", email="f@example.org", password="Long!1234")
    transaction.commit()
    body = {"userid": "fourth", "role": "member"}
    assert rest("facilitator").post("tuesday/@members", json=body).status_code == 201
    url = told("public")
    story = site["tuesday"][url.rsplit("/", 1)[1]]
    story.attribution = "role"
    story.reindexObject()
    transaction.commit()
    [item] = rest("colleague").get("@story-library").json()["items"]
    assert item["community"] == "Tuesday circle"
    assert change(rest, "siteadmin", small_group=8).status_code == 204
    [item] = rest("colleague").get("@story-library").json()["items"]
    assert (item["community"], item["published"]) == ("", None)
    assert standing_of(story).alone
    assert change(rest, "siteadmin", small_group=4).status_code == 204
    [item] = rest("colleague").get("@story-library").json()["items"]
    assert item["community"] == ""


def test_the_panel_says_when_anybody_can_make_an_account(site, visit):
    said = "Anybody can register on this site"
    assert said not in visit("siteadmin").go("@@cop-settings")
    api.portal.set_registry_record("plone.enable_self_reg", True)
    transaction.commit()
    assert said in visit("siteadmin").go("@@cop-settings")
