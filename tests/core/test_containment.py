"""Where an object stands, however its address was written."""

from leap.cop.core.containment import community_of
from leap.cop.core.containment import container_of
from leap.cop.core.containment import strays
from leap.cop.core.privacy.tombstones import Tombstones
from leap.cop.testing import PASSWORD
from plone import api
from plone.base.interfaces import INavigationRoot
from tests.conftest import make_community
from tests.conftest import make_story
from zope.interface import alsoProvides

import pytest
import requests
import transaction


@pytest.fixture
def other(portal):
    """Return a second community, which only its people see."""
    with api.env.adopt_user("siteadmin"):
        return make_community(portal, state="private", id="hidden", title="Hidden")


@pytest.fixture
def story(community):
    return make_story(community, "community")


def test_a_community_is_found_where_something_stands(portal, community, other, story):
    through = portal.unrestrictedTraverse(f"hidden/tuesday/{story.getId()}")
    assert community_of(through) == community
    assert container_of(through) == community
    assert through.absolute_url() == story.absolute_url()
    assert community_of(through.restrictedTraverse("@@plone_context_state")) == (
        community
    )


def test_a_community_stands_in_itself_and_a_folder_in_none(portal, community):
    assert community_of(community) == community
    assert community_of(portal) is None
    assert container_of(community) == portal


@pytest.mark.parametrize(
    "road",
    ["hidden/tuesday/{}", "tuesday/hidden", "tuesday/tuesday/{}", "tuesday/{}/{}"],
)
def test_what_an_address_reaches_through_something_else_strays(
    portal, community, other, story, road
):
    name = story.getId()
    found = portal.unrestrictedTraverse(road.format(name, name))
    assert strays(found) or strays(found.aq_parent)


def test_what_stands_there_does_not_stray(portal, community, story):
    for path in ("tuesday", f"tuesday/{story.getId()}"):
        assert not strays(portal.unrestrictedTraverse(path))
    assert not strays(portal)


def test_a_site_goes_on_using_its_own_folders(functional_portal):
    """Folders, and roots of languages, that are the parents."""
    portal = functional_portal
    with api.env.adopt_user("siteadmin"):
        language = api.content.create(portal, type="Folder", id="ro", title="Ro")
        alsoProvides(language, INavigationRoot)
        inside = api.content.create(language, type="Folder", id="rooms", title="Rooms")
        community = make_community(inside, id="cercul")
    story = make_story(community, "public")
    transaction.commit()
    for address in (community.absolute_url(), story.absolute_url()):
        for below in ("", "/view", "/@breadcrumbs"):
            answer = requests.get(
                f"{address}{below}",
                auth=("member", PASSWORD),
                headers={"Accept": "application/json" if "@" in below else "*/*"},
            )
            assert answer.status_code == 200, (address, below)


def test_a_link_in_an_old_mail_is_good_after_a_folder_above_was_renamed(
    functional_portal,
):
    portal = functional_portal
    with api.env.adopt_user("siteadmin"):
        folder = api.content.create(portal, type="Folder", id="dept", title="Dept")
        community = make_community(folder)
    story = make_story(community, "public")
    old = story.absolute_url()
    transaction.commit()
    with api.env.adopt_user("siteadmin"):
        api.content.rename(folder, new_id="department")
    transaction.commit()
    answer = requests.get(old, auth=("colleague", PASSWORD))
    assert answer.status_code == 200
    assert answer.url == story.absolute_url()
    assert "The long table" in answer.text


def test_a_story_is_not_moved_by_an_address_through_another_community(site, rest, told):
    with api.env.adopt_user("siteadmin"):
        make_community(site, id="second", title="Second")
    transaction.commit()
    name = told("community").rsplit("/", 1)[1]
    answer = rest("teller").post(
        "second/@move", json={"source": f"/second/tuesday/{name}"}
    )
    assert answer.status_code in (400, 403, 409), answer.text
    transaction.begin()
    assert name in site["tuesday"]
    assert not len(site["second"])


def test_a_tombstone_answers_at_its_own_address_alone(site, rest, told):
    address = told("public")
    rest("teller").delete(f"{address}/@consent", json={})
    transaction.begin()
    name = address.rsplit("/", 1)[1]
    assert Tombstones(site).audience(("", "plone", "tuesday", name))
    assert rest("colleague").get(address).status_code == 410
    assert rest("colleague").get(f"tuesday/tuesday/{name}").status_code == 404


@pytest.fixture
def in_a_folder(functional_portal):
    """Return a community that a colleague reads, inside of folders."""
    portal = functional_portal
    with api.env.adopt_user("siteadmin"):
        outer = api.content.create(portal, type="Folder", id="fold", title="Fold")
        inner = api.content.create(outer, type="Folder", id="mine", title="Mine")
        made = make_community(inner, id="inner", state="public")
        tuesday = make_community(portal, id="tuesday", state="public")
        make_community(portal, id="secret", state="private")
    transaction.commit()
    return portal, made, make_story(tuesday, "private")


ROADS = (
    "{}/fold/mine/inner",
    "{}/fold/mine/inner/@@title",
    "++api++/{}/fold/mine/inner",
)
ROADS += ("fold/mine/inner/{}/fold/mine/inner", "{}/fold/mine/inner/@cop-home")


@pytest.mark.parametrize("road", ROADS)
@pytest.mark.parametrize("kind", ["text/html", "application/json"])
def test_a_folder_on_the_way_hides_no_stray(in_a_folder, road, kind):
    """That something is there must not show by what can be reached through it."""
    portal, _made, story = in_a_folder
    transaction.commit()
    base, name = portal.absolute_url(), story.getId()
    pairs = [
        (f"tuesday/{name}", f"tuesday/{'a' * 20}"),
        ("secret", "nothing"),
    ]
    for there, missing in pairs:
        answers = [
            requests.get(
                f"{base}/{road.format(place)}",
                auth=("colleague", PASSWORD),
                headers={"Accept": kind},
            )
            for place in (there, missing)
        ]
        bodies = [
            answer.text.replace(there, "PLACE").replace(missing, "PLACE")
            for answer in answers
        ]
        assert [answer.status_code for answer in answers] == [404, 404]
        if there != "secret":
            assert bodies[0] == bodies[1]
