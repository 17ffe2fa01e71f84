"""A sharing page that stayed open shares nothing again that was taken back since."""

from leap.cop.story.lifecycle import lifecycle

import pytest


ANSWERS = {"attribution": "anonymous", "nobody_recognised": "yes"}


def open_page(browse, url, level="community"):
    visitor = browse("teller")
    visitor.visit(f"{url}/share-story?level={level}")
    visitor.field("level").value = [level]
    for name, value in ANSWERS.items():
        visitor.field(name).value = [value]
    return visitor


def test_the_same_text_is_not_shared_again(browse, told, story_at, rest):
    url = told("private")
    late, other = open_page(browse, url), open_page(browse, url)
    assert other.press("Share with our community") == 200
    assert rest("teller").delete(f"{url}/@consent").status_code == 200
    assert late.press("Share with our community") == 409
    assert lifecycle.state_of(story_at(url)) == "private"
    assert "has changed this since you opened the page" in late.page
    # What is there now is on the page: pressing again is meant.
    late.field("nobody_recognised").value = ["yes"]
    assert late.press("Share with our community") == 200
    assert lifecycle.state_of(story_at(url)) == "community"


def test_nor_asked_to_be_published_again(browse, told, story_at, rest):
    url = told("community")
    late, other = open_page(browse, url, "public"), open_page(browse, url, "public")
    assert other.press("Ask to publish") == 200
    answer = rest("teller").post(f"{url}/@workflow/retract", json={})
    assert answer.status_code == 200
    assert late.press("Ask to publish") == 409
    assert lifecycle.state_of(story_at(url)) == "community"


def test_pressed_twice_is_still_once(browse, told, story_at):
    url = told("private")
    first, second = open_page(browse, url), open_page(browse, url)
    assert first.press("Share with our community") == 200
    assert second.press("Share with our community") == 200


@pytest.mark.parametrize("sends", [True, False])
def test_over_rest_where_a_revision_is_sent(told, story_at, rest, sends):
    url = told("private")
    revision = rest("teller").get(url).json()["revision"]
    body = {"level": "community", "attribution": "anonymous"}
    assert rest("teller").post(f"{url}/@consent", json=body).status_code == 200
    assert rest("teller").delete(f"{url}/@consent").status_code == 200
    if sends:
        body["revision"] = revision
    answer = rest("teller").post(f"{url}/@consent", json=body)
    assert answer.status_code == (409 if sends else 200)
    if sends:
        current = answer.json()["current"]
        assert current["revision"] != revision
        assert lifecycle.state_of(story_at(url)) == "private"


def test_what_others_see_of_it_is_another_matter(told, rest):
    """Nobody but its teller can tell by the revision how often it was shared."""
    url = told("community")
    before = rest("member").get(url).json()["revision"]
    assert rest("teller").delete(f"{url}/@consent").status_code == 200
    body = {"level": "community", "attribution": "name"}
    assert rest("teller").post(f"{url}/@consent", json=body).status_code == 200
    assert rest("member").get(url).json()["revision"] == before
