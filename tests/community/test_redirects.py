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
