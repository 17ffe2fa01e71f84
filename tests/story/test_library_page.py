"""The story library in the browser."""

from DateTime import DateTime

import pytest
import transaction


@pytest.fixture
def published(told, site):
    """Give a function that publishes stories, one a day, and gives their addresses."""

    def publish(*titles, **fields):
        urls = [told("public", title=title, **fields) for title in titles]
        for day, url in enumerate(urls, start=1):
            story = site["tuesday"][url.rsplit("/", 1)[1]]
            story.setEffectiveDate(DateTime(2026, 10, day))
            story.reindexObject(idxs=["effective", "cop_since"])
        transaction.commit()
        return urls

    return publish


@pytest.mark.parametrize("path", ["story-library", "story-list"])
@pytest.mark.parametrize("userid", ["colleague", "newcomer", "member", "siteadmin"])
def test_everybody_with_an_account(browse, published, userid, path):
    (url,) = published("The open door", domain="practice")
    visitor = browse(userid)
    assert visitor.visit(path) == 200
    assert f'href="{url}"' in visitor.contents
    assert "The open door" in visitor.page
    assert "Tess Lane" in visitor.page
    assert "How I work" in visitor.page
    assert "1 story" in visitor.page


@pytest.mark.parametrize(
    "state", ["private", "community", "pending", "community_pending"]
)
def test_published_stories_alone(browse, told, state):
    url = told(state)
    for userid in ("teller", "member", "colleague"):
        visitor = browse(userid)
        visitor.visit("story-library")
        assert url not in visitor.contents
        assert "No story has come this far yet" in visitor.page


def test_an_empty_search_shows_a_way_out(browse, published):
    published("The open door")
    visitor = browse("colleague")
    visitor.visit("story-library?words=zebra")
    assert "Nothing fits" in visitor.page
    assert visitor.field("words").value == "zebra"


def test_filters_find_what_fits(browse, published, site):
    published("First of all", domain="practice")
    published("Second thoughts", domain="policy")
    uid = site["tuesday"].UID()
    visitor = browse("colleague")
    for query, found in {
        "domain=practice": {"First of all"},
        "domain=policy": {"Second thoughts"},
        "words=thoughts": {"Second thoughts"},
        f"community={uid}": {"First of all", "Second thoughts"},
        "country=GB": {"First of all", "Second thoughts"},
        "country=RO": set(),
        "words=table&domain=policy": {"Second thoughts"},
        "words=%21%21": set(),
        "words=%22%2A%20AND": set(),
    }.items():
        assert visitor.visit(f"story-list?{query}") == 200, query
        titles = {"First of all", "Second thoughts"}
        assert {title for title in titles if title in visitor.page} == found, query


def test_the_form_keeps_what_was_chosen(browse, published):
    published("The open door", domain="practice")
    visitor = browse("colleague")
    visitor.visit("story-library")
    visitor.field("domain").value = ["practice"]
    visitor.field("words").value = "table"
    visitor.press("Show")
    assert visitor.field("domain").value == ["practice"]
    assert visitor.field("words").value == "table"
    assert "1 story" in visitor.page
    visitor.getLink("Show all").click()
    assert visitor.field("words").value == ""


@pytest.mark.parametrize(
    "query", ["domain=nonsense", "words=" + "x" * 201, "words=a&words=b"]
)
def test_a_filter_that_cannot_be(browse, published, query):
    published("The open door")
    visitor = browse("colleague")
    assert visitor.visit(f"story-library?{query}") == 400
    assert 'id="cop-words-problem"' in visitor.contents
    assert visitor.visit(f"story-list?{query}") == 400


def test_newest_first_over_pages(browse, published):
    urls = published(*(f"Story {number}" for number in range(21)), domain="policy")
    visitor = browse("colleague")
    visitor.visit("story-library?domain=policy")
    assert "21 stories" in visitor.page
    assert urls[-1] in visitor.contents
    assert f'href="{urls[0]}"' not in visitor.contents
    link = visitor.getLink("The next page")
    assert "domain=policy" in link.url
    link.click()
    assert f'href="{urls[0]}"' in visitor.contents
    assert "21 to 21 of 21" in visitor.page


def test_a_script_gets_the_list_alone(browse, published):
    published("The open door")
    visitor = browse("colleague")
    visitor.visit("story-library?ajax_load=1")
    assert "portal-header" not in visitor.contents
    assert "The open door" in visitor.contents
    script = browse("colleague")
    script.addHeader("X-Requested-With", "XMLHttpRequest")
    script.visit("story-library?words=door")
    assert "portal-header" not in script.contents
    assert 'id="cop-library-list"' in script.contents


def test_the_list_is_for_one_reader_alone(browse, published):
    published("The open door")
    visitor = browse("colleague")
    visitor.visit("story-list")
    assert visitor.headers["Cache-Control"] == "private, no-store"
    assert visitor.headers["Content-Type"].startswith("text/html")


def test_the_small_group_stays_unnamed(browse, told, site):
    url = told("public")
    story = site["tuesday"][url.rsplit("/", 1)[1]]
    story.attribution = "anonymous"
    story.reindexObject()
    transaction.commit()
    visitor = browse("colleague")
    visitor.visit("story-list")
    assert "A practitioner" in visitor.page
    assert "Tess" not in visitor.page
    assert "Tuesday circle" not in visitor.page
    assert "United Kingdom" not in visitor.page
    assert "2026" not in visitor.page
