"""The story library in the browser."""

from DateTime import DateTime
from leap.cop.community.membership import Membership
from leap.cop.story.lifecycle import lifecycle

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
@pytest.mark.parametrize("path", ["story-library", "tuesday/stories"])
def test_each_reader_finds_what_that_reader_may_read(browse, told, state, path):
    url = told(state)
    for userid in ("teller", "member", "colleague"):
        visitor = browse(userid)
        visitor.visit(path)
        is_there = state.startswith("community") and userid != "colleague"
        assert (url in visitor.contents) == is_there, userid
        assert ("There are no stories for you to read yet" in visitor.page) != is_there


#: Shared stories of a community whose people are few: attribution and state of each.
NINE = (
    [("name", "public")] * 6 + [("anonymous", "public")] + [("name", "community")] * 2
)


@pytest.fixture
def nine(told, site):
    """Tell nine shared stories, of which six are for all staff and say where from."""
    urls = []
    for number, (attribution, state) in enumerate(NINE):
        url = told(state, title=f"Number {number}")
        story = site["tuesday"][url.rsplit("/", 1)[1]]
        if attribution != "name":
            story.attribution = attribution
            story.reindexObject()
        urls.append(url)
    transaction.commit()
    return urls


def test_all_shared_stories_of_a_community_are_on_its_tab(browse, rest, nine, site):
    uid = site["tuesday"].UID()
    for userid, total in {"member": 9, "facilitator": 9, "colleague": 6}.items():
        visitor = browse(userid)
        visitor.visit("tuesday/stories")
        assert f"{total} stories" in visitor.page, userid
        assert sum(url in visitor.contents for url in nine) == total
        answer = rest(userid).get(f"@story-library?community={uid}&b_size=5").json()
        assert answer["items_total"] == total
        rest_of_it = (
            rest(userid)
            .get(f"@story-library?community={uid}&b_size=5&b_start=5")
            .json()
        )
        found = [row["@id"] for row in answer["items"] + rest_of_it["items"]]
        assert len(found) == len(set(found)) == total
        by_audience = [
            rest(userid).get(f"@story-library?community={uid}&audience={one}").json()
            for one in ("community", "public")
        ]
        assert sum(one["items_total"] for one in by_audience) == total


def test_what_was_taken_back_is_gone_in_the_next_request(browse, rest, nine):
    assert rest("teller").delete(f"{nine[0]}/@consent").status_code in (200, 204)
    for userid, total in {"member": 8, "colleague": 5}.items():
        visitor = browse(userid)
        visitor.visit("tuesday/stories")
        assert f"{total} stories" in visitor.page
        assert nine[0] not in visitor.contents


def test_whoever_waits_finds_what_colleagues_find(browse, nine, site):
    membership = Membership(site["tuesday"])
    membership.let_wait("member", True, now=lifecycle.utc_now())
    transaction.commit()
    visitor = browse("member")
    visitor.visit("tuesday/stories")
    assert "6 stories" in visitor.page
    visitor.visit("story-library")
    assert "7 stories" in visitor.page


def test_a_community_cannot_be_asked_for_that_is_hidden(rest, nine, site):
    uid = site["tuesday"].UID()
    assert rest("facilitator").post("tuesday/@workflow/retract").status_code == 200
    hidden = rest("colleague").get(f"@story-library?community={uid}").json()
    nonsense = rest("colleague").get("@story-library?community=nonsense").json()
    for answer in (hidden, nonsense):
        answer.pop("@id")
    assert hidden == nonsense


def test_an_empty_search_shows_a_way_out(browse, published):
    published("The open door")
    visitor = browse("colleague")
    visitor.visit("story-library?words=zebra")
    assert "Nothing found" in visitor.page
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
    "query",
    ["domain=nonsense", "audience=private", "words=" + "x" * 201, "words=a&words=b"],
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
    link = visitor.getLink("Next page")
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
