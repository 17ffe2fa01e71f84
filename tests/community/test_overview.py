"""All communities at a glance: for site administrators, what is missing first."""

from DateTime import DateTime
from datetime import datetime
from datetime import UTC
from leap.cop.community.membership import Membership
from leap.cop.community.overview import Glance
from leap.cop.community.overview import glances
from leap.cop.story.lifecycle import lifecycle
from plone import api
from tests.again import begin_with
from tests.conftest import make_story
from tests.conftest import PEOPLE
from tests.who import ALL

import pytest
import transaction


NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
PAGE = "communities-overview"
SERVICE = "@communities-overview"
LOOK_AFTER_ALL = ("siteadmin", "admin")
WORDS = ("Only facilitators see it", "No facilitator", "No safeguarding contact")
STORIES = 25


def make_bare(portal):
    """Make a community in which everything is missing."""
    with api.env.adopt_user("siteadmin"):
        bare = api.content.create(portal, "leap.cop.Community", id="bare", title="Zed")
    Membership(bare).erase("siteadmin")
    return bare


def share(community, when: str, state: str = "community", **fields):
    """Tell a story and let it be shared on a day."""
    story = make_story(community, state, **fields)
    story.setEffectiveDate(DateTime(when))
    story.reindexObject()
    return story


@pytest.fixture
def two(site):
    """Return a site with a second community, in which everything is missing."""
    make_bare(site)
    share(site["tuesday"], "2026/05/12 10:00:00 UTC", title="Spring")
    transaction.commit()
    return site


# Who sees it


@pytest.mark.parametrize("who", ALL)
def test_only_those_who_look_after_the_site_see_the_page(two, visit, who):
    page = visit(who)
    page.go(PAGE)
    sees = who in LOOK_AFTER_ALL
    assert ("Latest story" in page.text) == sees
    assert ("Zed" in page.text) == sees
    assert all((words in page.text) == sees for words in WORDS)


@pytest.mark.parametrize("who", ALL)
def test_only_those_who_look_after_the_site_get_it_over_rest(two, rest, who):
    answer = rest(who).get(SERVICE)
    assert answer.status_code == (200 if who in LOOK_AFTER_ALL else 401)
    assert ("Zed" in answer.text) == (who in LOOK_AFTER_ALL)


@pytest.mark.parametrize("who", ALL)
def test_only_they_find_the_way_to_it(site, visit, who):
    page = visit(who)
    page.go("communities")
    assert (f"/{PAGE}" in page.browser.contents) == (who in LOOK_AFTER_ALL)


def test_the_control_panel_leads_to_it(site, visit):
    page = visit("siteadmin")
    page.go("cop-settings")
    page.browser.getLink("Communities at a glance").click()
    assert "Tuesday circle" in page.text


# What it says


def test_both_doors_say_the_same_and_what_is_missing_comes_first(two, rest, visit):
    bare, tuesday = rest("siteadmin").get(SERVICE).json()["items"]
    assert bare == {
        "@id": f"{two.absolute_url()}/bare",
        "title": "Zed",
        "state": "private",
        "facilitators": [],
        "has_safeguarding_contact": False,
        "members_total": 0,
        "last_story": None,
        "missing": ["visibility", "facilitators", "safeguarding_contact"],
    }
    facilitator = PEOPLE["facilitator"][0]
    inside = [one for one in PEOPLE.values() if one[2] in ("facilitator", "member")]
    assert tuesday == {
        "@id": f"{two.absolute_url()}/tuesday",
        "title": "Tuesday circle",
        "state": "public",
        "facilitators": [facilitator],
        "has_safeguarding_contact": True,
        "members_total": len(inside),
        "last_story": "2026-05",
        "missing": [],
    }
    page = visit("siteadmin")
    page.go(PAGE)
    assert page.text.index("Zed") < page.text.index("Tuesday circle")
    for words in ("All staff see it", facilitator, "Named", "May 2026", "No story yet"):
        assert words in page.text
    page.browser.getLink("Zed").click()
    assert page.browser.url == f"{two.absolute_url()}/bare"


def test_it_is_a_table_with_headings(two, visit):
    page = visit("siteadmin")
    page.go(PAGE)
    for heading in ("Community", "Who sees it", "Facilitators", "Members"):
        assert heading in page.text
    assert page.browser.contents.count('scope="col"') == 6
    assert page.browser.contents.count('scope="row"') == 2


def test_each_thing_that_is_missing_is_said_by_itself(community, as_user):
    as_user("siteadmin")
    Membership(community).remove("siteadmin", now=NOW)
    assert Glance(community).lacks == []
    community.safeguarding_contact = ""
    assert Glance(community).lacks == ["safeguarding_contact"]
    Membership(community).erase("facilitator")
    assert Glance(community).lacks == ["facilitators", "safeguarding_contact"]
    api.content.transition(community, "hide")
    assert Glance(community).lacks[0] == "visibility"


def test_names_are_those_that_people_are_listed_with(community, as_user):
    as_user("siteadmin")
    Membership(community).remove("siteadmin", now=NOW)
    Membership(community).choose("facilitator", fullname="Another Name")
    assert Glance(community).facilitators == ["Another Name"]


@pytest.mark.parametrize(
    ("state", "counts"),
    [
        ("private", False),
        ("pending", False),
        ("community", True),
        ("community_pending", True),
        ("public", True),
    ],
)
def test_only_stories_that_the_community_can_read_count(
    community, as_user, state, counts
):
    share(community, "2026/03/09 10:00:00 UTC", title="Old")
    share(community, "2026/08/09 10:00:00 UTC", state, title="New")
    as_user("siteadmin")
    month = Glance(community).last_story
    assert f"{month:%Y-%m}" == ("2026-08" if counts else "2026-03")


def test_a_story_put_on_hold_does_not_count(community, as_user):
    story = share(community, "2026/08/09 10:00:00 UTC")
    assert Glance(community).last_story is not None
    as_user("facilitator")
    lifecycle.put_on_hold(story, "Please wait.")
    assert Glance(community).last_story is None


# What it costs


def tell_many(portal) -> None:
    make_bare(portal)
    for number in range(STORIES):
        state = "community" if number % 2 else "public"
        make_story(portal["tuesday"], state, title=f"Story {number}")
    transaction.commit()


def test_no_story_is_woken(site, functional):
    begin_with(tell_many, site, functional["zodbDB"])
    stories = [
        one
        for one in site["tuesday"].objectValues()
        if one.portal_type == "leap.cop.Story"
    ]
    assert len(stories) == STORIES
    with api.env.adopt_user("siteadmin"):
        site._p_jar.cacheMinimize()
        assert all(one._p_changed is None for one in stories)
        for glance in glances():
            assert bool(glance.members_total) == bool(glance.facilitators)
            is_bare = glance.community.getId() == "bare"
            assert (glance.last_story is None) == is_bare
    assert [one for one in stories if one._p_changed is not None] == []
