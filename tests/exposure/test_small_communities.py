"""P4 below eight members: community, country and day stay off a story without a name.

Outside the community, through each channel that answers. What the address itself says
(the community's chosen id) is left: `docs/concepts/what-is-not-hidden.md`.
"""

from DateTime import DateTime
from leap.cop.story import lifecycle

import pytest
import transaction


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
    answer = rest("colleague").get(f"{alone}?expand=aliases").json()
    assert answer["@components"]["aliases"]["items"] == []


def test_the_community_itself_reads_where_it_comes_from(alone, rest):
    assert rest("member").get(alone).json()["parent"]["title"] == "Zwanenkring"
