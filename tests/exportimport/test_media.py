"""Media stand in no catalog; they travel with their story, and their digest fits."""

from io import BytesIO
from leap.cop.story.lifecycle import digests
from leap.cop.story.lifecycle import lifecycle
from PIL import Image
from plone import api
from plone.namedfile.file import NamedBlobFile
from plone.namedfile.file import NamedBlobImage
from zope.component.hooks import setSite

import pytest
import transaction


content = pytest.importorskip("leap.cop.media.content")
keeping = pytest.importorskip("leap.cop.media.keeping")


def a_picture() -> bytes:
    out = BytesIO()
    Image.new("RGB", (64, 48), "teal").save(out, "JPEG")
    return out.getvalue()


def media_in(story) -> list:
    return sorted(
        (medium.getId(), medium.UID(), medium.fingerprint(), medium.title)
        for medium in story.objectValues()
    )


def test_media_travel(site, told, export, other, take_in):
    setSite(site)
    path = told("private").removeprefix(site.absolute_url()).strip("/")
    story = site.unrestrictedTraverse(path)
    picture = NamedBlobImage(a_picture(), filename="a.jpg")
    text = NamedBlobFile(b"just a text", filename="a.txt")
    link = "https://example.org/x"
    with api.env.adopt_user("teller"):
        keeping.add(story, content.IMAGE, {"image": picture, "title": "A table"})
        keeping.add(story, content.FILE, {"file": text})
        keeping.add(story, content.LINK, {"remoteUrl": link, "title": "A page"})
        lifecycle.grant(story, "community", now=lifecycle.utc_now())
    transaction.commit()
    before, digest = media_in(story), digests.digest_of(story)
    export(site)
    take_in(other)
    setSite(other)
    arrived = other.unrestrictedTraverse(path)
    assert media_in(arrived) == before
    assert digests.digest_of(arrived) == digest
    assert lifecycle.state_of(arrived) == "community"


def test_the_picture_of_a_community_travels(site, export, other, take_in):
    setSite(site)
    community = site["tuesday"]
    community.picture = NamedBlobImage(a_picture(), filename="a.jpg")
    community.picture_text = "A table"
    transaction.commit()
    before = community.picture.sha256
    export(site)
    take_in(other)
    setSite(other)
    arrived = other["tuesday"]
    assert arrived.picture.sha256 == before
    assert "preview" in arrived.picture.scales
    assert arrived.picture_text == "A table"
