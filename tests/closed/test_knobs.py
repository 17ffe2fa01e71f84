"""A Site Administrator who turns everything up: nothing of communities shows."""

from leap.cop.core.shipped import CHAINS
from plone import api
from tests.conftest import make_story
from tests.plugins.agreement import Made

import pytest
import transaction


OURS = tuple(CHAINS)

WORD = "Moonlight"

TITLE = f"{WORD} circle"

#: Panel and what is sent to it.
KNOBS = [
    ("navigation", {"displayed_types": ["Document", *OURS]}),
    ("navigation", {"generate_tabs": True, "nonfolderish_tabs": True}),
    ("navigation", {"navigation_depth": 9, "show_excluded_items": True}),
    ("navigation", {"filter_on_workflow": False}),
    ("search", {"types_not_searched": [], "enable_livesearch": True}),
    ("search", {"search_results_description_length": 10_000}),
    ("editing", {"available_editors": ["TinyMCE"], "lock_on_ttw_edit": True}),
    ("editing", {"subjects_of_navigation_root": True}),
    ("site", {"display_publication_date_in_byline": True, "enable_sitemap": True}),
    ("site", {"exposeDCMetaTags": True, "default_page": ["tuesday", "index_html"]}),
    ("security", {"allow_anon_views_about": True, "enable_user_folders": True}),
    ("imaging", {"quality": 100}),
    ("language", {"use_content_negotiation": True}),
    ("socialmedia", {"share_social_data": True}),
]

PLACES = (
    "@navigation?expand.navigation.depth=9",
    "@contextnavigation?expand.contextnavigation.bottomLevel=9",
    "@search?SearchableText=*",
    f"@search?SearchableText={WORD}",
    "@search?portal_type=leap.cop.Agreement&metadata_fields=_all",
    "@search?fullobjects=1",
    "@querystring",
    "?fullobjects=1",
)

PAGES = (
    "",
    "sitemap",
    "sitemap.xml.gz",
    "search_rss?SearchableText=*",
    f"@@search?SearchableText={WORD}",
    f"@@ajax-search?SearchableText={WORD}",
    "@@recently_modified",
    "RSS",
)


@pytest.fixture
def hidden(site, rest) -> str:
    """Hide the community, with a story and an agreement that say a word."""
    community = site["tuesday"]
    community.title = community.short_name = TITLE
    community.reindexObject()
    make_story(community, "community", title=f"{WORD} at the table")
    transaction.commit()
    made = Made(site, rest)
    assert made.begin(title=f"{WORD} between us").status_code == 201
    made.share()
    made.write(f"{WORD} stays here.")
    transaction.begin()
    with api.env.adopt_user("facilitator"):
        api.content.transition(site["tuesday"], "retract")
    transaction.commit()
    return made.url


def turn(rest) -> int:
    """Turn everything; return how many of them turned."""
    admin, turned = rest("siteadmin"), 0
    for panel, sent in KNOBS:
        for name, value in sent.items():
            answer = admin.patch(f"@controlpanels/{panel}", json={name: value})
            assert answer.status_code < 500, (panel, name, answer.text)
            turned += answer.status_code == 204
    return turned


def test_nothing_shows_outside(site, rest, hidden):
    assert turn(rest) >= 15
    for userid in ("colleague", None, "siteadmin"):
        for accept, paths in (("application/json", PLACES), ("text/html", PAGES)):
            session = rest(userid)
            session.headers["Accept"] = accept
            for path in paths:
                answer = session.get(path)
                assert answer.status_code < 500, (userid, path)
                said = answer.text
                if userid == "siteadmin":
                    # They see the communities, and nothing of what is in them.
                    said = said.replace(TITLE, "")
                assert f"{WORD} " not in said, (userid, path)
    found = rest("member").get(f"@search?SearchableText={WORD}").json()
    assert found["items_total"] > 0


def test_an_agreement_is_in_no_list_for_anybody(site, rest, hidden):
    turn(rest)
    for userid in ("member", "facilitator", "colleague", "siteadmin", "admin"):
        answer = rest(userid).get("@search?portal_type=leap.cop.Agreement").json()
        assert answer["items_total"] == 0, userid


def test_no_setting_reaches_our_types(site, rest, hidden):
    types = api.portal.get_tool("portal_types")
    before = {name: types[name].propertyValues() for name in OURS}
    turn(rest)
    transaction.begin()
    assert {name: types[name].propertyValues() for name in OURS} == before
    assert rest("colleague").get("tuesday").status_code == 404
    assert rest("member").get(f"{hidden}/@clauses").status_code == 200
