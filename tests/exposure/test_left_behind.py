"""Canaries searched for where nobody looks: bytes of the database, logs, mail, caches.

A story that nobody was shown stands in its own object and nowhere else (DESIGN §8.4).
What erasing leaves is another promise, and tested with it.
"""

from leap.cop.story.lifecycle import lifecycle
from leap.cop.story.notes.records import Notes
from leap.cop.testing import PASSWORD
from plone import api
from plone.app.testing import login
from plone.app.testing import logout
from plone.app.testing import SITE_OWNER_NAME
from tests.conftest import NOW
from tests.exposure import canaries
from tests.exposure import readers
from tests.exposure.canaries_media import FOR_NOBODY
from tests.stored import strings
from zope.component import queryUtility
from zope.ramcache.interfaces.ram import IRAMCache

import os
import pytest
import secrets
import tempfile
import time
import transaction


#: Where the words of a story that is not shared may stand: in the story.
OF_THE_STORY = (b"leap.cop.story.content", b"plone.app.textfield.value")
OF_THE_STORY += (b"leap.cop.media.content",)


#: What the layer calls the storage of a test.
OF_A_TEST = "FunctionalTest"


def records(portal):
    """Yield every record that this test wrote, or its world was made of: bytes.

    Each revision, of the test's own database and of those of a world below it.
    """
    storage = portal._p_jar.db().storage
    while storage is not None:
        for done in getattr(storage, "changes", storage).iterator():
            for record in done:
                if record.data:
                    yield record.oid, record.data
        below = getattr(storage, "base", None)
        storage = below if getattr(below, "__name__", "") == OF_A_TEST else None


def undo_log(portal) -> bytes:
    """Return what the undo log would show of each transaction."""
    storage = portal._p_jar.db().storage
    changes = getattr(storage, "changes", storage)
    return b"\n".join(
        b"%s %s %r" % (done.user, done.description, done.extension)
        for done in changes.iterator()
    )


def temporary_files(since: float):
    """Yield what was written below the temporary directory since a moment."""
    for folder, _folders, names in os.walk(tempfile.gettempdir()):
        for name in names:
            path = os.path.join(folder, name)
            try:
                if (
                    os.stat(path).st_mtime >= since
                    and os.stat(path).st_size < 5_000_000
                ):
                    with open(path, "rb") as file:
                        yield path, file.read()
            except OSError:
                continue


def add_people(portal) -> None:
    login(portal.aq_parent, SITE_OWNER_NAME)
    readers.add_people(portal["tuesday"], PASSWORD, NOW)
    logout()


@pytest.fixture
def unshown(post, rest, monkeypatch, caplog):
    """Tell stories that nobody is shown, and do with them what people do."""
    caplog.set_level("INFO")
    unique = "".join(secrets.choice("abcdefgh") for _ in range(8))
    began = time.time() - 1
    things = []
    add_people(post)
    for number, key in enumerate(("private", "pending", "returned")):
        name = f"{unique}{key}"
        monkeypatch.setitem(canaries.WAYS, name, canaries.WAYS[key])
        things.append(canaries.plant_story(post["tuesday"], name, number, NOW))
    transaction.commit()
    for thing in things:
        teller = rest(thing.teller)
        for path in ("", "/@consent", "/@audience", "/@workflow", "/@nothing"):
            teller.get(thing.url + path)
        teller.headers["Accept"] = "text/html"
        for path in ("", "/@@edit", "/@@share-story", "/@@take-back"):
            teller.get(thing.url + path)
        teller.get(f"@@my-stories?words={thing.words['title']}")
        for other in ("colleague", "facilitator", "siteadmin", "reviewer"):
            rest(other).get(thing.url)
        rest(thing.teller).patch(
            thing.url, json={"title": thing.words["title"] * 40, "learning": 1}
        )
    return post, things, began


def words_of(things) -> dict[str, bytes]:
    return {
        f"{thing.key[8:]}: {field}": word.encode()
        for thing in things
        for field, word in thing.words.items()
    }


def found_in(text: bytes, words: dict[str, bytes]) -> list[str]:
    low = text.lower()
    return [label for label, word in words.items() if word in low]


def notes_of(portal, things) -> set[bytes]:
    """Return the ids of the records of the stories' notes: plain values in a tree."""
    transaction.begin()
    stories = [portal["tuesday"][thing.id] for thing in things]
    return {Notes(story).kept._p_oid for story in stories} - {None}


def look_in_the_bytes_of_the_database(portal, things) -> None:
    words = words_of(things)
    found, own = set(), 0
    notes = notes_of(portal, things)
    for oid, data in records(portal):
        hits = found_in(data, words)
        begins = any(module in data[:80] for module in OF_THE_STORY)
        if begins or oid in notes:
            own += len(hits)
        else:
            found |= {f"{label} in {data[:70]!r}" for label in hits}
    cleaned = set(found_in(b"".join(data for _oid, data in records(portal)), words))
    assert not {one for one in cleaned if one.endswith(FOR_NOBODY)}
    # Those, and what stands in blobs, are in no record.
    kept = [one for one in words if not one.endswith((*FOR_NOBODY, "document_text"))]
    assert own >= len(kept) - 3, "the search itself finds what stands in the stories"
    assert found == set()


def look_for_the_teller(things) -> None:
    """The teller is a code in the story and a pseudonym in the ledger."""
    portal = api.portal.get()
    catalog = api.portal.get_tool("portal_catalog")
    for thing in things:
        for brain in catalog.unrestrictedSearchResults(UID=thing.uid):
            record = catalog.getMetadataForRID(brain.getRID())
            assert thing.teller not in repr(record)
            kept = catalog.getIndexDataForRID(brain.getRID())
            assert thing.teller not in repr(kept)
        if (story := portal["tuesday"].get(thing.id)) is not None:
            found = [
                way for way, text in strings(story.aq_base) if text == thing.teller
            ]
            assert found == []


def look_in_lexicon_catalog_and_undo_log(portal, things) -> None:
    words = words_of(things)
    catalog = api.portal.get_tool("portal_catalog")
    known = set()
    for index in catalog.Indexes.objectValues():
        lexicon = getattr(index, "getLexicon", None)
        if lexicon is not None:
            known |= set(lexicon().words())
    assert not found_in(" ".join(known).encode(), words)
    for thing in things:
        for brain in catalog.unrestrictedSearchResults(UID=thing.uid):
            shown = repr(catalog.getMetadataForRID(brain.getRID()))
            assert not found_in(shown.encode(), words)
            indexed = repr(catalog.getIndexDataForRID(brain.getRID()))
            assert not found_in(indexed.encode(), words)
    log = undo_log(portal)
    assert not found_in(log, words)


def look_in_log_mail_and_error_log(portal, things, sink, caplog) -> None:
    words = words_of(things)
    places = {
        "log": "\n".join(
            record.getMessage()
            for record in caplog.records
            if not record.name.startswith(("urllib3", "txn"))
        ),
        "mail": sink.everything(),
        "error log": repr(portal.error_log.getLogEntries()),
    }
    assert sink.envelopes, "the scenario sends mails"
    everywhere = {
        label
        for text in places.values()
        for label in found_in(text.encode("utf-8", "replace"), words)
    }
    assert everywhere == set()
    # Whoever wrote a note, and reads the story, gets its address with the answer.
    answered = [f"{thing.url}/notes" for thing in things]
    places["mail"] = "\n".join(
        message.as_string() + message.get_content()
        for message in sink.messages
        if message["To"] != "reviewer@example.org"
        or not any(page in message.get_content() for page in answered)
    )
    for thing in things:
        for name in ("id", "uid"):
            words[f"{thing.key[8:]}: {name}"] = getattr(thing, name).encode()
    found = {
        f"{place}: {label}"
        for place, text in places.items()
        for label in found_in(text.encode("utf-8", "replace"), words)
    }
    # The catalog of stock Plone logs paths at one level that no site has on.
    assert {one for one in found if not one.startswith("log")} == set()
    told = [one for one in found if not one.endswith(": id")]
    assert told == []
    for userid, name in readers.TELLERS.items():
        assert name not in places["mail"].replace(f"To: {userid}", "")


def look_in_caches_and_temporary_files(things, began) -> None:
    words = words_of(things)
    cache = queryUtility(IRAMCache)
    kept = b""
    if cache is not None:
        storage = cache._getStorage()
        kept = repr(storage._data).encode("utf-8", "replace")
    assert not found_in(kept, words)
    found = {path for path, data in temporary_files(began) if found_in(data, words)}
    assert found == set()


def test_nothing_is_left_anywhere_else(unshown, sink, caplog):
    portal, things, began = unshown
    look_in_the_bytes_of_the_database(portal, things)
    look_for_the_teller(things)
    look_in_lexicon_catalog_and_undo_log(portal, things)
    look_in_log_mail_and_error_log(portal, things, sink, caplog)
    look_in_caches_and_temporary_files(things, began)


def test_after_it_was_taken_back_lists_hold_nothing(post, rest):
    add_people(post)
    thing = canaries.plant_story(post["tuesday"], "withdrawn", 0, NOW)
    transaction.commit()
    catalog = api.portal.get_tool("portal_catalog")
    story = post["tuesday"][thing.id]
    assert lifecycle.state_of(story) == "private"
    assert catalog.getrid("/".join(story.getPhysicalPath())) is None
    assert not catalog.unrestrictedSearchResults(UID=thing.uid)
