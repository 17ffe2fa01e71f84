"""Every page of a story stands in one frame, and says at a field what is wrong."""

from leap.cop.story.lifecycle import lifecycle
from lxml import html

import pytest
import transaction


#: Who looks at which page of a story in which state; `""` is a page of the site.
PAGES = [
    ("teller", "private", "view"),
    ("colleague", "public", "view"),
    ("teller", "private", "share-story"),
    ("teller", "private", "see-it-as"),
    ("teller", "private", "edit"),
    ("teller", "private", "story-media"),
    ("teller", "private", "describe-media"),
    ("teller", "private", "delete_confirmation"),
    ("teller", "community", "share-story"),
    ("teller", "community", "shared"),
    ("teller", "public", "take-back"),
    ("teller", "public", "agreed"),
    ("teller", "public", "notes"),
    ("teller", "pending", "edit"),
    ("facilitator", "public", "notes"),
    ("facilitator", "community", "hold-story"),
    ("reviewer", "pending", "review-story"),
    ("colleague", "public", "recognise"),
    ("teller", "", "my-stories"),
    ("reviewer", "", "review-queue"),
    ("siteadmin", "", "consent-ledger"),
    ("teller", "", "tuesday/keep-story"),
    ("teller", "", "tuesday/++add++leap.cop.Story"),
]


def shape_of(visitor):
    """Return what is ours of a page, once its shape is looked at."""
    page = html.fromstring(visitor.contents).get_element_by_id("content")
    [frame] = page.xpath(".//*[contains(@class, 'cop-page')]")
    assert len(frame.xpath(".//h1")) == 1
    ids = frame.xpath(".//@id")
    assert len(ids) == len(set(ids)), sorted(one for one in ids if ids.count(one) > 1)
    for label in frame.xpath(".//label[@for]"):
        assert label.get("for") in ids
    for names in frame.xpath(".//@aria-describedby"):
        missing = set(names.split()) - set(ids)
        assert {name for name in missing if not name.endswith("-problem")} == set()
    return frame


def test_one_frame_for_all_of_them(browse, told):
    there = {state: told(state) for state in ("private", "community", "pending")}
    there["public"] = told("public", attribution="name")
    visitors = {}
    for userid, state, name in PAGES:
        visitor = visitors.setdefault(userid, browse(userid))
        path = f"{there[state]}/{name}" if state else name
        assert visitor.visit(path) == 200, (userid, path)
        frame = shape_of(visitor)
        assert "cop-header" not in str(frame.xpath(".//header/@class")), path


def test_who_told_it_is_not_said_by_a_tab_either(browse, told, story_at):
    """Below eight members readers outside are not told which community it is."""
    visitor = browse("colleague")
    url = told("public")
    story_at(url).attribution = "anonymous"
    transaction.commit()
    assert visitor.visit(f"{url}/recognise") == 200
    named = visitor.main.count("Tuesday circle")
    assert (named, visitor.main.count("cop-where")) == (0, 0)


#: What is sent by whom, and the field that is wrong then.
WRONG = [
    ("facilitator", "community", "hold-story", "Put on hold", {"comment": ""}),
    ("facilitator", "public", "notes", "Send", {"text": " "}),
    ("colleague", "public", "recognise", "Send", {"text": ""}),
    ("reviewer", "pending", "review-story", "Send back with a note", {"comment": ""}),
]


@pytest.mark.parametrize("userid, state, name, button, sent", WRONG)
def test_what_is_wrong_is_said_at_its_field(
    browse, told, userid, state, name, button, sent
):
    visitor = browse(userid)
    visitor.visit(f"{told(state)}/{name}")
    for field, value in sent.items():
        visitor.field(field).value = value
    assert visitor.press(button) == 400
    frame = shape_of(visitor)
    [box] = frame.xpath(".//*[@id='cop-problem']")
    assert box.get("autofocus") and box.get("role") == "alert"
    for field in sent:
        [control] = frame.xpath(f".//*[@name='{field}']")
        assert control.get("aria-invalid") == "true"
        said = control.get("aria-describedby").split()
        assert any(one.endswith("problem") or "-problem-" in one for one in said)
        assert set(said) <= set(frame.xpath(".//@id"))


# Review


def tick(visitor, *names):
    for name in names:
        visitor.field(name).value = ["yes"]


CHECKS = ("nobody_recognised", "nobody_at_risk", "pictures_allowed")


def test_three_ticks_before_anything_is_published(browse, told, story_at):
    url, other = told("pending"), told("pending")
    visitor = browse("reviewer")
    visitor.visit(f"{url}/review-story")
    assert all(visitor.field(name).value == [] for name in CHECKS)
    tick(visitor, *CHECKS[:2])
    assert visitor.press("Publish") == 400
    assert lifecycle.state_of(story_at(url)) == "pending"
    frame = shape_of(visitor)
    assert frame.xpath(".//*[@name='pictures_allowed']/@aria-invalid") == ["true"]
    assert frame.xpath(".//*[@name='nobody_at_risk']/@aria-invalid") == []
    assert visitor.field("nobody_at_risk").value == ["yes"]
    tick(visitor, *CHECKS)
    assert visitor.press("Publish") == 200
    assert lifecycle.state_of(story_at(url)) == "public"
    assert visitor.url == f"{other}/review-story"
    assert "All staff can read it now" in visitor.page
    visitor.field("comment").value = "Which street is a clue."
    visitor.press("Send back with a note")
    assert visitor.url.endswith("/review-queue")


def test_another_text_is_looked_at_once_more(browse, told, rest):
    url = told("pending")
    visitor = browse("reviewer")
    visitor.visit(f"{url}/review-story")
    tick(visitor, *CHECKS)
    rest("teller").patch(url, json={"others_note": "She has not agreed"})
    assert visitor.press("Publish") == 409
    assert all(visitor.field(name).value == [] for name in CHECKS)


def test_the_queue_says_how_each_story_begins(browse, told):
    told("pending")
    visitor = browse("reviewer")
    visitor.visit("review-queue")
    assert "Sit down first, ask later." in visitor.page
    shape = shape_of(visitor)
    assert shape.xpath(".//*[@class='cop-count']/text()") == ["1"]


def test_what_was_sent_back_is_changed_first(browse, told, rest):
    url = told("pending")
    rest("reviewer").post(f"{url}/@workflow/return", json={"comment": "A clue."})
    visitor = browse("teller")
    visitor.visit(url)
    page = html.fromstring(visitor.contents)
    [first] = page.xpath("//*[@class='cop-next-moves']//*[@class='btn btn-primary']")
    assert first.get("href") == f"{url}/edit"


# My stories


def test_my_stories_at_a_glance(browse, told, rest):
    private, community = told("private"), told("community")
    waiting = told("community_pending")
    rest("reviewer").post(f"{waiting}/@workflow/return", json={"comment": "A clue."})
    visitor = browse("teller")
    visitor.visit("my-stories")
    shape = shape_of(visitor)
    words = [
        " ".join(one.text_content().split())
        for one in shape.xpath(".//*[contains(@class, 'cop-standing ')]")
    ]
    assert sorted(words) == ["Only me", "Our community", "Sent back with a note"]
    assert f"{private}/share-story" in visitor.main
    assert f"{community}/share-story" not in visitor.main
    assert shape.xpath(".//a[text()='Tuesday circle']")
    assert "Tell a story in" in visitor.page
