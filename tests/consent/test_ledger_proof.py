"""The ledger in the database: what was changed past it is found; whose it was ends."""

from datetime import datetime
from datetime import UTC
from leap.cop.consent import retention
from leap.cop.consent import seals
from leap.cop.consent.ledger import Ledger
from leap.cop.consent.ledger import new_ledger_key
from leap.cop.consent.records import KEY
from leap.cop.core.errors import NotNow
from zope.annotation.interfaces import IAnnotations

import hashlib
import hmac
import pytest


NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
ROW = {"act": "grant", "level": "community", "digest": "v1:0"}


@pytest.fixture
def ledger(portal):
    return Ledger(portal)


@pytest.fixture
def root(portal):
    return IAnnotations(portal)[KEY]


@pytest.fixture
def key(ledger):
    """Return a chain of three rows."""
    made = new_ledger_key()
    for _number in range(3):
        ledger.append(made, "teller", now=NOW, **ROW)
    return made


def test_a_chain_of_an_agreement_is_kept_and_sealed_like_a_storys(ledger, key):
    other = new_ledger_key()
    for userid, act in (("facilitator", "enact"), ("member", "accept")):
        ledger.append(
            other,
            userid,
            now=NOW,
            act=act,
            level="agreement",
            digest="v1:0",
            wording_id="agreement-1",
        )
    assert [row["act"] for row in ledger.rows(other)] == ["enact", "accept"]
    assert ledger.verify() == {}
    assert ledger.is_complete()
    ledger.seal(now=NOW)
    assert (seals.read(ledger.seals()[0]).chains, ledger.seals_are_whole()) == (2, True)
    assert seals.faults(ledger.seals(), dict(ledger.chains())) == []
    ledger._bucket(other)[other][-1].pop()
    assert ledger.verify() == {other: 1}
    assert seals.faults(ledger.seals(), dict(ledger.chains()))[0].chains == (other,)


def test_a_row_of_another_kind_is_found_though_it_hangs_well(ledger, key):
    ledger.append(
        key, "member", now=NOW, act="accept", level="agreement", digest="v1:0"
    )
    assert ledger.verify() == {key: 3}


def test_an_untouched_ledger_is_sound(ledger, key):
    assert ledger.verify() == {}
    assert ledger.is_complete()
    assert ledger.seals_are_whole()


def test_a_changed_last_row(ledger, key):
    rows = ledger._bucket(key)[key]
    rows[-1] = rows[-1].replace('"community"', '"public"')
    assert ledger.verify() == {key: 3}


def test_a_shortened_chain(ledger, key):
    del ledger._bucket(key)[key][-1]
    assert ledger.verify() == {key: 2}


def test_rows_in_another_order(ledger, key):
    rows = ledger._bucket(key)[key]
    rows[1], rows[2] = rows[2], rows[1]
    assert ledger.verify() == {key: 1}


def test_a_changed_chain_does_not_become_sound_by_going_on(ledger, key):
    del ledger._bucket(key)[key][-1]
    ledger.append(key, "teller", now=NOW.replace(day=3), **ROW)
    assert ledger.verify() == {key: 3}
    del ledger._bucket(key)[key].head
    ledger.append(key, "teller", now=NOW, **ROW)
    assert ledger.verify() == {key: 4}


def test_a_chain_that_was_taken_out_put_in_or_swapped(ledger, key):
    rows = ledger._bucket(key).pop(key)
    assert ledger.verify() == {}
    assert not ledger.is_complete()
    ledger._bucket(key)[key] = rows
    assert ledger.is_complete()
    other = new_ledger_key()
    ledger._bucket(other)[other] = rows
    assert not ledger.is_complete()
    assert ledger.verify() == {other: 3}


def test_seals_are_chained_and_kept(ledger, key):
    first = ledger.seal(now=NOW)
    ledger.append(key, "teller", now=NOW, **ROW)
    second = ledger.seal(now=NOW)
    kept = ledger.seals()
    assert seals.faults(kept, dict(ledger.chains())) == []
    assert seals.is_among(first, kept) and seals.is_among(second, kept)
    assert (seals.read(kept[1]).rows, len(seals.lengths_in(kept))) == (4, 1)
    assert ledger.seals_are_whole()


def test_a_seal_that_was_taken_away(ledger, key, root):
    ledger.seal(now=NOW)
    ledger.seal(now=NOW)
    del root["seals"][-1]
    assert not ledger.seals_are_whole()


def test_a_key_made_anew_mends_nothing(ledger, root, key):
    ledger.seal(now=NOW)
    del root["keys"]["heads"]
    ledger.append(key, "teller", now=NOW, **ROW)
    with pytest.raises(NotNow):
        ledger.seal(now=NOW)
    ledger.install()
    assert ledger.verify() == {key: 4}
    assert not ledger.is_complete() and not ledger.seals_are_whole()


def test_chains_of_another_site(ledger, root, key):
    rows = [*ledger._bucket(key)[key]]
    other = new_ledger_key()
    ledger.take_in(other, rows[:2])
    assert ledger.verify() == {} and ledger.is_complete()
    ledger.take_in(other, rows)
    assert [*ledger._bucket(other)[other]] == rows
    assert ledger.verify() == {} and ledger.is_complete()
    for wrong in (rows[1:], [], [rows[0], rows[2]], rows[:1]):
        with pytest.raises(ValueError):
            ledger.take_in(other, wrong)
    ledger.seal(now=NOW)
    assert ledger.seals_are_whole()
    assert seals.faults(ledger.seals(), dict(ledger.chains())) == []


# The end of retention


def codes_of(root, userids):
    """Return every code that the keys still there make of some user ids."""
    return {
        hmac.new(key, userid.encode(), hashlib.sha256).hexdigest()
        for key in root["keys"].values()
        for userid in userids
    }


def test_after_its_year_nobody_can_tie_a_row_to_anybody(portal, ledger, root):
    key = new_ledger_key()
    for year in (2019, 2020, 2021):
        ledger.append(key, "teller", now=NOW.replace(year=year), **ROW)
    actors = [row["actor"] for row in ledger.rows(key)]
    assert len(set(actors)) == 3
    assert set(actors) <= codes_of(root, ["member", "teller"])

    names = [period.name for period in retention.end(portal, before=2021)]

    assert names == ["2019", "2020"]
    assert [ledger.person(actor) for actor in actors] == [None, None, "teller"]
    assert set(actors) & codes_of(root, ["member", "teller"]) == {actors[2]}
    # Nothing else went: the rows are found by the story's own name for them.
    assert ledger.verify() == {} and ledger.is_complete()
    assert [row["actor"] for row in ledger.rows(key)] == actors
    ledger.append(key, "teller", now=NOW.replace(year=2021), **ROW)
    assert ledger.rows(key)[-1]["actor"] == actors[2]
    assert retention.end(portal, before=2021) == []


def test_a_person_is_forgotten_in_all_years(ledger, root):
    key = new_ledger_key()
    for year in (2025, 2026):
        for userid in ("teller", "member"):
            ledger.append(key, userid, now=NOW.replace(year=year), **ROW)
    assert ledger.shelf.forget("teller") == 2
    people = [ledger.person(row["actor"]) for row in ledger.rows(key)]
    assert people == [None, "member", None, "member"]
    assert ledger.shelf.forget("teller") == 0


def test_keys_that_an_import_brought_end_with_their_year(portal, ledger, root, key):
    root["keys"]["2020:abc"] = root["keys"]["site:def"] = b"x" * 32
    ended = [period.name for period in retention.end(portal, before=2026)]
    assert ended == ["2020:abc"]
    assert "site:def" in root["keys"] and "2020:abc" not in root["keys"]


def test_a_chain_to_which_many_answer_rewrites_no_row(portal):
    """Linked, it says and proves what a chain in one piece does."""
    ledger, key = Ledger(portal), "agreement-of-many"
    for number in range(11):
        ledger.append(
            key,
            f"person{number}",
            now=NOW,
            act="accept" if number else "enact",
            level="agreement",
            digest="v1:0",
        )
    kept = ledger._bucket(key)[key]
    newest = kept[0]
    second = newest[0]
    assert (len(kept), kept.length, len(newest), len(second)) == (1, 11, 2, 2)
    assert [row["n"] for row in ledger.rows(key)] == list(range(11))
    assert key not in ledger.verify()
    stored = ledger.stored(key)
    other = "agreement-elsewhere"
    ledger.take_in(other, stored[:5])
    ledger.take_in(other, stored)
    assert ledger.stored(other) == stored
    assert ledger._bucket(other)[other].length == 11
    for spoil in (
        lambda: second.pop(),
        lambda: second.append(stored[-1]),
        lambda: second.__setitem__(1, stored[0]),
        lambda: newest.pop(),
        lambda: newest.clear(),
        lambda: newest.__setitem__(0, None),
        lambda: newest.__setitem__(0, second[0]),
        lambda: kept.__setitem__(0, second),
        lambda: second.__setitem__(0, newest),
    ):
        before = [kept[0], *newest], [*second]
        spoil()
        assert key in ledger.verify()
        kept[0], newest[:], second[:] = before[0][0], before[0][1:], before[1]
        assert key not in ledger.verify()


@pytest.mark.parametrize("length", (0, 10, 12))
def test_a_length_that_was_changed_makes_no_chain_sound(portal, length):
    ledger, key = Ledger(portal), "agreement-of-few"
    fields = {"level": "agreement", "digest": "v1:0"}
    for number in range(11):
        act = "accept" if number else "enact"
        ledger.append(key, f"person{number}", now=NOW, act=act, **fields)
    ledger._bucket(key)[key].length = length
    ledger.append(key, "later", now=NOW, act="accept", **fields)
    assert key in ledger.verify()
