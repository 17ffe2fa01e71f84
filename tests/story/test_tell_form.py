"""Telling and changing a story in the browser."""

from leap.cop.consent.consent_state import standing_of
from leap.cop.story.lifecycle import digests
from leap.cop.story.lifecycle import lifecycle
from lxml import html
from plone.app.textfield.value import RichTextValue

import json
import pytest
import transaction


TELL = "tuesday/++add++leap.cop.Story"


def widget(name):
    return f"form.widgets.{name}"


@pytest.mark.parametrize("userid", ["teller", "member", "facilitator"])
def test_who_may_tell(browse, userid):
    visitor = browse(userid)
    assert visitor.visit(TELL) == 200
    assert "Only you can read this" in visitor.page
    assert "Sam Reed" in visitor.page


@pytest.mark.parametrize("userid", ["colleague", "newcomer", "reviewer", "siteadmin"])
def test_who_may_not(browse, userid):
    visitor = browse(userid)
    assert visitor.visit(TELL) == 403
    assert widget("learning") not in visitor.contents


def test_colleagues_tell_where_their_stories_are_welcome(browse, site):
    site["tuesday"].accepts_staff_stories = True
    from leap.cop.community.subscribers import let_the_right_people_add

    let_the_right_people_add(site["tuesday"])
    transaction.commit()
    visitor = browse("colleague")
    assert visitor.visit(TELL) == 200
    visitor.field(widget("reflection")).value = "Somebody smiled."
    visitor.press("Save")
    assert "Only you can read it" in visitor.page


def test_one_sentence_is_a_story(browse, story_at):
    visitor = browse("teller")
    visitor.visit(TELL)
    visitor.field(widget("reflection")).value = "Two of them stayed. Both sang.\n\nWow!"
    assert visitor.press("Save") == 200
    assert "Only you can read it" in visitor.page
    story = story_at(visitor.url)
    assert story.title == "Two of them stayed"
    assert story.reflection.raw == (
        "<p>Two of them stayed. Both sang.</p>\n<p>Wow!</p>"
    )
    assert lifecycle.state_of(story) == "private"
    assert lifecycle.teller_of(story) == "teller"


def test_everything_at_once(browse, story_at):
    visitor = browse("teller")
    visitor.visit(TELL)
    texts = {
        "IBasic.title": "“Be asked”",
        "starting_point": "<p>Before</p>",
        "participation_work": "<p>We <strong>tried</strong></p>",
        "reflection": "<p>After</p>",
        "learning": "<p>Ask <script>alert(1)</script>first</p>",
        "content_note": "About loss",
        "others_note": "Anna agreed",
        "attribution_text": "A youth worker",
    }
    for name, text in texts.items():
        visitor.field(widget(name)).value = text
    visitor.field(widget("domain") + ":list").value = ["practice"]
    visitor.field(widget("others_recognisable")).value = ["they_agreed"]
    visitor.field(widget("attribution")).value = ["role"]
    visitor.press("Save")
    story = story_at(visitor.url)
    assert story.title == "“Be asked”"
    assert story.domain == "practice"
    assert story.others_recognisable == "they_agreed"
    assert (story.attribution, story.attribution_text) == ("role", "A youth worker")
    assert "script" not in story.learning.raw
    assert story.participation_work.raw == "<p>We <strong>tried</strong></p>"


def test_nothing_at_all_is_said_plainly(browse, site):
    visitor = browse("teller")
    visitor.visit(TELL)
    visitor.field(widget("content_note")).value = "A word"
    assert visitor.press("Save") == 400
    assert "One sentence is enough" in visitor.page
    assert visitor.field(widget("content_note")).value == "A word"
    assert len(site["tuesday"]) == 0


@pytest.mark.parametrize(
    "name, length",
    [("learning", 100_001), ("IBasic.title", 201), ("content_note", 301)],
)
def test_too_long_is_said_at_its_field_and_nothing_is_lost(browse, site, name, length):
    visitor = browse("teller")
    visitor.visit(TELL)
    visitor.field(widget("reflection")).value = "Kept on the page."
    visitor.field(widget(name)).value = "x" * length
    assert visitor.press("Save") == 400
    assert "Everything you wrote is still here" in visitor.page
    ident = "form-widgets-" + name.replace(".", "-")
    assert f'id="{ident}-problem"' in visitor.contents
    assert "x" * length in visitor.field(widget(name)).value
    assert "Kept on the page." in visitor.field(widget("reflection")).value
    assert len(site["tuesday"]) == 0


def test_a_form_that_is_not_ours_keeps_nothing(browse, site):
    visitor = browse("teller")
    data = "form.widgets.reflection=Forged&form.buttons.save=1&_authenticator=no"
    assert visitor.post(TELL, data) == 403
    assert "Forged" in visitor.field(widget("reflection")).value
    assert len(site["tuesday"]) == 0


def test_a_field_sent_twice_breaks_nothing(browse, site):
    visitor = browse("teller")
    visitor.visit(TELL)
    token = visitor.getControl(name="_authenticator", index=0).value
    data = (
        f"_authenticator={token}&form.buttons.save=1&form.widgets.reflection=One"
        "&form.widgets.reflection=Two"
    )
    assert visitor.post(TELL, data) == 400
    assert len(site["tuesday"]) == 0


def test_change_a_private_story(browse, told, story_at):
    url = told("private")
    visitor = browse("teller")
    assert visitor.visit(f"{url}/edit") == 200
    visitor.field(widget("learning")).value = "<p>Another word.</p>"
    visitor.press("Save")
    assert visitor.url == url
    assert story_at(url).learning.raw == "<p>Another word.</p>"


@pytest.mark.parametrize("userid", ["member", "facilitator", "colleague", "siteadmin"])
def test_nobody_else_changes_it(browse, told, userid):
    url = told("public")
    assert browse(userid).visit(f"{url}/edit") == 403


def test_saving_a_shared_story_is_agreeing_to_it(browse, told, story_at):
    url = told("community")
    visitor = browse("teller")
    visitor.visit(f"{url}/edit")
    assert "can read the new text, as they could the old one" in visitor.page
    visitor.field(widget("learning")).value = "<p>Another word.</p>"
    visitor.press("Save")
    story = story_at(url)
    assert lifecycle.state_of(story) == "community"
    assert standing_of(story).granted_digest == digests.digest_of(story)
    member = browse("member")
    member.visit(url)
    assert "Another word." in member.page


def test_a_published_story_goes_back_to_the_review(browse, told, story_at):
    url = told("public")
    visitor = browse("teller")
    visitor.visit(f"{url}/edit")
    assert "is reviewed again first" in visitor.page
    visitor.field(widget("learning")).value = "<p>Another word.</p>"
    visitor.press("Save")
    assert "waiting for a review" in visitor.page
    assert lifecycle.state_of(story_at(url)) == "community_pending"


def test_saving_without_a_change_moves_nothing(browse, told, story_at):
    url = told("public")
    visitor = browse("teller")
    visitor.visit(f"{url}/edit")
    visitor.press("Save")
    assert lifecycle.state_of(story_at(url)) == "public"


@pytest.mark.parametrize("state", ["pending", "community_pending"])
def test_the_text_rests_while_a_review_is_open(browse, told, state):
    visitor = browse("teller")
    assert visitor.visit(f"{told(state)}/edit") == 200
    assert "You cannot edit this for now" in visitor.page
    assert widget("learning") not in visitor.contents


def test_asked_to_publish_in_another_tab_loses_no_text(browse, told, story_at):
    url = told("community")
    visitor, other = browse("teller"), browse("teller")
    visitor.visit(f"{url}/edit")
    other.visit(f"{url}/publish-story")
    other.field("attribution").value = ["name"]
    other.field("nobody_recognised").value = ["yes"]
    other.press("Ask to publish")
    visitor.field(widget("learning")).value = "<p>A long new thought.</p>"
    assert visitor.press("Save") == 409
    assert "The story is being reviewed, so it cannot be changed" in visitor.page
    assert "A long new thought." in visitor.field(widget("learning")).value
    assert "long new thought" not in story_at(url).learning.raw


def test_a_shared_story_keeps_one_sentence(browse, told, story_at):
    url = told("community")
    visitor = browse("teller")
    visitor.visit(f"{url}/edit")
    for name in ("starting_point", "participation_work", "reflection", "learning"):
        visitor.field(widget(name)).value = ""
    assert visitor.press("Save") == 400
    assert "a shared story needs at least one sentence" in visitor.page.lower()
    assert story_at(url).learning is not None


def test_one_box_stands_open_and_all_else_is_folded(browse):
    visitor = browse("teller")
    visitor.visit(TELL)
    page = html.fromstring(visitor.contents).get_element_by_id("content")
    folds = page.xpath(".//*[contains(@class, 'cop-add')]/details")
    assert len(folds) == 8
    assert not any(fold.get("open") for fold in folds)
    sight = page.xpath(".//form//textarea[not(ancestor::details)]/@name")
    assert sight == [widget("reflection")]
    [button] = page.xpath(".//*[contains(@class, 'cop-reachbar')]//button")
    assert not button.xpath("ancestor::details")
    assert "pat-formunloadalert" in page.xpath(".//form/@class")[0]


def test_what_is_told_already_stands_open_to_be_changed(browse, told):
    visitor = browse("teller")
    visitor.visit(f"{told('private')}/edit")
    page = html.fromstring(visitor.contents).get_element_by_id("content")
    open_ones = page.xpath(".//*[contains(@class, 'cop-add')]/details[@open]")
    names = {name for one in open_ones for name in one.xpath(".//textarea/@name")}
    assert widget("learning") in names


def test_a_fold_opens_where_something_is_wrong(browse):
    visitor = browse("teller")
    visitor.visit(TELL)
    visitor.field(widget("content_note")).value = "x" * 301
    visitor.press("Save")
    page = html.fromstring(visitor.contents).get_element_by_id("content")
    field = page.get_element_by_id("form-widgets-content_note")
    assert field.xpath("ancestor::details[@open]")
    assert page.get_element_by_id("cop-problem").get("autofocus")


def test_editors_write_in_the_font_of_the_theme(browse):
    visitor = browse("teller")
    visitor.visit(TELL)
    page = html.fromstring(visitor.contents)
    [area] = page.xpath(f"//textarea[@name='{widget('reflection')}']")
    sheets = json.loads(area.get("data-pat-tinymce"))["tiny"]["content_css"]
    assert sheets
    for sheet in sheets:
        assert visitor.visit(sheet) == 200


@pytest.mark.parametrize("path", ["{private}/edit", "tuesday/edit"])
def test_without_scripts_plain_lines_come_by_themselves(browse, told, site, path):
    site["tuesday"].purpose = RichTextValue("<p>We talk.</p>", "text/html")
    transaction.commit()
    userid = "teller" if "private" in path else "facilitator"
    visitor = browse(userid)
    visitor.visit(path.format(private=told("private")))
    page = html.fromstring(visitor.contents)
    [where, *_] = page.xpath("//noscript//meta[@http-equiv='refresh']/@content")
    visitor.visit(where.partition("url=")[2])
    assert "<p>" not in " ".join(
        html.fromstring(visitor.contents).xpath("//textarea/text()")
    )
    assert "http-equiv" not in visitor.main


def test_an_empty_form_leads_nowhere(browse):
    visitor = browse("teller")
    visitor.visit(TELL)
    assert 'http-equiv="refresh"' not in visitor.main


LONG = "He laughed and laughed and laughed so much that all of us had to sit down."


def test_a_long_sentence_stands_there_once(browse, rest):
    visitor = browse("teller")
    visitor.visit(TELL)
    visitor.field(widget("reflection")).value = LONG
    visitor.press("Save")
    assert "This story has no title, so lists show its first words." in visitor.page
    page = html.fromstring(visitor.contents)
    [title] = page.xpath("//h1")
    assert "visually-hidden" in title.get("class")
    assert len(title.text_content()) <= 50
    url = visitor.url.removesuffix("/view")
    rest("teller").post(f"{url}/@consent", json={"level": "community"})
    member = browse("member")
    member.visit("tuesday")
    assert member.main.count("He laughed and laughed") == 1


def test_plain_lines_instead_of_html(browse, told, story_at):
    url = told("private")
    visitor = browse("teller")
    visitor.visit(f"{url}/edit")
    visitor.getLink("Write in a plain text box").click()
    field = visitor.field(widget("learning"))
    assert field.value == "Sit down first, ask later."
    field.value = "Sit down first.\n\nAsk later & listen."
    visitor.press("Save")
    story = story_at(url)
    assert (
        story.learning.raw == "<p>Sit down first.</p>\n<p>Ask later &amp; listen.</p>"
    )
    assert story.reflection.raw == "<p>Two of them stayed until the evening.</p>"


def test_the_box_on_the_community_keeps_a_story(browse, story_at):
    visitor = browse("teller")
    visitor.visit("tuesday/keep-story")
    visitor.field("text").value = "She laughed <3\n\nThat was new."
    visitor.press("Save it, just for me")
    assert "Only you can read it" in visitor.page
    story = story_at(visitor.url)
    assert story.title == "She laughed <3 That was new"
    assert lifecycle.state_of(story) == "private"


@pytest.mark.parametrize("text", ["   ", "x" * 100_001])
def test_the_box_says_what_is_wrong(browse, site, text):
    visitor = browse("teller")
    visitor.visit("tuesday/keep-story")
    visitor.field("text").value = text
    assert visitor.press("Save it, just for me") == 400
    assert 'id="cop-problem"' in visitor.contents
    assert visitor.field("text").value.strip() == text.strip()
    assert len(site["tuesday"]) == 0


@pytest.mark.parametrize("userid", ["colleague", "reviewer", "newcomer"])
def test_the_box_is_for_those_who_may_tell(browse, site, userid):
    assert browse(userid).post("tuesday/keep-story", "text=Mine") == 403
    assert len(site["tuesday"]) == 0
