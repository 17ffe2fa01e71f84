"""Copy, cut, paste, rename, delete, files of Zope's own: nothing travels that way."""

from leap.cop.community.membership import Membership
from leap.cop.consent.consent_state import standing_of
from leap.cop.core.errors import NotNow
from leap.cop.core.errors import NotYours
from leap.cop.story.lifecycle import lifecycle
from leap.cop.testing import PEOPLE
from OFS.CopySupport import CopyError
from plone import api
from plone.app.testing import login
from plone.app.testing import SITE_OWNER_NAME
from zExceptions import Unauthorized

import io
import pytest
import transaction


REFUSED = (Unauthorized, CopyError, NotYours, NotNow)

OTHERS = ("member", "facilitator", "reviewer", "colleague", "siteadmin", "admin")


@pytest.fixture
def second(portal, community):
    """Return another community with the same people."""
    with api.env.adopt_user("siteadmin"):
        made = api.content.create(
            portal, "leap.cop.Community", id="second", title="Second circle"
        )
        for userid, (_name, _role, role) in PEOPLE.items():
            if role is not None:
                Membership(made).add(userid, role, now=lifecycle.utc_now())
        api.content.transition(made, "publish")
    return made


@pytest.mark.parametrize("state", ["private", "community", "public"])
def test_a_copy_is_private_and_the_tellers(community, story_in, as_user, state):
    story = story_in(state)
    as_user("teller")
    copied = api.content.copy(story, community)
    assert lifecycle.state_of(copied) == "private"
    assert lifecycle.teller_of(copied) == "teller"
    assert not copied.__ac_local_roles__
    new, old = standing_of(copied), standing_of(story)
    assert (new.granted, new.approved_digest, new.decisions) == ("", "", ())
    assert new.ledger_key != old.ledger_key and new.salt != old.salt
    for userid in ("member", "reviewer", "colleague", "siteadmin"):
        assert not api.user.has_permission("View", username=userid, obj=copied)
    assert copied.getId() not in (story.getId(), f"copy_of_{story.getId()}")


@pytest.mark.parametrize("userid", ["member", "facilitator", "reviewer", "siteadmin"])
@pytest.mark.parametrize("act", ["manage_copyObjects", "manage_cutObjects"])
def test_nobody_else_copies_or_cuts(community, story_in, as_user, userid, act):
    story = story_in("public")
    as_user(userid)
    with pytest.raises(REFUSED):
        marked = getattr(community, act)([story.getId()])
        community.manage_pasteObjects(marked)
    transaction.abort()


@pytest.mark.parametrize("state", ["private", "community", "public"])
def test_a_story_does_not_change_its_community(
    community, second, story_in, as_user, state
):
    story = story_in(state)
    as_user("teller")
    with pytest.raises(REFUSED):
        api.content.move(story, second)
    with pytest.raises(REFUSED):
        second.manage_pasteObjects(community.manage_cutObjects([story.getId()]))
    assert story.getId() in community and len(second) == 0


def in_a_folder(portal, community):
    login(portal.aq_parent, SITE_OWNER_NAME)
    portal.portal_types["Folder"].global_allow = True
    folder = api.content.create(portal, "Folder", id="folder")
    api.content.move(community, folder)
    return folder


def test_a_folder_around_a_community_is_not_copied(portal, community, story_in):
    story_in("private")
    folder = in_a_folder(portal, community)
    transaction.savepoint()
    with pytest.raises(REFUSED):
        portal.manage_pasteObjects(portal.manage_copyObjects([folder.getId()]))


def test_a_folder_around_others_stories_is_not_deleted(portal, community, story_in):
    story_in("private")
    folder = in_a_folder(portal, community)
    with pytest.raises(NotNow):
        portal.manage_delObjects([folder.getId()])
    with pytest.raises(NotNow):
        folder.manage_delObjects([community.getId()])


@pytest.mark.parametrize("state", ["private", "community", "public"])
def test_nobody_takes_content_out_as_a_file(portal, community, story_in, state):
    story = story_in(state)
    for content in (story, community):
        roles = content.rolesOfPermission("Import/Export objects")
        assert not [role["name"] for role in roles if role["selected"]]


def test_what_comes_in_as_a_file_is_private(portal, community, story_in):
    story = story_in("public")
    story_in("private")
    transaction.savepoint()
    with io.BytesIO() as file:
        community._p_jar.exportFile(story._p_oid, file)
        file.seek(0)
        with api.env.adopt_user("teller"):
            community._delObject(story.getId())
        transaction.savepoint()
        login(portal.aq_parent, SITE_OWNER_NAME)
        loaded = community._p_jar.importFile(file)
        community._setObject(loaded.getId(), loaded)
    found = community[loaded.getId()]
    assert lifecycle.state_of(found) == "private"
    assert standing_of(found).granted == ""
    assert lifecycle.teller_of(found) == "teller"
    for userid in ("member", "colleague", "siteadmin"):
        assert not api.user.has_permission("View", username=userid, obj=found)


class TestOverHTTP:
    VERBS = ("PROPFIND", "COPY", "MOVE", "PUT", "DELETE", "LOCK", "MKCOL", "PROPPATCH")
    VIEWS = (
        "document_src",
        "manage_FTPget",
        "manage_DAVget",
        "manage_exportObject",
        "manage_exportObject?download:int=1",
        "manage_main",
        "get_size",
        "Title",
        "title",
        "learning",
    )

    @pytest.mark.parametrize("userid", [*OTHERS, None])
    def test_verbs_and_methods_of_zope(self, site, told, rest, userid):
        url = told("private", title="Canaryword")
        session = rest(userid)
        session.headers["Accept"] = "*/*"
        for verb in self.VERBS:
            answer = session.request(
                verb, url, headers={"Destination": f"{site.absolute_url()}/gone"}
            )
            to_login = userid is None and "login" in answer.headers.get("Location", "")
            assert to_login or answer.status_code >= 400, verb
            assert "Canaryword" not in answer.text, verb
        for name in self.VIEWS:
            answer = session.get(f"{url}/{name}")
            assert "Canaryword" not in answer.text, name
            assert b"ZEXP" not in answer.content, name
        transaction.begin()
        assert len(site["tuesday"]) == 1 and "gone" not in site

    @pytest.mark.parametrize("userid", OTHERS)
    @pytest.mark.parametrize("service", ["@copy", "@move"])
    def test_rest_takes_nothing_elsewhere(self, site, told, rest, userid, service):
        url = told("public")
        answer = rest(userid).post(f"tuesday/{service}", json={"source": url})
        assert answer.status_code >= 400 or answer.json() in ([], None)
        transaction.begin()
        assert len(site["tuesday"]) == 1
