"""What it costs to come and go: the same, however many stories a community has.

Looked at in the database itself, not by the clock: which records of stories and of the
catalog a change rewrote, and which stories it even loaded.
"""

from datetime import datetime
from datetime import UTC
from leap.cop.community import groups
from leap.cop.community import people
from leap.cop.community.home import Home
from leap.cop.community.membership import Membership
from leap.cop.core.interfaces import IBrowserLayer
from leap.cop.recruitment.applications import applications
from leap.cop.recruitment.invitations import invitations
from leap.cop.topic.records import record_of
from plone import api
from tests.again import begin_with
from tests.conftest import make_story
from tests.topic import rounds
from ZODB.serialize import ObjectWriter
from ZODB.serialize import referencesf
from zope.globalrequest import getRequest
from zope.interface import alsoProvides

import pytest
import transaction


STORIES = 25


def records_below(storage, root) -> set[bytes]:
    """Return the ids of all records that hang on one object and nowhere else."""
    found, todo = set(), [root._p_oid]
    stop = {api.portal.get()._p_oid, api.portal.get().aq_parent._p_oid}
    while todo:
        oid = todo.pop()
        if oid in found or oid in stop:
            continue
        found.add(oid)
        todo.extend(referencesf(storage.load(oid)[0]))
    return found


def tell_many(portal) -> None:
    """Tell many stories, and share them with everybody in the community."""
    for number in range(STORIES):
        state = "community" if number % 2 else "public"
        make_story(portal["tuesday"], state, title=f"Story {number}")
    portal["tuesday"].join_policy = "apply"
    transaction.commit()


@pytest.fixture
def many(site, functional):
    """Return a community with many stories, shared with everybody in it."""
    begin_with(tell_many, site, functional["zodbDB"])
    return site["tuesday"]


def now() -> datetime:
    return datetime.now(UTC)


def add(community) -> None:
    people.add(community, "colleague", "member", now=now())


def add_and_remove(community) -> None:
    add(community)
    people.remove(community, "colleague", now=now())


def pause(community) -> None:
    people.set_paused(community, "member", True, now=now())


def wait(community) -> None:
    Membership(community).let_wait("member", True, now=now())


def invite(community) -> None:
    invitations.invite(community, by="facilitator", now=now(), userid="colleague")


def ask(community) -> None:
    applications.apply(community, "colleague", "Hello.", now=now())


def ask_and_accept(community) -> None:
    done = applications.apply(community, "colleague", "Hello.", now=now())
    applications.answer(
        community, done.application.id, "accept", "", by="facilitator", now=now()
    )


def invite_and_come(community) -> None:
    """An invitation and an application cross: the person is in."""
    invite(community)
    done = applications.apply(community, "colleague", "Hello.", now=now())
    assert done.role is not None


@pytest.mark.parametrize(
    "act",
    [add, add_and_remove, pause, wait, invite, ask, ask_and_accept, invite_and_come],
    ids=lambda act: act.__name__,
)
def test_coming_and_going_touches_no_story_and_no_catalog_entry(site, many, act):
    connection = site._p_jar
    storage = connection.db().storage
    stories = {
        story._p_oid: story
        for story in many.objectValues()
        if story.portal_type == "leap.cop.Story"
    }
    assert len(stories) == STORIES
    catalog = records_below(storage, api.portal.get_tool("portal_catalog"))
    assert len(catalog) > 100
    watched = catalog | set(stories)
    before = {oid: storage.getTid(oid) for oid in watched}
    last = connection.db().lastTransaction()
    # From here on, what is loaded is loaded by the act.
    connection.cacheMinimize()
    assert all(story._p_changed is None for story in stories.values())
    with api.env.adopt_user("facilitator"):
        act(many)
    transaction.commit()
    assert connection.db().lastTransaction() != last
    assert [story for story in stories.values() if story._p_changed is not None] == []
    changed = [oid for oid in watched if storage.getTid(oid) != before[oid]]
    assert changed == []


def test_the_watch_would_see_a_story_that_is_reindexed(site, many):
    storage = site._p_jar.db().storage
    catalog = records_below(storage, api.portal.get_tool("portal_catalog"))
    before = {oid: storage.getTid(oid) for oid in catalog}
    story = many[next(iter(many.objectIds()))]
    story.title = "Another"
    story.reindexObject()
    transaction.commit()
    assert [oid for oid in catalog if storage.getTid(oid) != before[oid]]


def test_what_waits_for_a_reader_is_found_without_waking_what_does_not(site, many):
    """One query for rounds; of a running one its box, of an old one its phase."""
    alsoProvides(getRequest(), IBrowserLayer)
    old = rounds.make_round(many, title="Old")
    rounds.say(old, "member", "How do we ask?")
    rounds.go(old, "closed")
    rounds.open_round(many, title="Spring")
    transaction.commit()
    asleep = [one for one in many.objectValues() if one.portal_type == "leap.cop.Story"]
    assert len(asleep) == STORIES
    for one in many.objectValues():
        if one.portal_type == "leap.cop.TopicRound":
            asleep.extend(record_of(one).themes.values())
            asleep.extend(record_of(one).topics.values())
    assert len(asleep) == STORIES + 3 + 1
    site._p_jar.cacheMinimize()
    assert all(one._p_changed is None for one in asleep)
    with api.env.adopt_user("member"):
        texts = [step.text for step in Home(many, getRequest()).next_steps]
    assert "Give your dots: ${title} (${left} left)" in texts
    assert [one for one in asleep if one._p_changed is not None] == []


def test_whoever_waits_writes_little_of_the_others(site, many):
    """Of a list of all people, stock's groups among them, a leaf is written at most."""
    plugin = api.portal.get_tool("acl_users")[groups.PLUGIN_ID]
    for number in range(200):
        for name in ("members", "facilitators"):
            group = groups.group_id(many, name)
            plugin.addPrincipalToGroup(f"somebody{number:03}", group)
    transaction.commit()
    before = groups.people_in(many, "members")
    wait(many)
    changed = list(site._p_jar._registered_objects)
    sizes = [len(ObjectWriter(one).serialize(one)) for one in changed]
    assert changed
    assert max(sizes) < 1_000, list(zip(changed, sizes, strict=True))
    transaction.commit()
    assert groups.people_in(many, groups.rules.WAITING) == {"member"}
    assert groups.people_in(many, "members") == before - {"member"}
