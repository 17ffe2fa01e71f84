"""Who is no administrator meets no toolbar on answers of ours, nor stock's Dashboard.

On all other pages of the site both are what they were.
"""

from lxml import html

import pytest


#: A page of ours on content, one of the site, and an answer of ours below a community.
OURS = ("tuesday", "my-place", "story-library", "tuesday/nothing-here")

#: Pages of the site. Its search is stock's too, although its rows speak of stories.
THEIRS = ("", "sitemap", "@@search?SearchableText=story")


@pytest.fixture
def chrome(site, rest):
    """Give a function that returns a page's toolbar and the names in the menu."""

    def chrome(userid: str, path: str) -> tuple[bool, set[str]]:
        answer = rest(userid).get(path, headers={"Accept": "text/html"})
        page = html.fromstring(answer.content)
        items = page.cssselect("#portal-membertools li, #edit-zone li")
        names = {one.get("id", "").rpartition("-personaltools-")[2] for one in items}
        names |= {
            link.get("id", "").removeprefix("personaltools-")
            for link in page.cssselect("#edit-zone a")
        }
        return bool(page.cssselect("#edit-zone")), names

    return chrome


@pytest.mark.parametrize("path", OURS)
def test_on_what_is_ours_it_is_for_who_administrates(chrome, path):
    for userid in ("member", "facilitator", "colleague"):
        has_toolbar, names = chrome(userid, path)
        assert not has_toolbar, userid
        assert {"cop-my-place", "logout"} <= names, userid
        assert "dashboard" not in names, userid
    has_toolbar, names = chrome("siteadmin", path)
    assert has_toolbar
    assert "dashboard" in names


@pytest.mark.parametrize("path", THEIRS)
def test_on_other_pages_of_the_site_all_is_as_it_was(chrome, path):
    has_toolbar, names = chrome("member", path)
    assert has_toolbar
    assert {"dashboard", "cop-my-place", "logout"} <= names
