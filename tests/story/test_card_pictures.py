"""The picture on a story's card: in the catalog while it may be seen, and no longer."""

from io import BytesIO
from leap.cop.media import keeping
from leap.cop.story.lifecycle import lifecycle
from PIL import Image
from plone import api

import pytest


@pytest.fixture
def picture():
    out = BytesIO()
    Image.new("RGB", (60, 40), "#369").save(out, "JPEG")
    return out.getvalue()


def shown(story) -> list[str]:
    """Return what the catalog has as the picture of a story, nothing for no entry."""
    path = "/".join(story.getPhysicalPath())
    catalog = api.portal.get_tool("portal_catalog")
    return [brain.cop_picture for brain in catalog.unrestrictedSearchResults(path=path)]


def test_the_first_picture_stands_there_while_the_story_is_shared(
    story_in, as_user, picture
):
    story = story_in("private")
    as_user("teller")
    first = keeping.add(story, "leap.cop.Image", {"image": picture})
    keeping.add(story, "leap.cop.Image", {"image": picture})
    assert shown(story) == []
    lifecycle.grant(story, "community", now=lifecycle.utc_now(), attribution="name")
    assert shown(story) == [first.getId()]
    keeping.remove(first)
    assert shown(story) != [first.getId()] and all(shown(story))
    lifecycle.withdraw(story)
    assert shown(story) == []


def test_it_stays_behind_a_word_before_reading(story_in, as_user, picture):
    story = story_in("private")
    as_user("teller")
    story.content_note = "It begins with a hospital."
    keeping.add(story, "leap.cop.Image", {"image": picture})
    lifecycle.grant(story, "community", now=lifecycle.utc_now(), attribution="name")
    assert shown(story) == [""]
