"""Ledger and tombstones: made of parts that a site without leap.cop still reads."""

from leap.cop.consent.ledger import Ledger
from leap.cop.consent.ledger import new_ledger_key
from leap.cop.consent.records import KEY
from leap.cop.core.privacy import tombstones as tombstones_module
from leap.cop.core.privacy.tombstones import Tombstones
from persistent.list import PersistentList
from zope.annotation.interfaces import IAnnotations

import datetime
import pytest


NOW = datetime.datetime(2026, 11, 2, 9, 30, tzinfo=datetime.UTC)


@pytest.fixture
def ledger(portal):
    return Ledger(portal)


def test_buckets_are_ready_made(portal):
    root = IAnnotations(portal)[KEY]
    assert len(root["chains"]) == 256
    assert len(IAnnotations(portal)[tombstones_module.KEY]) == 64


def test_names_nobody(portal, ledger):
    key = new_ledger_key()
    row = ledger.append(
        key, "teller", now=NOW, act="grant", level="community", digest="v1:0"
    )
    assert "teller" not in row
    actor = ledger.rows(key)[0]["actor"]
    assert ledger.person(actor) == "teller"
    assert ledger.shelf.forget("teller") == 1
    assert ledger.person(actor) is None
    assert ledger.verify() == {}


def test_tampering_is_found(portal, ledger):
    key = new_ledger_key()
    for level in ("community", "public"):
        ledger.append(key, "teller", now=NOW, act="grant", level=level, digest="v1:0")
    chain = ledger._bucket(key)[key]
    assert isinstance(chain, PersistentList)
    chain[0] = chain[0].replace("community", "public")
    assert ledger.verify() == {key: 1}


def test_stored_parts_are_nobodys_classes(portal, ledger):
    ledger.append(
        new_ledger_key(), "teller", now=NOW, act="grant", level="public", digest="v1:0"
    )
    seen = set()

    def walk(value):
        seen.add(type(value).__module__.split(".")[0])
        if hasattr(value, "items"):
            for key, item in value.items():
                walk(key)
                walk(item)
        elif isinstance(value, PersistentList):
            for item in value:
                walk(item)

    for key in (KEY, tombstones_module.KEY):
        walk(IAnnotations(portal)[key])
    assert seen <= {"BTrees", "builtins", "persistent"}


def test_tombstones_speak_for_what_lay_below(portal):
    tombstones = Tombstones(portal)
    path = (*portal.getPhysicalPath(), "tuesday", "abc")
    tombstones.set(path, "public")
    assert tombstones.audience((*path, "picture")) == "public"
    assert tombstones.audience((*path[:-1], "xyz")) is None
    tombstones.lift(path)
    assert tombstones.audience(path) is None
