"""Nothing is left (§8.4): canary words in a story, all that can happen to one, then a
search through a real database file, blobs, word lists, transactions, log and mails.
"""

from aiosmtpd.controller import Controller
from leap.cop.commands import parser
from leap.cop.commands import run
from leap.cop.core.privacy import scrub
from leap.cop.core.privacy.text_index import by_lexicon
from leap.cop.story.lifecycle import lifecycle
from leap.cop.story.review.holds import Holds
from plone import api
from plone.app.textfield.value import RichTextValue
from plone.namedfile.file import NamedBlobFile
from Testing.makerequest import makerequest
from ZODB.blob import is_blob_record
from ZODB.Connection import TransactionMetaData
from ZODB.DB import DB
from ZODB.FileStorage import FileStorage
from ZODB.serialize import referencesf
from ZODB.utils import z64
from zope.component.hooks import getSite
from zope.component.hooks import setSite
from zope.event import notify
from zope.globalrequest import getRequest
from zope.globalrequest import setRequest
from zope.lifecycleevent import ObjectModifiedEvent

import io
import logging
import pytest
import shutil
import socket
import transaction


FIELDS = ("starting_point", "participation_work", "reflection", "learning")

#: One word for each place where somebody writes something.
CANARIES = {
    "title": "Quokkalied",
    "description": "Wombatbrief",
    "starting_point": "Билбиречи",
    "participation_work": "Kiwiköster",
    "reflection": "Kakapolăcrimi",
    "learning": "Numbatwoord",
    "content_note": "Potorookijk",
    "others_note": "Dunnartzorg",
    "attribution_text": "Galahnaam",
    "edited": "Cassowarydag",
    "reason sent back": "Echidnareden",
    "reason on hold": "Emoereden",
    "file": "Taipanfilm",
    "file name": "koalafoto",
}


def copy_records(source, target, tmp_path) -> None:
    """Copy what hangs on the root of one storage into an empty one."""
    record = TransactionMetaData()
    target.tpc_begin(record)
    waiting, seen = [z64], {z64}
    while waiting:
        oid = waiting.pop()
        data, serial = source.load(oid)[:2]
        if is_blob_record(data):
            copy = shutil.copy(source.loadBlob(oid, serial), tmp_path / "one.blob")
            target.storeBlob(oid, z64, data, copy, "", record)
        else:
            target.store(oid, z64, data, "", record)
        for found in referencesf(data):
            if found not in seen:
                seen.add(found)
                waiting.append(found)
    target.tpc_vote(record)
    target.tpc_finish(record)


@pytest.fixture
def disk(site, tmp_path):
    """Yield the site of the tests as it stands in a database of its own, on a disk."""
    home = tmp_path / "data"
    home.mkdir()
    storage = FileStorage(str(home / "Data.fs"), blob_dir=str(home / "blobs"))
    copy_records(site._p_jar.db().storage, storage, tmp_path)
    database = DB(storage, cache_size=30_000)
    connection = database.open()
    before = getSite(), getRequest()
    app = makerequest(connection.root()["Application"])
    portal = app[site.getId()]
    setRequest(app.REQUEST)
    setSite(portal)
    yield portal
    transaction.abort()
    setSite(before[0])
    setRequest(before[1])
    connection.close()
    database.close()


@pytest.fixture
def mails(disk):
    """Return what goes to the mail server, as bytes."""

    class Keeper:
        got = b""

        async def handle_DATA(self, server, session, envelope):
            self.got += envelope.content
            return "250 OK"

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    keeper = Keeper()
    controller = Controller(keeper, hostname="127.0.0.1", port=port)
    controller.start()
    for name, value in {
        "plone.smtp_host": "127.0.0.1",
        "plone.smtp_port": port,
        "plone.email_from_address": "intranet@example.org",
    }.items():
        api.portal.set_registry_record(name, value)
    transaction.commit()
    yield keeper
    controller.stop()


@pytest.fixture
def log(tmp_path):
    """Yield the file of an event log that keeps everything."""
    path = tmp_path / "event.log"
    handler = logging.FileHandler(path, encoding="utf-8")
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    yield path
    root.removeHandler(handler)
    root.setLevel(level)
    handler.close()


def rich(word: str) -> RichTextValue:
    html = f"<p>{word} was here, and {word.upper()}.</p>"
    return RichTextValue(html, "text/html", "text/x-html-safe")


def tell(portal):
    fields = {name: rich(CANARIES[name]) for name in FIELDS}
    fields |= {
        name: CANARIES[name]
        for name in ("title", "description", "content_note", "others_note")
    }
    with api.env.adopt_user("teller"):
        story = api.content.create(
            portal["tuesday"],
            type="leap.cop.Story",
            others_recognisable="details_changed",
            attribution="role",
            attribution_text=CANARIES["attribution_text"],
            **fields,
        )
    # Where files stand: a blob, with a name.
    story.kept = NamedBlobFile(
        CANARIES["file"].encode() * 10_000, filename=f"{CANARIES['file name']}.bin"
    )
    return story


def grant(story, level):
    lifecycle.grant(story, level, now=lifecycle.utc_now(), attribution="role")


def edit(story, text):
    story.learning = rich(text)
    notify(ObjectModifiedEvent(story))


def release(story):
    holds = Holds(story.__parent__)
    [token] = [token for token, _hold in holds.for_reader()]
    holds.release(token, now=lifecycle.utc_now())


LIFE = (
    ("teller", lambda story: grant(story, "community")),
    ("teller", lambda story: grant(story, "public")),
    (
        "reviewer",
        lambda story: lifecycle.send_back(story, CANARIES["reason sent back"]),
    ),
    ("teller", lambda story: grant(story, "public")),
    ("reviewer", lambda story: lifecycle.approve(story)),
    ("teller", lambda story: edit(story, CANARIES["edited"])),
    ("reviewer", lambda story: lifecycle.approve(story)),
    (
        "facilitator",
        lambda story: lifecycle.put_on_hold(story, CANARIES["reason on hold"]),
    ),
    ("facilitator", release),
    ("teller", lambda story: grant(story, "community")),
    ("teller", lambda story: edit(story, "Tea.")),
    ("teller", lifecycle.withdraw),
)


def live(portal, story) -> None:
    """Let everything happen to a story, each step in a transaction of its own."""
    transaction.commit()
    for userid, act in LIFE:
        with api.env.adopt_user(userid):
            act(story)
        transaction.commit()


def call(portal, *words: str) -> int:
    arguments = ["--conf", "zope.conf", "--site", portal.getId(), *words]
    return run(portal.aq_parent, parser().parse_args(arguments))


def listed(portal) -> set[str]:
    return {
        word
        for lexicon, _indexes in by_lexicon(portal["portal_catalog"])
        for word in lexicon.words()
    }


def test_after_all_that_happens_to_a_story_nothing_is_left(
    disk, mails, log, tmp_path, monkeypatch, capsys
):
    words = list(CANARIES.values())
    story = tell(disk)
    name = story.getId()
    live(disk, story)
    # The word list forgets at once, while the story is still there for its teller.
    assert not [w for w in listed(disk) if any(c.lower() in w for c in words)]
    with api.env.adopt_user("teller"):
        api.content.delete(story)
    transaction.commit()
    assert mails.got
    found = {place.number for place in scrub.find(disk, words)}
    assert found == set(range(1, len(words) + 1)), "a search has to find them first"

    typed = io.StringIO("\n".join(words) + "\n\n")
    monkeypatch.setattr("sys.stdin", typed)
    status = call(disk, "forget", "--find", "-", "--also", str(log))
    said = capsys.readouterr().out
    assert status == 0, said
    assert f"None of {len(words)} words is there" in said
    assert not [word for word in words if word in said]

    # And without our own search: no file of the database holds one of them.
    files = [path for path in (tmp_path / "data").rglob("*") if path.is_file()]
    assert not [path for path in files if path.name.endswith((".old", ".blob"))]
    everything = b"".join(path.read_bytes() for path in files)
    everything += mails.got + log.read_bytes()
    assert len(everything) > 1_000_000
    for word in words:
        for text in (word, word.lower(), word.upper()):
            for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
                assert text.encode(encoding) not in everything, (word, encoding)

    # What stays says what it is.
    assert call(disk, "forget", "--find", name) == 1
    said = capsys.readouterr().out
    assert "of what all staff could read once" in said
    assert "teller" not in said


def test_what_is_still_there_is_found_and_said_where(disk, capsys, tmp_path):
    story = tell(disk)
    with api.env.adopt_user("teller"):
        grant(story, "community")
    transaction.commit()
    other = tmp_path / "queue" / "mail.eml"
    other.parent.mkdir()
    other.write_bytes("=?Wombatbrief".encode("utf-16-le"))
    words = (
        "--find",
        "Wombatbrief",
        "--find",
        "taipanFILM",
        "--find",
        "Nowhere-at-all",
    )
    assert call(disk, "forget", *words, "--also", str(other.parent)) == 1
    said = capsys.readouterr().out
    assert "word 1: " in said and "in the file Data.fs" in said
    assert "in the search's word list" in said
    assert f"1 × in {other.parent}" in said
    assert "word 2: " in said and "in blobs" in said
    assert "word 3" not in said
    assert "Found: 2 of 3 words" in said
    assert "Wombatbrief" not in said


def test_a_place_that_is_not_there_is_no_proof(site, capsys, tmp_path):
    """A typing error in the path of a queue must not read as: nothing is in it."""
    words = ("--find", "Nowhere-at-all", "--also", str(tmp_path / "quueue"))
    assert call(site, "forget", *words) == 2
    said = capsys.readouterr()
    assert "--also: there is nothing at " in said.err
    assert "Packed" not in said.out


def test_short_words_are_refused(site, capsys):
    assert call(site, "forget", "--find", "abc") == 2
    assert "4 letters" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("word", "kept"),
    [
        ("Билбиречи", "БИЛБИРЕЧИ".encode("utf-16-be")),
        ("Kiwiköster", b"Kiwik\\u00f6ster"),
        ("Kiwiköster", "kiwiköster".encode("latin-1")),
        ("Kiwiköster", "Kiwiko\u0308ster".encode()),
        ("Kiwiköster", b"kiwik%C3%B6ster"),
        ("Quokka", b"qUoKkA"),
    ],
)
def test_forms_in_which_a_word_can_stand(word, kept):
    content = b"\x00" + kept + b"\x01"
    assert scrub.count_in(content, scrub.forms_of(word)) == 1
    assert scrub.count_in(content, scrub.forms_of("Nowhere")) == 0


def test_a_word_across_two_pieces_of_a_file(monkeypatch, tmp_path):
    monkeypatch.setattr(scrub, "_PIECE", 16)
    path = tmp_path / "log"
    for shift in range(20):
        path.write_bytes(b"." * shift + b"Quokkalied" + b"." * 20)
        found = []
        scrub._look_into_file(
            path,
            "log",
            lambda where, content, found=found: found.append(
                scrub.count_in(content, scrub.forms_of("quokkalied"))
            ),
        )
        assert any(found), shift


def test_words_that_the_search_writes_in_its_own_way(site):
    assert scrub._stands_in("Kakapolăcrimi", "kakapolacrimi")
    assert not scrub._stands_in("Kakapolăcrimi", "kakapo")
