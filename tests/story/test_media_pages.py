"""Pictures, films and files in a browser without JavaScript."""

from io import BytesIO
from leap.cop.media.keeping import media_of
from leap.cop.story.lifecycle import lifecycle
from PIL import Image
from webtest.forms import Upload

import pytest


TELL = "tuesday/++add++leap.cop.Story"


def a_picture() -> BytesIO:
    out = BytesIO()
    Image.new("RGB", (80, 60), "olive").save(out, "JPEG", comment=b"Vogelsang")
    return BytesIO(out.getvalue())


def choose(control, *files):
    """Choose files, each as data, kind and name: `add_file` knows of one alone."""
    uploads = [Upload(name, data.read(), kind) for data, kind, name in files]
    control._form[control.name] = uploads


def add(visitor, url, data, name="IMG_vogelsang.jpg", **fields):
    assert visitor.visit(f"{url}/story-media") == 200
    form = visitor.getForm(index=form_index(visitor, "file"))
    choose(form.getControl(name="file"), (data, "image/anything", name))
    for key, value in fields.items():
        form.getControl(name=key).value = value
    form.getControl("Add").click()
    return visitor.status


def form_index(visitor, kind):
    from lxml import html

    forms = html.fromstring(visitor.contents).forms
    return next(
        number for number, form in enumerate(forms) if form.fields.get("kind") == kind
    )


@pytest.mark.parametrize("page, name", [(TELL, "medium"), ("", "file")])
def test_the_page_asks_for_what_is_taken(browse, told, page, name):
    from lxml import html

    visitor = browse("teller")
    visitor.visit(page or f"{told('private')}/story-media")
    (chooser,) = html.fromstring(visitor.contents).xpath(f"//input[@name='{name}']")
    assert {"image/jpeg", ".docx"} <= {*chooser.get("accept").split(",")}
    assert "*" not in chooser.get("accept")


def test_one_file_is_a_story(browse, story_at):
    visitor = browse("teller")
    visitor.visit(TELL)
    choose(visitor.field("medium"), (a_picture(), "image/jpeg", "IMG_vogelsang.jpg"))
    visitor.field("medium_words").value = "A long table"
    assert visitor.press("Save") == 200
    assert "Only you can read it" in visitor.page
    story = story_at(visitor.url)
    assert story.title == "Picture"
    [medium] = media_of(story)
    assert (medium.title, medium.description) == ("Picture", "A long table")
    assert b"Vogelsang" not in medium.image.data
    assert 'alt="A long table"' in visitor.contents
    assert "vogelsang" not in visitor.contents.lower()


def test_words_and_a_file(browse, story_at):
    visitor = browse("teller")
    visitor.visit(TELL)
    visitor.field("form.widgets.reflection").value = "Two of them stayed."
    choose(visitor.field("medium"), (BytesIO(b"Notes"), "text/plain", "anna.txt"))
    visitor.press("Save")
    story = story_at(visitor.url)
    assert story.title == "Two of them stayed"
    assert [medium.title for medium in media_of(story)] == ["Text"]


@pytest.mark.parametrize(
    "data, words",
    [
        (b"MZ\x90\x00\x01", "e cannot accept this kind of file"),
        (b"\xff\xd8\xff broken", "damaged"),
    ],
)
def test_a_file_that_is_not_taken_keeps_nothing_and_loses_no_word(
    browse, site, data, words
):
    visitor = browse("teller")
    visitor.visit(TELL)
    visitor.field("form.widgets.reflection").value = "Two of them stayed."
    choose(visitor.field("medium"), (BytesIO(data), "image/jpeg", "x.jpg"))
    assert visitor.press("Save") == 400
    assert words in visitor.page
    assert "Two of them stayed." in visitor.field("form.widgets.reflection").value
    assert len(site["tuesday"]) == 0


def test_the_page_is_empty_at_first(browse, told):
    visitor = browse("teller")
    visitor.visit(told("private"))
    visitor.getLink("Pictures, videos and files").click()
    assert visitor.status == 200
    assert "Nothing yet" in visitor.page
    assert "A face or a voice can identify somebody" in visitor.page


def test_add_describe_and_take_away(browse, told, story_at):
    url = told("private")
    visitor = browse("teller")
    assert add(visitor, url, a_picture()) == 200
    assert "Added." in visitor.page
    assert "No description yet for people who cannot see or hear it" in visitor.page
    visitor.getLink("Edit the description").click()
    visitor.field("description").value = "A long table"
    visitor.field("title").value = "In the hall"
    assert visitor.press("Save") == 200
    [medium] = media_of(story_at(url))
    assert (medium.title, medium.description) == ("In the hall", "A long table")
    visitor.visit(url)
    assert 'alt="A long table"' in visitor.contents
    assert "In the hall" in visitor.main
    visitor.visit(f"{url}/story-media")
    visitor.getLink("Remove").click()
    assert (
        "t is removed from the story at once, and nobody can find it here any more"
    ) in visitor.page
    assert len(media_of(story_at(url))) == 1
    assert visitor.press("Remove") == 200
    assert media_of(story_at(url)) == []


def test_a_link(browse, told, story_at):
    url = told("private")
    visitor = browse("teller")
    visitor.visit(f"{url}/story-media")
    form = visitor.getForm(index=form_index(visitor, "link"))
    form.getControl(name="remoteUrl").value = "javascript:alert(1)"
    form.getControl("Add the link").click()
    assert visitor.status == 400
    assert "t starts with https:// or http://" in visitor.page
    form = visitor.getForm(index=form_index(visitor, "link"))
    assert form.getControl(name="remoteUrl").value == "javascript:alert(1)"
    form.getControl(name="remoteUrl").value = "https://www.example.org/"
    form.getControl("Add the link").click()
    assert visitor.status == 200
    visitor.visit(url)
    assert 'rel="noopener noreferrer"' in visitor.main
    assert media_of(story_at(url))[0].title == "Link"


def test_no_file_chosen_is_said(browse, told):
    visitor = browse("teller")
    url = told("private")
    visitor.visit(f"{url}/story-media")
    visitor.getForm(index=form_index(visitor, "file")).getControl("Add").click()
    assert visitor.status == 400
    assert "Choose a file first" in visitor.page


def test_what_saving_means_is_said_and_done(browse, told, story_at):
    url = told("public")
    visitor = browse("teller")
    visitor.visit(f"{url}/story-media")
    assert "is reviewed again first" in visitor.page
    add(visitor, url, a_picture())
    assert "waiting for a review" in visitor.page
    assert lifecycle.state_of(story_at(url)) == "community_pending"
    assert "This story is being reviewed, so you cannot" in visitor.page
    assert 'name="file"' not in visitor.contents
    reviewer = browse("reviewer")
    reviewer.visit(f"{url}/review-story")
    assert "@@images/image/large" in reviewer.main


@pytest.mark.parametrize(
    "page", ["story-media", "change-medium?medium=x", "remove-medium?medium=x"]
)
@pytest.mark.parametrize("userid", ["member", "facilitator", "reviewer", "siteadmin"])
def test_the_pages_are_the_tellers(browse, told, userid, page):
    assert browse(userid).visit(f"{told('public')}/{page}") == 403


def test_what_is_not_there_cannot_be_changed(browse, told):
    url = told("private")
    assert browse("teller").visit(f"{url}/change-medium?medium=nothing") == 404
    assert browse("teller").visit(f"{url}/remove-medium") == 404


def test_stock_forms_for_files_lead_to_ours(browse, told, story_at):
    url = told("private")
    visitor = browse("teller")
    add(visitor, url, a_picture())
    [medium] = media_of(story_at(url))
    for name in ("leap.cop.Image", "leap.cop.File", "leap.cop.Link"):
        visitor.visit(f"{url}/++add++{name}")
        assert visitor.url.endswith("/story-media")
    visitor.visit(f"{url}/{medium.getId()}/edit")
    assert "/change-medium?medium=" in visitor.url
    visitor.visit(f"{url}/{medium.getId()}")
    assert visitor.url.startswith(url + "#")


def test_a_page_that_was_not_ours_adds_nothing(browse, told, story_at):
    url = told("private")
    visitor = browse("teller")
    data = "kind=link&remoteUrl=https://www.example.org/&_authenticator=no"
    assert visitor.post(f"{url}/story-media", data) == 403
    assert media_of(story_at(url)) == []


@pytest.mark.parametrize("page", ["share-story", "publish-story"])
def test_what_goes_along_is_said_before_sharing(browse, told, page):
    url = told("private")
    visitor = browse("teller")
    visitor.visit(f"{url}/{page}")
    assert "What goes with the story" not in visitor.page
    add(visitor, url, a_picture(), title="In the hall")
    visitor.visit(f"{url}/{page}")
    assert "What goes with the story" in visitor.page
    assert "In the hall" in visitor.main
    visitor.getLink("Look at them again").click()
    assert visitor.url.endswith("/story-media")


def test_several_at_once_are_described_one_by_one(browse, story_at):
    visitor = browse("teller")
    visitor.visit(TELL)
    visitor.field("form.widgets.reflection").value = "Two of them stayed."
    choose(visitor.field("medium"), (a_picture(), "image/jpeg", "one.jpg"))
    visitor.field("medium_camera").add_file(a_picture(), "image/jpeg", "two.jpg")
    visitor.press("Save")
    assert visitor.url.endswith("/describe-media")
    kept = media_of(story_at(visitor.url))
    assert [medium.description for medium in kept] == ["", ""]
    visitor.field(f"description-{kept[0].getId()}").value = "A long table"
    visitor.press("Save")
    found = media_of(story_at(visitor.url))
    assert sorted(medium.description for medium in found) == ["", "A long table"]
    assert {medium.title for medium in found} == {"Picture"}
    visitor.visit(f"{visitor.url}/describe-media")
    assert f"description-{kept[0].getId()}" not in visitor.contents
    assert f"description-{kept[1].getId()}" in visitor.contents


def test_the_camera_asks_for_pictures_alone(browse):
    from lxml import html

    visitor = browse("teller")
    visitor.visit(TELL)
    page = html.fromstring(visitor.contents)
    [camera] = page.xpath("//input[@capture]")
    assert {kind.partition("/")[0] for kind in camera.get("accept").split(",")} == {
        "image"
    }
    [several] = page.xpath("//input[@name='medium']")
    assert several.get("multiple")
