"""The pages of files and links of meetings."""

from io import BytesIO
from PIL import Image

import pytest


def a_picture() -> bytes:
    """Return a small picture."""
    out = BytesIO()
    Image.new("RGB", (600, 400), "teal").save(out, "PNG")
    return out.getvalue()


def add_picture(visitor, url, title="A drawing"):
    """Add a picture with the form."""
    visitor.go(f"{url}/meeting-media")
    form = visitor.form_to("meeting-media", kind="file")
    assert 'accept="image/jpeg,' in visitor.contents
    form.getControl(name="file").add_file(BytesIO(a_picture()), "image/png", "x.png")
    form.getControl(name="title").value = title
    form.submit()


@pytest.mark.parametrize(
    "who, status, adds",
    [
        ("facilitator", 200, True),
        ("member", 200, True),
        ("siteadmin", 200, False),
        ("colleague", 404, False),
        ("newcomer", 404, False),
    ],
)
def test_who_sees_the_page(visit, meeting_at, who, status, adds):
    visitor = visit(who)
    visitor.go(f"{meeting_at(state='public')}/meeting-media")
    assert visitor.status == status
    assert ("Or add a link" in visitor.text) == adds


def test_added_shown_and_taken_out(visit, rest, meeting_at):
    url = meeting_at(state="public")
    visitor = visit("member")
    add_picture(visitor, url)
    assert visitor.path == f"{url}/meeting-media"
    [row] = rest("member").get(url).json()["items"]
    colleague = visit("colleague")
    colleague.go(url)
    assert "A drawing" not in colleague.contents
    visitor.browser.getLink(url="show-medium").click()
    visitor.form_to("show-medium").submit()
    colleague.go(url)
    assert row["@id"] in colleague.contents
    visitor.browser.getLink(url="hide-medium").click()
    visitor.form_to("hide-medium").submit()
    colleague.go(url)
    assert row["@id"] not in colleague.contents
    visitor.browser.getLink(url="remove-medium").click()
    visitor.form_to("remove-medium").submit()
    assert rest("member").get(url).json()["items"] == []


def test_looked_at_before(visit, rest, meeting_at):
    url = meeting_at(state="public")
    visitor = visit("member")
    add_picture(visitor, url, "Tess Lane at work")
    visitor.browser.getLink(url="show-medium").click()
    visitor.form_to("show-medium").submit()
    assert visitor.status == 409
    assert "a member's name" in visitor.text
    form = visitor.form_to("show-medium")
    form.getControl(name="confirmed").value = ["yes"]
    form.submit()
    assert rest("colleague").get(url).json()["items_total"] == 1


def test_words_are_changed(visit, rest, meeting_at):
    url = meeting_at()
    visitor = visit("member")
    add_picture(visitor, url)
    visitor.browser.getLink(url="change-medium").click()
    form = visitor.form_to("change-medium")
    form.getControl(name="description").value = "A door"
    form.submit()
    [row] = rest("member").get(url).json()["items"]
    assert (row["title"], row["description"]) == ("A drawing", "A door")
    other = visit("teller")
    name = row["@id"].rpartition("/")[2]
    other.go(f"{url}/change-medium?medium={name}")
    with pytest.raises(LookupError):
        other.form_to("change-medium")


def test_a_link_that_is_none(visit, meeting_at):
    url = meeting_at()
    visitor = visit("member")
    visitor.go(f"{url}/meeting-media")
    form = visitor.form_to("meeting-media", kind="link")
    form.getControl(name="remoteUrl").value = "javascript:alert(1)"
    form.getControl(name="title").value = "Try this"
    form.submit()
    assert visitor.status == 400
    assert 'href="#cop-remoteUrl-link"' in visitor.contents
    field = visitor.contents[visitor.contents.index('id="cop-remoteUrl-link"') :][:400]
    assert 'aria-invalid="true"' in field
    form = visitor.form_to("meeting-media", kind="link")
    assert form.getControl(name="title").value == "Try this"


def test_the_shelf(visit, meeting_at):
    url = meeting_at(state="public")
    add_picture(visit("member"), url)
    visitor = visit("teller")
    visitor.go("tuesday/resources")
    assert "A drawing" in visitor.contents and url in visitor.contents
    visitor.go("tuesday/resources?kind=link")
    assert "A drawing" not in visitor.contents
    visitor.go("tuesday/resources?words=draw")
    assert "A drawing" in visitor.contents
    colleague = visit("colleague")
    colleague.go("tuesday/resources")
    assert colleague.status == 200
    assert "A drawing" not in colleague.contents


def test_a_file_leads_to_the_meeting(visit, rest, meeting_at):
    url = meeting_at()
    add_picture(visit("member"), url)
    [row] = rest("member").get(url).json()["items"]
    visitor = visit("facilitator")
    visitor.go(row["@id"])
    assert visitor.path.partition("#")[0] == url
    visitor.go(f"{row['@id']}/edit")
    assert "Edit the description" in visitor.text
