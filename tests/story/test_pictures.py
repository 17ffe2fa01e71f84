"""A text shows pictures of its own story and no others."""

from leap.cop.core.rich_text import html_value
from leap.cop.core.rich_text import stored
from leap.cop.media.keeping import add
from leap.cop.media.keeping import media_of
from plone import api
from tests import pasted
from tests.media.sample_pictures import jpeg
from zope.event import notify
from zope.lifecycleevent import ObjectModifiedEvent

import base64
import pytest


def with_picture(story):
    """Add a picture to a story; give it."""
    with api.env.adopt_user("teller"):
        return add(story, "leap.cop.Image", {"image": jpeg()})


@pytest.fixture
def illustrated(story_in):
    """Return a story that has a picture, and the picture."""
    story = story_in()
    return story, with_picture(story)


def shown(story) -> str:
    """Return what readers get of the text."""
    return story.learning.output_relative_to(story)


@pytest.mark.parametrize(
    "address",
    [
        "{picture}/@@images/image/large",
        "{url}",
        "{url}/@@images/image",
        "{url}/@@images/image/nothing",
        "{url}/@@display-file/image",
        "resolveuid/{uid}",
        "../resolveuid/{uid}/@@images/image/large",
        "http://evil.example/{picture}",
    ],
)
def test_a_picture_of_the_story_is_shown(illustrated, address):
    story, picture = illustrated
    src = address.format(
        picture=picture.getId(), url=picture.absolute_url(), uid=picture.UID()
    )
    story.learning = html_value(f'<p>x<img src="{src}" alt="A table" class="y"></p>')
    kept = f"{picture.getId()}/@@images/image/large"
    assert stored(story, "learning") == f'<p>x<img alt="A table" src="{kept}"></p>'
    expected = f"{picture.absolute_url()}/@@images/image/large"
    assert shown(story) == f'<p>x<img alt="A table" src="{expected}"></p>'


def test_a_smaller_one_is_shown_where_it_was_chosen(illustrated):
    story, picture = illustrated
    src = f"{picture.absolute_url()}/@@images/image/preview"
    story.learning = html_value(f'<img src="{src}">')
    assert src in shown(story)
    # As a client sends it back.
    story.learning = html_value(shown(story))
    assert stored(story, "learning") == (
        f'<img src="{picture.getId()}/@@images/image/preview">'
    )


@pytest.mark.parametrize(
    "src",
    [
        "/cop/logout",
        "logout",
        "http://evil.example/t.png",
        "//evil.example/t.png",
        "data:image/png;base64,iVBORw0KGgo=",
        "javascript:x()",
        "{other}/@@images/image/large",
        "{other_url}/@@images/image/large",
        "resolveuid/{other_uid}",
        "resolveuid/{link_uid}",
        "{link}",
        "{story}/@@images/image/large",
        "",
    ],
)
def test_no_other_picture_is_kept_or_shown(story_in, illustrated, src):
    story, _picture = illustrated
    other = with_picture(story_in(title="Another"))
    with api.env.adopt_user("teller"):
        link = add(story, "leap.cop.Link", {"remoteUrl": "http://127.0.0.1/b.png"})
    src = src.format(
        other=other.getId(),
        other_url=other.absolute_url(),
        other_uid=other.UID(),
        link=link.absolute_url(),
        link_uid=link.UID(),
        story=story.absolute_url(),
    )
    html = f'<p>Quiet<img src="{src}" onerror="x()"></p>'
    story.learning = html_value(html)
    assert shown(story) == story.learning.raw == "<p>Quiet</p>"
    pasted.store_as_before(story, "learning", html)
    assert shown(story) == story.learning.raw == "<p>Quiet</p>"


def test_a_picture_that_went_is_shown_no_more(illustrated):
    story, picture = illustrated
    story.learning = html_value(f'<p>x<img src="{picture.getId()}"></p>')
    with api.env.adopt_user("teller"):
        story.manage_delObjects([picture.getId()])
    assert shown(story) == story.learning.raw == "<p>x</p>"


def test_a_community_has_no_pictures(community, illustrated):
    _story, picture = illustrated
    community.purpose = html_value(f'<p>x<img src="{picture.absolute_url()}"></p>')
    assert stored(community, "purpose") == "<p>x</p>"


@pytest.mark.parametrize("src", ["{id}/@@images/image/large", "resolveuid/{uid}"])
def test_a_copy_shows_its_own_pictures(community, illustrated, as_user, src):
    story, picture = illustrated
    src = src.format(id=picture.getId(), uid=picture.UID())
    # As an older version stored it.
    pasted.store_as_before(story, "learning", f'<p>x<img src="{src}"></p>')
    as_user("teller")
    copied = api.content.copy(story, community)
    [own] = media_of(copied)
    assert own.UID() != picture.UID()
    assert f"{own.absolute_url()}/@@images/image/large" in shown(copied)
    with api.env.adopt_user("teller"):
        notify(ObjectModifiedEvent(copied))
        community.manage_delObjects([story.getId()])
    assert f"{own.absolute_url()}/@@images/image/large" in shown(copied)


def test_readers_get_them_over_rest(told, rest):
    url = told("private")
    teller = rest("teller")
    image = {"data": base64.b64encode(jpeg()).decode(), "encoding": "base64"}
    body = {"@type": "leap.cop.Image", "image": {**image, "content-type": "image/jpeg"}}
    picture = teller.post(url, json=body).json()
    html = f'<p>Quiet<img src="{picture["@id"]}"><img src="/cop/logout"></p>'
    assert teller.patch(url, json={"learning": html}).status_code == 204
    found = teller.get(url).json()["learning"]["data"]
    src = f"{picture['@id']}/@@images/image/large"
    assert found == f'<p>Quiet<img src="{src}"></p>'
    assert teller.get(src).headers["Content-Type"] == "image/jpeg"
    assert teller.patch(url, json={"learning": found}).status_code == 204
    assert teller.get(url).json()["learning"]["data"] == found
