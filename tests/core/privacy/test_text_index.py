"""Words leave with the last text that had them, and every other search goes on."""

from concurrent.futures import ThreadPoolExecutor
from leap.cop.core.privacy import text_index
from leap.cop.story.lifecycle import digests
from leap.cop.story.lifecycle import lifecycle
from plone import api
from plone.app.textfield.value import RichTextValue
from ZODB.POSException import ConflictError
from zope.component.hooks import setSite
from zope.event import notify
from zope.lifecycleevent import ObjectModifiedEvent

import pytest
import transaction


TITLE = "Quokkalied of the Hall"
TEXT = "<p>Wombatbrief, and quokkaliedjes for everybody.</p>"
OWN = {"quokkalied", "wombatbrief", "quokkaliedjes"}


def words(site):
    transaction.commit()
    catalog = api.portal.get_tool("portal_catalog")
    kept = catalog._catalog.getIndex("SearchableText").index._lexicon
    assert set(kept._wids) == set(kept._words.values())
    assert kept.length() == len(kept._wids) == len(kept._words)
    return set(kept._wids)


def rich(html):
    return RichTextValue(html, "text/html", "text/x-html-safe")


def found(query, **more):
    catalog = api.portal.get_tool("portal_catalog")
    query = {"SearchableText": query, **more}
    return sorted(brain.getId for brain in catalog.unrestrictedSearchResults(**query))


@pytest.fixture
def story(site, told):
    """Return a story with words of its own, as a function of its state."""

    def make(state, **fields):
        url = told(state, **{"title": TITLE, "learning": rich(TEXT), **fields})
        return site["tuesday"][url.rpartition("/")[2]]

    return make


@pytest.fixture
def page(site):
    """Return a page of stock Plone with some words."""

    def make(name, title, text=""):
        with api.env.adopt_roles(["Manager"]):
            made = api.content.create(
                site, type="Document", id=name, title=title, description=text
            )
        transaction.commit()
        return made

    return make


def edit(story):
    story.title, story.learning = "The hall", rich("<p>Tea.</p>")
    notify(ObjectModifiedEvent(story))


WAYS_OUT = {
    "withdrawn": ("public", "teller", lifecycle.withdraw),
    "taken back from a review": ("community_pending", "teller", lifecycle.withdraw),
    "on hold": ("community", "facilitator", lambda s: lifecycle.put_on_hold(s, "A.")),
    "deleted": ("public", "teller", lambda s: api.content.delete(s)),
    "changed": ("community", "teller", edit),
    "changed for all staff": ("public", "teller", edit),
    "hidden": (
        "public",
        "facilitator",
        lambda s: api.content.transition(s.__parent__, "hide"),
    ),
}


@pytest.mark.parametrize("way", WAYS_OUT)
def test_words_that_only_one_story_had_leave_with_it(site, story, page, way):
    state, who, act = WAYS_OUT[way]
    page("other", "Hall", "evening")
    before = words(site)
    told = story(state)
    assert words(site) >= OWN
    with api.env.adopt_user(who):
        act(told)
    after = words(site)
    assert not OWN & after
    assert before <= after
    assert found("hall", portal_type="Document") == ["other"]
    assert found("even*", portal_type="Document") == ["other"]


def test_sharing_and_publishing_drop_nothing(site, story):
    told = story("community")
    kept = words(site)
    with api.env.adopt_user("teller"):
        lifecycle.grant(told, "public", now=lifecycle.utc_now())
    with api.env.adopt_user("reviewer"):
        lifecycle.approve(told, digests.digest_of(told))
    assert words(site) == kept
    assert found("quokkalied") == [told.getId()]


def test_what_two_stories_say_stays_with_the_other(site, story):
    one, other = story("community"), story("public")
    with api.env.adopt_user("teller"):
        lifecycle.withdraw(one)
    assert words(site) >= OWN
    assert found("quokkalied") == found("quokkal*") == [other.getId()]
    with api.env.adopt_user("teller"):
        api.content.delete(other)
    assert not OWN & words(site)
    assert found("quokkal*") == []


def test_words_come_back_with_the_story(site, story):
    told = story("community")
    with api.env.adopt_user("teller"):
        lifecycle.withdraw(told)
        words(site)
        lifecycle.grant(told, "community", now=lifecycle.utc_now())
    assert words(site) >= OWN
    assert found("wombatb*") == [told.getId()]


def test_every_other_word_is_found_as_before(site, story, page):
    """Parity: the same answers to every word and every beginning of one."""
    texts = ("Hall of quokka", "Quokkal in the hall", "Wombat brief", "brieven thee")
    for number, text in enumerate(texts):
        page(f"page-{number}", text, text[::-1])
    queries = sorted(words(site))
    queries += [f"{word[:4]}*" for word in queries if len(word) > 4]
    pages = {"portal_type": "Document"}
    before = {query: found(query, **pages) for query in queries}
    told = story("public")
    words(site)
    with api.env.adopt_user("teller"):
        lifecycle.withdraw(told)
    words(site)
    assert {query: found(query, **pages) for query in queries} == before


def test_a_refused_move_drops_nothing(site, story):
    told = story("community")
    with api.env.adopt_user("teller"):
        lifecycle.withdraw(told)
    transaction.abort()
    assert words(site) >= OWN
    assert found("quokkalied") == [told.getId()]


def in_another_thread(site, act):
    """Do something on a connection of its own, in one transaction; commit last."""
    database, path = site._p_jar.db(), site.getPhysicalPath()

    def run():
        connection = database.open()
        try:
            other = connection.root()["Application"].unrestrictedTraverse(path)
            setSite(other)
            act(other)
            transaction.commit()
        finally:
            transaction.abort()
            setSite(None)
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        pool.submit(run).result()


@pytest.mark.parametrize("first", ["they", "we"])
def test_a_word_that_somebody_else_adds_at_this_moment_survives(
    site, story, page, first
):
    """One of the two is done again by the publisher, and then knows of the other."""
    other = page("other", "Hall")
    told = story("community")
    words(site)

    def add(portal):
        catalog = portal["portal_catalog"]
        document = portal["other"]
        document.description = "quokkalied"
        catalog.catalog_object(document, idxs=["SearchableText", "Description"])

    def take_back(portal):
        with api.env.adopt_user("teller"):
            lifecycle.withdraw(portal["tuesday"][told.getId()])

    mine, theirs = (take_back, add) if first == "they" else (add, take_back)
    mine(site)
    in_another_thread(site, theirs)
    with pytest.raises(ConflictError):
        transaction.commit()
    transaction.abort()
    mine(site)
    assert "quokkalied" in words(site)
    assert "wombatbrief" not in words(site)
    assert found("quokkalied") == found("quokk*") == [other.getId()]


def test_unused_words_and_lost_ones(site, page):
    other = page("other", "Hall", "wombatbrief")
    catalog = api.portal.get_tool("portal_catalog")
    kept = catalog._catalog.getIndex("SearchableText").index._lexicon
    kept.sourceToWordIds(["quokkalied"])
    wid = kept._wids.pop("wombatbrief")
    del kept._words[wid]
    kept.length.change(-1)
    assert found("wombatbrief") == []
    assert text_index.drop_unused_words(catalog) >= 1
    assert text_index.mend(catalog) == 1
    assert "quokkalied" not in words(site)
    assert found("wombatbrief") == [other.getId()]
    assert text_index.mend(catalog) == 0
