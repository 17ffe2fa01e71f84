"""My stories by who can read them now, as links that need no JavaScript."""

from lxml import html
from tests.conftest import make_story

import pytest
import transaction


#: What is asked for, and what is found; what waits stands where it is read, too.
FOUND = {
    "": {"private", "community", "pending", "community_pending", "public"},
    "private": {"private"},
    "community": {"community", "community_pending"},
    "public": {"public"},
    "waiting": {"pending", "community_pending"},
}


@pytest.fixture
def told_all(site):
    """Give a site on which somebody told a story of each kind."""
    for state in FOUND[""]:
        make_story(site["tuesday"], state, title=state)
    transaction.commit()
    return site


@pytest.mark.parametrize("asked", FOUND)
def test_the_page_shows_those(told_all, visit, asked):
    visitor = visit("teller")
    visitor.go(f"my-stories?audience={asked}")
    page = html.fromstring(visitor.contents)
    titles = {one.text_content().strip() for one in page.cssselect(".cop-row-title")}
    assert titles == FOUND[asked]
    links = page.cssselect(".cop-filter-links a")
    numbers = [link.text_content().split()[-1].strip("()") for link in links]
    assert numbers == ["5", "1", "2", "1", "2"]
    [current] = page.cssselect(".cop-filter-links a[aria-current='true']")
    assert current.get("href").partition("?")[2] == (asked and f"audience={asked}")


@pytest.mark.parametrize("asked", FOUND)
def test_so_does_rest(told_all, rest, asked):
    found = rest("teller").get(f"@my-stories?audience={asked}").json()
    assert {row["title"] for row in found["items"]} == FOUND[asked]
    assert found["items_total"] == len(FOUND[asked])


def test_what_is_none_of_them(told_all, rest, visit):
    answer = rest("teller").get("@my-stories?audience=everybody")
    assert answer.status_code == 400
    assert answer.json()["message"].startswith("audience: ")
    visitor = visit("teller")
    visitor.go("my-stories?audience=everybody")
    assert visitor.status == 200
    assert visitor.contents.count("cop-row-title") == 5


def test_the_next_page_keeps_it(site, visit):
    for number in range(22):
        make_story(site["tuesday"], title=f"Number {number}")
    make_story(site["tuesday"], "community", title="Shared")
    transaction.commit()
    visitor = visit("teller")
    visitor.go("my-stories?audience=private")
    assert "my-stories?audience=private&amp;b_start=20" in visitor.contents


def test_where_all_are_alike_there_is_nothing_to_choose(site, visit):
    for number in range(2):
        make_story(site["tuesday"], title=f"Number {number}")
    transaction.commit()
    visitor = visit("teller")
    visitor.go("my-stories")
    assert "cop-filter-links" not in visitor.contents
    # Where nothing is found it is said, and there is a way back.
    visitor.go("my-stories?audience=public")
    assert "You have no stories that match." in visitor.text
    assert 'href="' + visitor.base + '/my-stories"' in visitor.contents
