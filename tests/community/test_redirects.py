"""What Plone keeps of addresses that were, once a folder above is renamed."""

from plone import api
from plone.app.redirector.interfaces import IRedirectionStorage
from tests.conftest import make_community
from tests.conftest import make_story
from tests.topic import rounds
from zope.component import getUtility

import pytest
import transaction


@pytest.fixture
def folder(site):
    """Return a folder with a page, and a community with a story and a round."""
    with api.env.adopt_roles(["Manager"]):
        outer = api.content.create(site, "Folder", "outer")
        made = api.content.create(outer, "Folder", "folder")
        api.content.create(made, "Document", "page")
        community = make_community(made, id="circle", short_name="Circle")
    make_story(community, "private")
    rounds.open_round(community)
    transaction.commit()
    return outer


def kept() -> set[str]:
    storage = getUtility(IRedirectionStorage)
    return {path.removeprefix("/plone/") for path in storage}


def test_below_a_community_no_redirect_is_kept(site, folder, rest):
    session = rest("siteadmin")
    for old, new in (("outer/folder", "other"), ("outer", "around")):
        assert session.patch(old, json={"id": new}).status_code == 204
    transaction.begin()
    paths = {
        "outer",
        "outer/folder",
        "outer/folder/page",
        "outer/folder/circle",
        "outer/other",
        "outer/other/page",
        "outer/other/circle",
    }
    assert kept() == paths
    items = session.get("@aliases").json()["items"]
    assert {item["path"].strip("/") for item in items} == paths


@pytest.mark.parametrize("reader", [None, "colleague", "member"])
def test_who_may_not_list_addresses_is_told_none(site, folder, rest, reader):
    with api.env.adopt_user("facilitator"):
        api.content.transition(folder["folder"]["circle"], "hide")
    transaction.commit()
    assert rest("siteadmin").patch("outer", json={"id": "around"}).status_code == 204
    session = rest(reader)
    assert session.get("@aliases").status_code == 401
    answer = session.get("?expand=aliases")
    aliases = answer.json()["@components"]["aliases"]
    assert (aliases["items"], aliases["items_total"]) == ([], 0)
    assert "folder/circle" not in answer.text
    assert "outer/folder/circle" in rest("siteadmin").get("?expand=aliases").text


def test_the_old_address_of_a_story_leads_to_it(site, folder, rest):
    [story] = [
        name
        for name, content in folder["folder"]["circle"].objectItems()
        if content.portal_type == "leap.cop.Story"
    ]
    rest("siteadmin").patch("outer", json={"id": "around"})
    answer = rest("teller").get(
        f"outer/folder/circle/{story}", headers={"Accept": "text/html"}
    )
    assert answer.status_code in (301, 302)
    assert answer.headers["Location"].endswith(f"around/folder/circle/{story}")


def test_a_moved_community_keeps_its_own(site, folder):
    with api.env.adopt_roles(["Manager"]):
        api.content.move(folder["folder"]["circle"], site)
    assert kept() == {"outer/folder/circle"}
