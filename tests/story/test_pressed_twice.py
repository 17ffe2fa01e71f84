"""The same page sent twice leads where the first press led, and nothing else does."""

from concurrent.futures import ThreadPoolExecutor
from leap.cop.community.membership import Membership
from leap.cop.consent.consent_state import standing_of
from leap.cop.consent.ledger import Ledger
from leap.cop.story.lifecycle import lifecycle
from leap.cop.story.lifecycle import pressed_again
from plone import api

import pytest
import transaction


BUTTONS = {"community": "Share with our community", "public": "Ask to publish"}
CHECKS = ("nobody_recognised", "nobody_at_risk", "pictures_allowed")


def acts(story) -> list[str]:
    rows = Ledger(api.portal.get()).rows(standing_of(story).ledger_key)
    return [row["act"] for row in rows]


def filled(tab, url, level="community", attribution="name", words=""):
    """Return a tab with the page of sharing, answered."""
    page = tab("teller").visit(f"{url}/share-story?level={level}")
    page.getControl(name="attribution").value = [attribution]
    page.field("attribution_text").value = words
    page.getControl(name="nobody_recognised").value = ["yes"]
    if page.field("level").type == "radio":
        page.getControl(name="level").value = [level]
    return page


def ticked(tab, url, userid="reviewer"):
    page = tab(userid).visit(f"{url}/review-story")
    for name in CHECKS:
        page.field(name).value = True
    return page


def press(page, label) -> int:
    page.getControl(label).click()
    return page.status


@pytest.mark.parametrize(
    "before, level, named",
    [
        ("private", "community", ("role", " A cook ")),
        ("private", "public", ("anonymous", "")),
        ("community", "public", ("name", "")),
    ],
)
def test_a_second_press(tab, told, story_at, before, level, named):
    url = told(before, attribution="name", attribution_text="Tess L.")
    first, second = (filled(tab, url, level, *named) for _ in range(2))
    assert press(first, BUTTONS[level]) == 200
    was = acts(story_at(url))
    assert press(second, BUTTONS[level]) == 200
    assert second.url == first.url == f"{url}/shared"
    assert acts(story_at(url)) == was


@pytest.mark.parametrize("level", ["community", "public"])
def test_both_at_once(tab, told, story_at, level):
    url = told("private")
    pages = [filled(tab, url, level) for _ in range(3)]
    with ThreadPoolExecutor(len(pages)) as pool:
        found = list(pool.map(lambda page: press(page, BUTTONS[level]), pages))
    assert found == [200, 200, 200]
    assert {page.url for page in pages} == {f"{url}/shared"}
    assert acts(story_at(url)) == ["grant"]


def share(tab, url, rest):
    press(filled(tab, url), BUTTONS["community"])


def change(tab, url, rest):
    share(tab, url, rest)
    rest("teller").patch(url, json={"learning": "<p>Another one.</p>"})


def go_further(tab, url, rest):
    share(tab, url, rest)
    press(filled(tab, url, "public"), BUTTONS["public"])


def take_back_a_changed_one(tab, url, rest):
    change(tab, url, rest)
    rest("teller").delete(f"{url}/@consent")


def name_another(tab, url, rest):
    press(filled(tab, url, "community", "anonymous"), BUTTONS["community"])


@pytest.mark.parametrize(
    "do", [change, go_further, take_back_a_changed_one, name_another]
)
def test_what_came_after_the_first_press_is_no_double_click(
    tab, told, story_at, rest, do
):
    url = told("private")
    page = filled(tab, url)
    do(tab, url, rest)
    was = lifecycle.state_of(story_at(url)), acts(story_at(url))
    assert press(page, BUTTONS["community"]) == 409
    assert (lifecycle.state_of(story_at(url)), acts(story_at(url))) == was


def test_not_yet_is_no_second_press(tab, told):
    url = told("private")
    first, second = filled(tab, url), filled(tab, url)
    press(first, BUTTONS["community"])
    second.getControl(name="nobody_recognised").value = ["not_yet"]
    assert press(second, BUTTONS["community"]) == 409


def test_a_form_of_another_site_learns_nothing(tab, told):
    url = told("private")
    first, second = filled(tab, url), filled(tab, url)
    press(first, BUTTONS["community"])
    second.field("_authenticator").value = "0" * 40
    assert press(second, BUTTONS["community"]) == 403


@pytest.mark.parametrize("before", ["pending", "community_pending"])
def test_publishing_twice(tab, told, story_at, before):
    url = told(before)
    first, second = ticked(tab, url), ticked(tab, url)
    assert press(first, "Publish") == 200
    was = acts(story_at(url))
    assert press(second, "Publish") == 200
    assert second.url == first.url
    assert acts(story_at(url)) == was
    for userid in ("reviewer", "teller", "member", "colleague"):
        assert tab(userid).visit(f"{url}/review-story").status == 403, userid


def test_whoever_reviews_no_longer_is_shown_no_newer_note(tab, told, site, rest):
    url = told("pending", others_note="An older one.")
    first, second = ticked(tab, url), ticked(tab, url)
    assert press(first, "Publish") == 200
    note = {"others_note": "Okapi, a newer one."}
    assert rest("teller").patch(url, json=note).status_code == 204
    Membership(site["tuesday"]).remove("reviewer", now=lifecycle.utc_now())
    transaction.commit()
    assert press(second, "Publish") == 403
    assert "Okapi" not in second.contents


def test_publishing_at_once(tab, told, story_at):
    url = told("pending")
    pages = [ticked(tab, url) for _ in range(3)]
    with ThreadPoolExecutor(len(pages)) as pool:
        found = list(pool.map(lambda page: press(page, "Publish"), pages))
    assert found == [200, 200, 200]
    assert acts(story_at(url))[-2:] == ["grant", "review"]


def test_what_somebody_else_published_is_no_second_press(tab, told, story_at):
    url = told("pending")
    press(ticked(tab, url), "Publish")
    story = story_at(url)
    digest = standing_of(story).approved_digest
    found = {}
    for userid in ("reviewer", "facilitator", "teller"):
        with api.env.adopt_user(userid):
            found[userid] = pressed_again.is_approved(story, digest)
    assert found == {"reviewer": True, "facilitator": False, "teller": False}
    with api.env.adopt_user("reviewer"):
        assert not pressed_again.is_approved(story, "")


def test_published_and_taken_back(tab, told, story_at, rest):
    url = told("pending")
    first, second = ticked(tab, url), ticked(tab, url)
    press(first, "Publish")
    rest("teller").delete(f"{url}/@consent")
    assert press(second, "Publish") in (404, 409, 410)
    assert lifecycle.state_of(story_at(url)) == "private"
