"""Reading a story, and what stands beside it for whoever looks after it."""

from leap.cop.testing import PEOPLE
from lxml import html

import pytest


EVERYBODY = [userid for userid in PEOPLE if userid != "teller"]

READERS = {
    "private": (),
    "community": ("facilitator", "member"),
    "pending": ("reviewer",),
    "community_pending": ("facilitator", "member", "reviewer"),
    "public": tuple(EVERYBODY),
}


@pytest.mark.parametrize("state", READERS)
def test_who_reads_the_page(browse, told, state):
    url = told(state)
    for userid in EVERYBODY:
        visitor = browse(userid)
        expected = 200 if userid in READERS[state] else 404
        assert visitor.visit(url) == expected, userid
        assert ("Sit down first" in visitor.page) is (expected == 200), userid
        assert "Who can read this now" not in visitor.page


def test_what_was_told_and_nothing_empty(browse, told):
    url = told("public", starting_point=None, domain="practice")
    visitor = browse("colleague")
    visitor.visit(url)
    assert "The long table" in visitor.page
    assert "Tess Lane" in visitor.page
    assert "How I work" in visitor.page
    assert "What was learned" in visitor.page
    assert "Where it started" not in visitor.page
    assert "Sam Reed" in visitor.page
    assert "<title>The long table" in visitor.contents


def test_whom_to_call_is_a_tap_away(browse, told):
    visitor = browse("member")
    visitor.visit(told("community"))
    contact = visitor.page.partition("Worried about somebody?")[2]
    assert '<a class="cop-call" href="tel:01632960001">01632 960001</a>' in contact
    assert "Weekdays 9 to 17" in contact or "weekdays 9 to 17" in contact


def test_a_word_before_reading_comes_first(browse, told):
    visitor = browse("colleague")
    visitor.visit(told("public", content_note="About a loss"))
    details = visitor.contents.index("<details")
    assert details < visitor.contents.index("About a loss")
    assert visitor.contents.index("About a loss") < visitor.contents.index("Sit down")
    assert "open=" not in visitor.contents[details : details + 100]


@pytest.mark.parametrize(
    "state, moves, missing",
    [
        ("private", ("/share-story", "/edit"), ("/take-back",)),
        ("community", ("?level=public", "/edit", "/take-back"), ('story"',)),
        ("pending", ("/take-back",), ("/share-story", "/publish-story", ">Change the")),
        ("community_pending", ("/take-back",), ("/publish-story", ">Change the")),
        ("public", ("/edit", "/take-back"), ("/share-story", "/publish-story")),
    ],
)
def test_what_the_teller_does_next(browse, told, state, moves, missing):
    visitor = browse("teller")
    visitor.visit(told(state))
    assert "Who can read this now" in visitor.page
    box = visitor.contents.split('class="cop-next-moves"')[1].split("</ul>")[0]
    assert all(move in box for move in moves)
    assert not any(move in box for move in missing)


def test_the_teller_reads_what_was_agreed_to(browse, told):
    visitor = browse("teller")
    visitor.visit(told("community_pending"))
    assert (
        "you agreed that our community may read it. Name shown: My name" in visitor.page
    )
    assert "all staff may read it" in visitor.page
    assert "Waiting since" in visitor.page


def test_a_community_that_keeps_its_stories(browse, told, site):
    import transaction

    url = told("private")
    site["tuesday"].story_ceiling = "community"
    transaction.commit()
    visitor = browse("teller")
    visitor.visit(url)
    assert (
        "tories from this community do not go to all staff at the moment"
        in visitor.page
    )
    assert "level=public" not in visitor.main


def test_in_a_small_group_less_is_said_of_an_unnamed_story(browse, told, site):
    url = told("public", attribution="anonymous")
    from leap.cop.story.lifecycle import lifecycle

    import transaction

    story = site["tuesday"][url.rsplit("/", 1)[1]]
    assert lifecycle.state_of(story) == "public"
    story.attribution = "anonymous"
    transaction.commit()
    outside, inside = browse("colleague"), browse("member")
    outside.visit(url)
    header = outside.page.split("cop-story-header")[1].split("</header>")[0]
    assert "Tuesday circle" not in header
    assert "November 2026" in header
    path = outside.page.split('id="portal-breadcrumbs"')[1].split("</nav>")[0]
    assert "The long table" in path and "Tuesday circle" not in path
    inside.visit(url)
    header = inside.page.split("cop-story-header")[1].split("</header>")[0]
    assert "Tuesday circle" in header


def test_reviewers_and_facilitators_find_their_way(browse, told):
    url = told("community_pending")
    reviewer, facilitator, member = map(browse, ("reviewer", "facilitator", "member"))
    reviewer.visit(url)
    assert f"{url}/review-story" in reviewer.contents
    assert f"{url}/hold-story" in reviewer.contents
    facilitator.visit(url)
    assert f'{url}/review-story"' not in facilitator.page.split("cop-story-boxes")[1]
    assert f"{url}/hold-story" in facilitator.contents
    member.visit(url)
    assert "hold-story" not in member.contents


def test_a_reason_is_for_two(browse, told):
    url = told("community_pending")
    reviewer = browse("reviewer")
    reviewer.visit(f"{url}/review-story")
    reviewer.field("comment").value = "The street is a clue."
    reviewer.press("Send back with a note")
    teller, member = browse("teller"), browse("member")
    teller.visit(url)
    assert "The street is a clue." in teller.page
    assert "Sent back with a note on" in teller.page
    member.visit(url)
    assert "clue" not in member.page


@pytest.mark.parametrize("state", READERS)
def test_my_stories_in_every_state(browse, told, state):
    url = told(state)
    visitor = browse("teller")
    assert visitor.visit("my-stories") == 200
    assert url in visitor.contents
    assert ("Waiting since" in visitor.page) is (
        state in ("pending", "community_pending")
    )
    assert (f"{url}/take-back" in visitor.contents) is (state != "private")
    member = browse("member")
    member.visit("my-stories")
    assert url not in member.contents
    assert "You have not told a story yet" in member.page
    assert "tuesday/++add++leap.cop.Story" in member.contents


@pytest.mark.parametrize(
    "state, first",
    [("pending", "Edit"), ("community_pending", "Edit"), ("private", "Share it")],
)
def test_what_came_back_is_changed_first(browse, told, rest, state, first):
    url, note = told(state), {"comment": "Which street is a clue."}
    if state != "private":
        answer = rest("reviewer").post(f"{url}/@workflow/return", json=note)
        assert answer.status_code == 200
    visitor = browse("teller")
    visitor.visit("my-stories")
    row = html.fromstring(visitor.contents).find_class("cop-rows")[0][0]
    buttons = row.xpath(".//a[contains(@class, 'btn')]")
    assert buttons[0].text.strip() == first
    assert [one.text.strip() for one in row.find_class("btn-primary")] == [first]


def test_my_stories_go_on_on_the_next_page(browse, told):
    for _number in range(21):
        told("private")
    visitor = browse("teller")
    visitor.visit("my-stories")
    assert visitor.contents.count("cop-row-title") == 20
    visitor.getLink("Next page").click()
    assert visitor.contents.count("cop-row-title") == 1
    visitor.getLink("Previous page").click()
    assert visitor.contents.count("cop-row-title") == 20
    for nonsense in ("x", "-1", "99999999"):
        assert visitor.visit(f"my-stories?b_start={nonsense}") == 200


def test_lists_are_for_people_with_an_account(browse, site):
    for path in ("my-stories", "review-queue", "story-library", "story-list"):
        visitor = browse(None)
        visitor.visit(path)
        assert "login" in visitor.url, path
