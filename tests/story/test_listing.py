"""A private story stands in no catalog, whatever is done to it or to the catalog."""

from leap.cop.community.membership import Membership
from leap.cop.story import listing
from leap.cop.story.library.library import my_stories
from leap.cop.story.library.library import review_queue
from leap.cop.story.lifecycle import lifecycle
from pathlib import Path
from plone import api
from plone.app.testing import applyProfile
from Products.CMFCore.indexing import processQueue
from tests.conftest import make_story
from tests.conftest import NOW
from zope.event import notify
from zope.lifecycleevent import ObjectModifiedEvent

import leap.cop
import pytest
import re
import transaction


STATES = ("private", "community", "pending", "community_pending", "public")


@pytest.fixture
def catalog(portal):
    return api.portal.get_tool("portal_catalog")


def entry(story):
    """Return what the catalog has of a story: its record's number, or nothing."""
    processQueue()
    catalog = api.portal.get_tool("portal_catalog")
    return catalog.getrid("/".join(story.getPhysicalPath()))


def everything(catalog, story) -> str:
    """Return all indexed values and columns of a story's entry, as text."""
    rid = entry(story)
    assert rid is not None
    path = catalog.getpath(rid)
    found = {**catalog.getIndexDataForUID(path), **catalog.getMetadataForUID(path)}
    nothing = (None, None)  # of a range
    kept = {name: one for name, one in found.items() if one and one != nothing}
    return repr(kept)


@pytest.mark.parametrize("state", STATES)
def test_only_what_somebody_else_may_read_is_listed(story_in, state):
    assert (entry(story_in(state)) is not None) == (state != "private")


@pytest.mark.parametrize("state", STATES[1:])
def test_taken_back_it_leaves_at_once(story_in, as_user, state):
    story = story_in(state)
    assert entry(story) is not None
    as_user("teller")
    lifecycle.withdraw(story)
    assert entry(story) is None


@pytest.mark.parametrize("state", STATES[1:])
def test_put_on_hold_or_sent_back_it_leaves_at_once(story_in, as_user, state):
    story = story_in(state)
    as_user("facilitator" if state == "community" else "reviewer")
    lifecycle.put_on_hold(story, "A worry.")
    assert entry(story) is None


def test_sent_back_to_private_it_leaves(story_in, as_user):
    story = story_in("pending")
    as_user("reviewer")
    lifecycle.send_back(story, "A word.")
    assert entry(story) is None


def test_a_community_that_closes_takes_its_stories_along(community, story_in):
    story = story_in("public")
    with api.env.adopt_user("facilitator"):
        api.content.transition(community, "hide")
    assert entry(story) is None


def test_shared_and_taken_back_in_one_transaction(story_in, as_user):
    story = story_in("private")
    as_user("teller")
    lifecycle.grant(story, "community", now=NOW)
    lifecycle.withdraw(story)
    assert entry(story) is None
    lifecycle.grant(story, "community", now=NOW)
    lifecycle.withdraw(story)
    lifecycle.grant(story, "community", now=NOW)
    assert entry(story) is not None


def test_listed_before_and_taken_back_in_one_transaction(community, as_user):
    story = make_story(community, "community")
    assert entry(story) is not None
    as_user("teller")
    story.indexObject()
    story.reindexObject(idxs=["Title"])
    lifecycle.withdraw(story)
    assert entry(story) is None


@pytest.mark.parametrize(
    "call",
    [
        lambda story: story.indexObject(),
        lambda story: story.reindexObject(),
        lambda story: story.reindexObject(idxs=["Title"]),
        lambda story: story.reindexObject(idxs=["modified"], update_metadata=0),
        lambda story: story.reindexObjectSecurity(),
        lambda story: notify(ObjectModifiedEvent(story)),
    ],
)
def test_no_way_of_indexing_lists_a_private_story(story_in, call):
    story = story_in("private")
    call(story)
    assert entry(story) is None


def test_a_part_makes_a_whole_entry_or_none(catalog, story_in, as_user):
    story = story_in("private")
    as_user("teller")
    lifecycle.grant(story, "community", now=NOW)
    catalog.uncatalog_object("/".join(story.getPhysicalPath()))
    processQueue()
    catalog.uncatalog_object("/".join(story.getPhysicalPath()))
    story.reindexObject(idxs=["modified"])
    assert "The long table" in everything(catalog, story)
    [brain] = catalog.unrestrictedSearchResults(UID=story.UID())
    assert brain.Title == "The long table"


def test_the_moment_of_a_change_is_not_the_moment_of_sharing(story_in, as_user):
    story = story_in("private")
    changed = story.modified()
    as_user("teller")
    lifecycle.grant(story, "community", now=NOW)
    processQueue()
    assert story.modified() == changed


REBUILT = {
    "clearFindAndRebuild": lambda catalog: catalog.clearFindAndRebuild(),
    "refreshCatalog": lambda catalog: catalog.refreshCatalog(clear=1),
    "manage_catalogReindex": lambda catalog: catalog.refreshCatalog(clear=0),
}


@pytest.mark.parametrize("how", REBUILT)
def test_the_catalog_made_anew(portal, catalog, story_in, how):
    private, shared = story_in("private"), story_in("community")
    REBUILT[how](catalog)
    assert entry(private) is None
    assert entry(shared) is not None


def test_whoever_calls_the_catalog_itself_gets_an_empty_entry(catalog, story_in):
    story = story_in("private", description="A line.", domain="practice")
    path = "/".join(story.getPhysicalPath())
    catalog.catalog_object(story, path)
    assert everything(catalog, story) == "{}"
    for query in ({"UID": story.UID()}, {"portal_type": "leap.cop.Story"}):
        assert not catalog.unrestrictedSearchResults(**query)
    story.reindexObject(idxs=["Title"])
    assert entry(story) is None


def test_a_sharing_that_was_rolled_back(story_in, as_user):
    story = story_in("private")
    as_user("teller")
    for flush in (False, True):
        point = transaction.savepoint()
        lifecycle.grant(story, "community", now=NOW)
        if flush:
            assert entry(story) is not None
        point.rollback()
        assert lifecycle.state_of(story) == "private"
        assert entry(story) is None


def test_installed_again(portal, catalog, story_in):
    private, shared = story_in("private"), story_in("community")
    portal.portal_setup.runAllImportStepsFromProfile("leap.cop:uninstall")
    assert [entry(private), entry(shared)] == [None, None]
    catalog.clearFindAndRebuild()
    assert [entry(private), entry(shared)] == [None, None]
    applyProfile(portal, "leap.cop:default")
    assert entry(private) is None
    assert entry(shared) is not None


# What walks stories


def test_own_stories_are_found_in_each_state(story_in):
    told = {story_in(state).getId() for state in STATES}
    assert {story.getId() for story in my_stories("teller")} == told
    assert my_stories("member") == []


def test_the_newest_own_story_comes_first(story_in):
    told = [story_in("private") for _number in range(3)]
    for days, story in enumerate(told):
        story.creation_date = story.creation_date - 10 + days
    assert my_stories("teller") == told[::-1]


def test_the_own_story_is_not_in_the_own_queue(community, story_in, as_user):
    story_in("pending")
    other = story_in("pending", teller="member")
    Membership(community).change_role("teller", "reviewer", now=NOW)
    as_user("teller")
    assert [brain.getId for brain in review_queue()] == [other.getId()]


#: Modules that ask the catalog for stories, and only for those that are listed.
ASK_FOR_LISTED = {
    "notify/remind.py",
    "setuphandlers/install.py",
    "story/sharing/changed_settings.py",
    "story/library/library.py",
    "story/subscribers.py",
    "story/proof/verify.py",
    "story/sharing/affected_by_narrowing.py",
}


def test_nobody_walks_all_stories_by_the_catalog():
    """It has not all of them: `teller.all_stories` and `stories_of` do."""
    root = Path(leap.cop.__file__).parent
    asks = re.compile(r"unrestrictedSearchResults\((?:[^()]|\([^()]*\))*\)", re.DOTALL)
    story = re.compile(r"portal_type=(STORY|\"leap\.cop\.Story\")|\*\*query")
    found = {
        str(path.relative_to(root))
        for path in root.rglob("*.py")
        for call in asks.findall(path.read_text(encoding="utf-8"))
        if story.search(call) and "COMMUNITY" not in call
    }
    others = {"story/review/holds.py", "exportimport/exporter.py"}
    assert found - others == ASK_FOR_LISTED & found


def test_listing_says_what_is_listed(story_in):
    assert not listing.is_listed(story_in("private"))
    assert listing.is_listed(story_in("pending"))


def test_a_private_story_leaves_no_mark_in_the_log(community, as_user, caplog):
    """Whatever the catalog is asked to drop and does not have, the log names."""
    as_user("teller")
    story = api.content.create(community, "leap.cop.Story", title="A long evening")
    processQueue()
    story.title = "Another"
    notify(ObjectModifiedEvent(story))
    story.reindexObject(idxs=["Title"])
    processQueue()
    community.manage_delObjects([story.getId()])
    processQueue()
    assert "uncatalog" not in caplog.text
