"""A folder above a community: what is refused there tells nothing of the community."""

from leap.cop.community.membership import Membership
from plone import api
from tests.closed.test_panels import token_on
from tests.conftest import make_community
from tests.conftest import make_story
from tests.conftest import NOW

import json
import pytest
import re
import transaction


#: The community somewhere below the folder: state, and whether it holds a story.
KINDS = [
    ("private", False),
    ("private", True),
    ("public", True),
]

#: From `public` there.
STEPS = {"public": (), "private": ("retract", "hide")}

#: Who may delete the folders, and no community.
KEEPER = "colleague"


@pytest.fixture
def folders(site) -> list[str]:
    """Return ids of folders, each with another community two levels below."""
    with api.env.adopt_user("siteadmin"):
        api.content.create(site, "Folder", id="target", title="Target")
        names = [_folder_above(site, *row) for row in enumerate(KINDS)]
    for name in ("target", *names):
        place = site[name]
        place.manage_setLocalRoles(KEEPER, ["Contributor", "Editor", "Reader"])
        place.manage_permission("Delete objects", ["Editor", "Manager"], acquire=1)
        place.reindexObjectSecurity()
    transaction.commit()
    return names


def _folder_above(site, number: int, kind: tuple[str, bool]) -> str:
    state, has_story = kind
    name = f"folder{number}"
    folder = api.content.create(site, "Folder", id=name, title="A folder")
    within = api.content.create(folder, "Folder", id="within", title="Within")
    community = make_community(within, id="secret", title="Moonlight")
    Membership(community).remove("siteadmin", now=NOW)
    if has_story:
        make_story(community, "community")
    for step in STEPS[state]:
        api.content.transition(community, step)
    return name


def delete_over_rest(rest, visit, userid, name):
    return _said(rest(userid).delete(name))


def delete_on_the_page(rest, visit, userid, name):
    visitor = visit(userid)
    visitor.go(f"{name}/delete_confirmation")
    form = visitor.form_to("delete_confirmation")
    form.submit(name="form.buttons.Delete")
    return visitor.status, visitor.text


def delete_in_contents(rest, visit, userid, name):
    token = token_on(visit(userid), f"{name}/delete_confirmation")
    uid = api.content.get(f"/{name}").UID()
    sent = {"selection": json.dumps([uid]), "folder": "/", "_authenticator": token}
    return _said(rest(userid).post("target/@@fc-delete", data=sent))


def copy_over_rest(rest, visit, userid, name):
    return _said(rest(userid).post("target/@copy", json={"source": f"/{name}"}))


def copy_on_the_page(rest, visit, userid, name):
    visitor = visit(userid)
    visitor.go(f"{name}/object_copy")
    visitor.go("target/object_paste")
    return visitor.status, visitor.text


def cut_on_the_page(rest, visit, userid, name):
    visitor = visit(userid)
    visitor.go(f"{name}/object_cut")
    visitor.go("target/object_paste")
    return visitor.status, visitor.text


def move_over_rest(rest, visit, userid, name):
    return _said(rest(userid).post("target/@move", json={"source": f"/{name}"}))


def links_over_rest(rest, visit, userid, name):
    uid = api.content.get(f"/{name}").UID()
    status, text = _said(rest(userid).get(f"@linkintegrity?uids={uid}"))
    return status, text.replace(uid, "UID")


def links_on_the_page(rest, visit, userid, name):
    visitor = visit(userid)
    visitor.go(f"{name}/@@delete_confirmation_info")
    return visitor.status, visitor.text


def _said(answer) -> tuple:
    return answer.status_code, answer.text


DELETES = (delete_over_rest, delete_on_the_page, delete_in_contents)

OTHERS = (
    copy_over_rest,
    copy_on_the_page,
    cut_on_the_page,
    move_over_rest,
)

#: Each counts what its reader sees.
COUNTS = (links_over_rest, links_on_the_page)


def answers_of(way, rest, visit, userid, names) -> set:
    """Return what is said of all folders, but for their own names."""
    said = set()
    for name in names:
        status, text = way(rest, visit, userid, name)
        text = re.sub(r"localhost:\d+", "HOST", text).replace(name, "NAME")
        said.add((status, text))
    return said


def ask_about_all(way, rest, visit, userid, names):
    """Return the one answer to all."""
    said = answers_of(way, rest, visit, userid, names)
    assert len(said) == 1, said
    status, text = said.pop()
    for word in ("Moonlight", "secret", "community holds", "A community"):
        assert word not in text
    return status, text


@pytest.mark.parametrize("userid", [KEEPER, "siteadmin"])
@pytest.mark.parametrize("way", DELETES)
def test_no_folder_is_deleted_over_a_community(site, folders, rest, visit, way, userid):
    status, text = ask_about_all(way, rest, visit, userid, folders)
    assert status == 409
    assert "Something in this folder cannot be deleted." in text
    transaction.begin()
    assert set(folders) <= set(site.objectIds())


@pytest.mark.parametrize("userid", ["newcomer", None])
@pytest.mark.parametrize("way", [delete_over_rest, copy_over_rest, move_over_rest])
def test_who_may_not_is_told_so_first(site, folders, rest, visit, way, userid):
    status, _text = ask_about_all(way, rest, visit, userid, folders)
    assert status in (401, 403)


@pytest.mark.parametrize("userid", [KEEPER, "siteadmin"])
@pytest.mark.parametrize("way", OTHERS)
def test_copies_and_moves_tell_nothing(site, folders, rest, visit, way, userid):
    status, _text = ask_about_all(way, rest, visit, userid, folders)
    assert status < 500


@pytest.mark.parametrize("way", COUNTS)
def test_what_is_hidden_is_not_counted(site, folders, rest, visit, way):
    """Whoever does not see a community reads the numbers of a folder without one."""
    with api.env.adopt_user("siteadmin"):
        bare = api.content.create(site, "Folder", id="bare", title="A folder")
        api.content.create(bare, "Folder", id="within", title="Within")
    transaction.commit()
    hidden = [
        name for name, kind in zip(folders, KINDS, strict=True) if kind[0] == "private"
    ]
    ask_about_all(way, rest, visit, KEEPER, [*hidden, "bare"])


def test_a_community_without_stories_is_still_deleted(site, rest):
    assert rest("siteadmin").delete("tuesday").status_code == 204
