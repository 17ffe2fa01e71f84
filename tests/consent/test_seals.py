"""Seals tell of sealed rows that were changed, lost, added or moved, and of chains."""

from datetime import datetime
from datetime import timedelta
from datetime import UTC
from hypothesis import given
from hypothesis import strategies as st
from leap.cop.consent import chain
from leap.cop.consent import seals

import json
import pytest


NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)


def build(name, length):
    rows = []
    for number in range(length):
        rows.append(
            chain.next_row(
                rows,
                now=NOW + timedelta(minutes=number),
                actor=f"actor {name}",
                act="grant",
                level="community",
                digest=f"v1:{name}{number}",
            )
        )
    return rows


#: A few chains by name, and how many seals were made while they grew.
ledgers = st.dictionaries(
    st.sampled_from("abcdef"), st.integers(1, 5), min_size=1, max_size=4
).map(lambda lengths: {name: build(name, n) for name, n in lengths.items()})


def sealed(chains, rounds=1):
    """Return seals made while some chains grew to what they are."""
    kept = []
    for number in range(1, rounds + 1):
        part = {
            name: rows[: -(-len(rows) * number // rounds)]
            for name, rows in chains.items()
        }
        kept.append(seals.next_seal(kept, part, now=NOW))
    return kept


@given(ledgers, st.integers(1, 3))
def test_sound_and_growing_chains_have_no_fault(chains, rounds):
    kept = sealed(chains, rounds)
    assert seals.faults(kept, chains) == []
    grown = {name: build(name, len(rows) + 2) for name, rows in chains.items()}
    assert seals.faults(kept, {**grown, "z": build("z", 1)}) == []
    read = seals.read(kept[-1])
    assert (read.chains, read.rows) == (len(chains), sum(map(len, chains.values())))


@given(ledgers, st.data())
def test_any_change_of_any_byte_of_a_sealed_ledger_is_found(chains, data):
    kept = sealed(chains)
    name = data.draw(st.sampled_from(sorted(chains)))
    number = data.draw(st.integers(0, len(chains[name]) - 1))
    row = chains[name][number].encode()
    at = data.draw(st.integers(0, len(row) - 1))
    byte = data.draw(st.integers(0, 255).filter(lambda value: value != row[at]))
    rows = list(chains[name])
    changed = row[:at] + bytes([byte]) + row[at + 1 :]
    rows[number] = changed.decode("utf-8", "surrogateescape")
    found = seals.faults(kept, {**chains, name: rows})
    assert found or chain.first_fault(rows) is not None


@given(ledgers, st.data())
def test_dropped_doubled_and_moved_rows_are_found(chains, data):
    kept = sealed(chains)
    name = data.draw(st.sampled_from(sorted(chains)))
    rows = chains[name]
    number = data.draw(st.integers(0, len(rows) - 1))
    how = data.draw(st.sampled_from(["drop", "double", "move"]))
    changed = {
        "drop": rows[:number] + rows[number + 1 :],
        "double": [*rows[: number + 1], *rows[number:]],
        "move": rows[number:] + rows[:number],
    }[how]
    if changed == rows:
        return
    found = seals.faults(kept, {**chains, name: changed})
    assert found or chain.first_fault(changed) is not None


@given(ledgers, st.data())
def test_a_chain_that_was_taken_out_is_named(chains, data):
    kept = sealed(chains, 2)
    name = data.draw(st.sampled_from(sorted(chains)))
    left = {other: rows for other, rows in chains.items() if other != name}
    found = seals.faults(kept, left)
    assert found and name in found[-1].chains


@given(ledgers, st.data())
def test_a_chain_written_anew_from_the_start_is_found(chains, data):
    """Somebody with the database can make sound chains and heads, but no old seal."""
    kept = sealed(chains)
    name = data.draw(st.sampled_from(sorted(chains)))
    other = build(f"{name} of another", len(chains[name]) + 1)
    assert chain.first_fault(other) is None
    assert seals.faults(kept, {**chains, name: other})


@given(ledgers, st.integers(1, 3), st.data())
def test_a_changed_seal_is_found_with_the_one_on_paper(chains, rounds, data):
    kept = sealed(chains, rounds)
    paper = seals.printed(kept[-1])
    assert seals.is_printed(paper) and seals.is_among(f" {paper}\n", kept)
    number = data.draw(st.integers(0, rounds - 1))
    seal = json.loads(kept[number])
    seal["at"] = "2020-01-01T00:00:00Z"
    forged = [*kept[:number], chain.canonical(seal), *kept[number + 1 :]]
    assert seals.faults(forged, chains) or not seals.is_among(paper, forged)
    assert not seals.is_among(paper, kept[:-1])


@pytest.mark.parametrize("text", ["", "0", "0:abc", "x:" + "0" * 64, "9:" + "0" * 64])
def test_what_is_no_seal_is_not_among_them(text):
    assert not seals.is_among(text, sealed({"a": build("a", 1)}))


@pytest.mark.parametrize("text", ["no json", "[]", "{}", "null"])
def test_rubbish_is_a_fault(text):
    assert seals.faults([text], {}) == [seals.SealFault(0)]
