"""The end of a story: the next one, similar ones, and the way back."""

from leap.cop.community.membership import Membership
from leap.cop.story.library.onward import Onward
from leap.cop.story.lifecycle import lifecycle
from plone import api
from tests.conftest import make_community
from tests.conftest import make_story
from tests.conftest import NOW

import pytest


@pytest.fixture
def large(community):
    """Let the community be so large that its name stands beside unnamed stories."""
    membership = Membership(community)
    for number in range(8):
        userid = f"person{number}"
        api.user.create(username=userid, email=f"{userid}@example.org")
        membership.add(userid, "member", now=NOW)
    return community


@pytest.fixture
def onward(portal):
    def look(userid, story, came_from=""):
        with api.env.adopt_user(userid):
            request = portal.REQUEST.clone()
            request.environ["HTTP_REFERER"] = came_from
            view = Onward(story, request)
            following = view.next.title if view.next else None
            similar = [line.title for line in view.similar]
            return following, similar, view.back.url

    return look


def in_order(*stories):
    """Let stories have been shared one after the other, the first one last."""
    for days, story in enumerate(stories):
        story.setEffectiveDate(story.effective() - days)
        story.reindexObject(idxs=list(lifecycle.TEXT_INDEXES))


def test_members_and_colleagues_each_get_what_they_may_read(large, onward):
    newest = make_story(large, "public", title="Newest", domain="practice")
    inner = make_story(large, "community", title="Inner", domain="practice")
    oldest = make_story(large, "public", title="Oldest", domain="policy")
    older = make_story(large, "public", title="Older", domain="practice")
    private = make_story(large, "private", title="Private", domain="practice")
    waiting = make_story(large, "pending", title="Waiting", domain="practice")
    in_order(newest, inner, older, oldest)
    assert onward("member", newest)[:2] == ("Inner", ["Older"])
    assert onward("colleague", newest)[:2] == ("Older", [])
    assert onward("reviewer", newest)[:2] == ("Older", [])
    assert onward("member", older)[:2] == ("Oldest", ["Newest", "Inner"])
    assert onward("member", oldest)[:2] == (None, [])
    for story in (private, waiting):
        assert onward("teller", story)[:2] == (None, [])


@pytest.mark.parametrize("days", [1, 29, 31, 900])
def test_the_next_one_follows_however_long_ago_it_was_shared(large, onward, days):
    newest = make_story(large, "public", title="Newest")
    older = make_story(large, "public", title="Older")
    older.setEffectiveDate(older.effective() - days)
    older.reindexObject(idxs=list(lifecycle.TEXT_INDEXES))
    assert onward("member", newest)[0] == "Older"
    assert onward("member", older)[0] is None


def test_nobody_is_led_from_a_community_that_is_not_named(portal, community, onward):
    """A small group: what it told without a name stands among all stories."""
    with api.env.adopt_user("siteadmin"):
        other = make_community(portal, id="other", title="Other")
    unnamed = make_story(community, "public", title="Unnamed", domain="practice")
    with api.env.adopt_user("teller"):
        lifecycle.withdraw(unnamed)
        lifecycle.grant(unnamed, "public", now=NOW, attribution="anonymous")
    with api.env.adopt_user("reviewer"):
        lifecycle.move(unnamed, "approve", now=NOW)
    ours = make_story(community, "public", title="Ours", domain="practice")
    theirs = make_story(other, "public", title="Theirs", domain="practice")
    in_order(unnamed, theirs, ours)
    assert set(onward("colleague", ours)[1]) == set()
    following, similar, _back = onward("colleague", unnamed)
    assert {following, *similar} - {None} == {"Ours", "Theirs"}
    following, similar, _back = onward("member", unnamed)
    assert {following, *similar} - {None} == {"Ours"}


def test_no_story_is_woken(large, onward):
    stories = [make_story(large, "public", title=f"S{n}") for n in range(3)]
    in_order(*stories)
    # What waits to be indexed is, by asking.
    api.content.find(portal_type="leap.cop.Story")
    large._p_jar.savepoint()
    for story in stories[1:]:
        story._p_deactivate()
    assert onward("member", stories[0])[0] == "S1"
    assert [story._p_changed for story in stories[1:]] == [None, None]


def test_back_to_where_one_came_from(portal, community, onward):
    story = make_story(community, "public")
    site, ours = portal.absolute_url(), community.absolute_url()
    library = f"{site}/story-library"
    filtered = f"{library}?domain=practice&b_start=20"
    for userid in ("member", "colleague"):
        assert onward(userid, story, filtered)[2] == filtered
        assert onward(userid, story, f"{site}/my-stories")[2] == f"{site}/my-stories"
    for came_from in (
        "",
        "https://elsewhere.example/story-library",
        f"{site}.example/story-library",
        "javascript:alert(1)//story-library",
        f"{site}/folder/story-library",
        f"{library}?{'x' * 3000}",
    ):
        assert onward("colleague", story, came_from)[2] == library
        assert onward("member", story, came_from)[2].startswith(ours)


def test_it_stands_on_the_page(browse, told):
    told("public", title="Another one", domain="practice")
    url = told("public", title="This one", domain="practice")
    visitor = browse("member")
    visitor.visit(url)
    assert "Another one" in visitor.main
    assert "All our community's stories" in visitor.main
    visitor.getLink("Another one").click()
    assert "This one" in visitor.main
