"""Media as content: cleaned whichever way they come, in no catalog, in no workflow."""

from leap.cop.core.errors import NotNow
from leap.cop.core.errors import Refused
from leap.cop.media import content
from leap.cop.media import keeping
from leap.cop.media.records import CleanFile
from leap.cop.media.records import CleanImage
from leap.cop.testing import settings_of
from plone import api
from plone.app.testing import applyProfile
from plone.app.testing import login
from plone.app.testing import SITE_OWNER_NAME
from plone.namedfile.file import NamedBlobFile
from plone.namedfile.file import NamedBlobImage
from Products.CMFCore.permissions import View
from tests.refusals import refused

import pytest


@pytest.fixture
def story(story_in):
    return story_in("private")


@pytest.fixture
def teller(as_user, story):
    as_user("teller")


@pytest.mark.parametrize("name", ["jpeg", "png", "pdf", "docx", "mp3"])
def test_a_script_cannot_store_a_raw_file(story, teller, samples, name):
    raw = NamedBlobFile(samples.make(name), filename="anneliese.bin")
    medium = keeping.add(story, content.FILE, {"file": raw})
    assert isinstance(medium.file, CleanFile)
    assert samples.found_in(medium.file.data) == []
    medium.file = NamedBlobFile(samples.make(name))
    assert samples.found_in(medium.file.data) == []
    medium.file.data = samples.make(name)
    assert samples.found_in(medium.file.data) == []
    with pytest.raises(ValueError):
        medium.file.open("w")


def test_a_script_cannot_store_a_raw_picture(story, teller, samples):
    raw = NamedBlobImage(samples.jpeg(), filename="anneliese.jpg")
    medium = api.content.create(story, type=content.IMAGE, title="A table", image=raw)
    assert isinstance(medium.image, CleanImage)
    assert samples.found_in(medium.image.data) == []
    assert medium.image.filename == "picture.jpg"


def test_no_temporary_file_is_left(story, teller, samples, tmp_path, monkeypatch):
    import tempfile

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    for name in ("mp4", "docx", "pdf", "jpeg"):
        keeping.add(story, content.FILE, {"file": samples.make(name)})
    left = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
    assert [data for data in left if samples.found_in(data)] == []


def test_what_is_said_has_bounds(story, teller):
    link = {"remoteUrl": "https://www.example.org/"}
    medium = keeping.add(story, content.LINK, {**link, "title": "  two \n words "})
    assert medium.title == "two words"
    with refused(Refused, "title"):
        keeping.change(medium, {"title": "x" * 201})
    with refused(Refused, "remoteUrl"):
        keeping.change(medium, {"remoteUrl": "ftp://example.org"})


def test_an_open_default_workflow_opens_no_medium(story, teller, samples, as_user):
    workflows = api.portal.get_tool("portal_workflow")
    workflows.setDefaultChain("simple_publication_workflow")
    medium = keeping.add(story, content.IMAGE, {"image": samples.jpeg()})
    for name in content.TYPES:
        assert workflows.getChainForPortalType(name) == ()
    assert workflows.getChainFor(medium) == ()
    assert medium.acquiredRolesAreUsedBy(View) == "CHECKED"
    assert api.user.has_permission(View, obj=medium)
    for userid in ("member", "facilitator", "colleague", "siteadmin", None):
        as_user(userid)
        assert not api.user.has_permission(View, obj=medium)


def test_nobody_owns_a_medium(story, teller, samples):
    medium = keeping.add(story, content.IMAGE, {"image": samples.jpeg()})
    assert medium.get_local_roles() == ()
    assert medium.getOwner() is None
    assert medium.listCreators() == () and medium.Creator() == ""
    assert len(medium.getId()) == 20


def test_a_medium_stands_in_a_story_only(community, teller, samples):
    with pytest.raises((ValueError, NotNow)):
        keeping.add(community, content.IMAGE, {"image": samples.jpeg()})


def test_media_stand_in_their_order(story, teller):
    for number in range(4):
        link = {"remoteUrl": f"https://www.example.org/{number}"}
        keeping.add(story, content.LINK, link)
    ends = [medium.remoteUrl[-1] for medium in keeping.media_of(story)]
    assert ends == ["0", "1", "2", "3"]


def test_taken_out_and_put_back(portal, story, samples, as_user):
    as_user("teller")
    medium = keeping.add(story, content.IMAGE, {"image": samples.jpeg()})
    login(portal.aq_parent, SITE_OWNER_NAME)
    applyProfile(portal, "leap.cop:uninstall")
    workflows = api.portal.get_tool("portal_workflow")
    assert not set(content.TYPES) & set(settings_of(portal)["types"])
    assert workflows.getChainFor(medium) == ()
    for userid in ("member", "colleague", "siteadmin"):
        as_user(userid)
        assert not api.user.has_permission(View, obj=medium)
    login(portal.aq_parent, SITE_OWNER_NAME)
    applyProfile(portal, "leap.cop:default")
    as_user("teller")
    assert api.user.has_permission(View, obj=medium)
    assert [item.getId() for item in keeping.media_of(story)] == [medium.getId()]
