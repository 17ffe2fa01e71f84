"""P4 below eight members: community, country and day stay off a story without a name.

Outside the community, through each channel that answers. What the address itself says
(the community's chosen id) is left: `docs/concepts/what-is-not-hidden.md`.
"""

from DateTime import DateTime
from datetime import datetime
from datetime import UTC
from leap.cop.community.membership import Membership
from leap.cop.story.lifecycle import lifecycle
from plone import api

import pytest
import transaction


NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)

TELLING = ("Zwanenkring", "Bulgaria", '"BG"', ">BG<", "2026-05-1", "May 1", "2026/05/1")

EXPANDED = (
    "actions,aliases,breadcrumbs,contextnavigation,inherit,lock,navigation,navroot,"
    "site,translations,types,user,workflow"
)

ON_STORY = (
    "",
    f"?expand={EXPANDED}&expand.contextnavigation.depth=3",
    "@aliases",
    "@audience",
    "@breadcrumbs",
    "@contextnavigation",
    "@history",
    "@navigation",
    "@types",
    "@workflow",
    "@search?metadata_fields=_all",
)
PAGES = (
    "",
    "folder_contents",
    "@@sitemap",
    "@@contact-info",
    "@@sendto_form",
    "@@historyview",
    "nothing-here",
)
AROUND = (
    "@search?portal_type=leap.cop.Story&metadata_fields=_all",
    "@search?portal_type=leap.cop.Story&fullobjects=1",
)
PAGES_AROUND = (
    "@@story-list",
    "@@search?SearchableText=table",
    "@@recently_published",
)


@pytest.fixture
def alone(site, told):
    """Tell a story by role in a small community, all of it long enough ago."""
    community = site["tuesday"]
    community.title, community.country = "Zwanenkring", "BG"
    url = told("public")
    story = community[url.rsplit("/", 1)[1]]
    story.attribution, story.attribution_text = "role", "A worker"
    story.creation_date = story.modification_date = DateTime("2026/05/16 10:00:00")
    story.setEffectiveDate(DateTime("2026/05/17 11:23:00"))
    community.reindexObject()
    story.reindexObject(idxs=[*lifecycle.TEXT_INDEXES, "modified"])
    transaction.commit()
    return url


@pytest.mark.parametrize("reader", ["colleague", "siteadmin"])
def test_community_country_and_day_are_left_off(alone, rest, reader):
    found = []
    for accept, paths in (
        ("application/json", [*(f"{alone}/{name}" for name in ON_STORY), *AROUND]),
        ("text/html", [*(f"{alone}/{name}" for name in PAGES), *PAGES_AROUND]),
    ):
        session = rest(reader)
        session.headers["Accept"] = accept
        for path in paths:
            answer = session.get(path.replace("/?", "?"))
            told = [word for word in TELLING if word in answer.text]
            if told:
                found.append((path, answer.status_code, told))
    assert found == [], "\n" + "\n".join(map(str, found))


def test_nothing_remembers_when_an_address_was_made(alone, rest):
    """Plone keeps the temporary address of new content, with the second."""
    answer = rest("siteadmin").get(f"{alone}?expand=aliases").json()
    assert answer["@components"]["aliases"]["items"] == []


def test_the_community_itself_reads_where_it_comes_from(alone, rest):
    assert rest("member").get(alone).json()["parent"]["title"] == "Zwanenkring"


def people(portal, community, count):
    """Let so many more in, and give their ids."""
    added = []
    for number in range(count):
        userid = f"person{number:02}"
        api.user.create(
            username=userid, email=f"{userid}@example.org", password="Long!Enough1"
        )
        Membership(community).add(userid, "member", now=NOW)
        added.append(userid)
    return added


def shown(rest, url):
    """Return what a colleague finds in lists: community and day."""
    items = rest("colleague").get("@story-library").json()["items"]
    [row] = [item for item in items if item["@id"] == url]
    search = rest("colleague").get("@search?metadata_fields=_all").json()["items"]
    [brain] = [item for item in search if item["@id"] == url]
    return row["community"], row["published"], brain["cop_community"]


@pytest.fixture
def large(site):
    """Return a community of eight readers, and those who were added for that."""
    community = site["tuesday"]
    with api.env.adopt_roles(["Manager"]):
        added = people(site, community, 8 - Membership(community).readers())
    transaction.commit()
    return community, added


def unnamed(site, told):
    url = told("pending")
    story = site["tuesday"][url.rsplit("/", 1)[1]]
    with api.env.adopt_user("teller"):
        lifecycle.withdraw(story)
        lifecycle.grant(story, "public", now=NOW, attribution="anonymous")
    with api.env.adopt_user("reviewer"):
        lifecycle.approve(story)
    transaction.commit()
    return url


def test_a_community_that_shrinks_is_named_no_longer(large, site, told, rest):
    community, added = large
    url = unnamed(site, told)
    assert all(shown(rest, url))
    Membership(community).remove(added[0], now=NOW)
    transaction.commit()
    assert not any(shown(rest, url))
    assert rest("colleague").get(url).json()["parent"] == {}


def test_a_pause_counts_as_well(large, site, told, rest):
    community, added = large
    url = unnamed(site, told)
    Membership(community).pause(added[0], now=NOW, by_site=False)
    transaction.commit()
    assert not any(shown(rest, url))


def test_what_went_out_from_a_small_group_stays_alone(site, told, rest):
    """Who belonged then is remembered, so growth must not tell it."""
    url = unnamed(site, told)
    assert not any(shown(rest, url))
    with api.env.adopt_roles(["Manager"]):
        people(site, site["tuesday"], 8)
    story = site["tuesday"][url.rsplit("/", 1)[1]]
    story.reindexObject(idxs=list(lifecycle.TEXT_INDEXES))
    transaction.commit()
    assert not any(shown(rest, url))
    with api.env.adopt_user("teller"):
        lifecycle.withdraw(story)
        lifecycle.grant(story, "public", now=NOW, attribution="anonymous")
    with api.env.adopt_user("reviewer"):
        lifecycle.approve(story)
    transaction.commit()
    assert all(shown(rest, url))
