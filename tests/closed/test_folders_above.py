"""A folder above a community: what is refused there tells nothing of the community."""

from leap.cop.community.membership import Membership
from plone import api
from tests.closed.test_panels import token_on
from tests.conftest import make_community
from tests.conftest import make_story
from tests.conftest import NOW

import pytest
import transaction


#: The community somewhere below the folder: state, and whether it holds a story.
KINDS = [
    ("private", False),
    ("private", True),
    ("community", True),
    ("public", False),
    ("public", True),
]

#: Who may delete the folder, and the community not.
KEEPER = "colleague"


@pytest.fixture
def folder(site, request):
    """Return a folder with a community two levels below, kept by a colleague."""
    state, has_story = request.param
    with api.env.adopt_user("siteadmin"):
        folder = api.content.create(site, "Folder", id="folder", title="A folder")
        within = api.content.create(folder, "Folder", id="within", title="Within")
        community = make_community(within, state, id="secret", title="Moonlight")
        api.content.create(site, "Folder", id="target", title="Target")
    Membership(community).remove("siteadmin", now=NOW)
    for place in (folder, site["target"]):
        place.manage_setLocalRoles(KEEPER, ["Contributor", "Editor", "Reader"])
        place.manage_permission("Delete objects", ["Editor", "Manager"], acquire=1)
        place.reindexObjectSecurity()
    if has_story:
        make_story(community, "community" if state != "private" else "private")
    transaction.commit()
    return folder


def delete_over_rest(rest, visit, userid):
    return _said(rest(userid).delete("folder"))


def delete_on_the_page(rest, visit, userid):
    visitor = visit(userid)
    visitor.go("folder/delete_confirmation")
    if visitor.status != 200:
        return visitor.status, visitor.text
    visitor.browser.getControl("Delete").click()
    return visitor.status, visitor.text


def delete_in_contents(rest, visit, userid):
    uid = api.content.get("/folder").UID()
    token = token_on(visit("siteadmin"), "folder/delete_confirmation")
    session = rest(userid)
    session.headers["X-CSRF-TOKEN"] = token
    return _said(
        session.post(
            "target/@@fc-delete", data={"selection": f'["{uid}"]', "folder": "/"}
        )
    )


def copy_over_rest(rest, visit, userid):
    return _said(rest(userid).post("target/@copy", json={"source": "/folder"}))


def move_over_rest(rest, visit, userid):
    return _said(rest(userid).post("target/@move", json={"source": "/folder"}))


def links_over_rest(rest, visit, userid):
    uid = api.content.get("/folder").UID()
    return _said(rest(userid).get(f"@linkintegrity?uids={uid}"))


WAYS = (
    delete_over_rest,
    delete_on_the_page,
    delete_in_contents,
    copy_over_rest,
    move_over_rest,
    links_over_rest,
)


def _said(answer) -> tuple:
    return answer.status_code, answer.text


@pytest.mark.parametrize("userid", [KEEPER, "siteadmin", "newcomer", None])
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("folder", KINDS[1:2], indirect=True)
def test_probe(folder, rest, visit, way, userid):
    print("ANSWER", way.__name__, userid, str(way(rest, visit, userid))[:400])
