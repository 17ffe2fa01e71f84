"""A chain tells when a row was changed, lost, added or moved."""

from datetime import datetime
from datetime import timedelta
from datetime import UTC
from hypothesis import given
from hypothesis import strategies as st
from leap.cop.consent import chain
from leap.cop.consent import rules

import json
import pytest


NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)


def build(length):
    rows = []
    for number in range(length):
        rows.append(
            chain.next_row(
                rows,
                now=NOW + timedelta(minutes=number),
                actor=f"actor {number}",
                act="grant",
                level="community",
                digest=f"v1:{number}",
            )
        )
    return rows


def test_row_has_exactly_the_fields():
    row = json.loads(build(1)[0])
    assert set(row) == set(chain.FIELDS)
    assert (row["v"], row["n"], row["prev"]) == (1, 0, chain.GENESIS)
    assert row["at"] == "2026-11-02T09:30:00Z"


def test_unknown_act():
    with pytest.raises(ValueError, match="act"):
        chain.next_row([], now=NOW, actor="", act="like", level="public", digest="v1:0")


@pytest.mark.parametrize(
    ("act", "level"),
    [
        ("accept", "community"),
        ("enact", "public"),
        ("grant", "agreement"),
        ("takedown", "agreement"),
        ("withdraw", "everybody"),
        ("withdraw", ""),
    ],
)
def test_an_act_at_a_level_that_is_none_of_its_own(act, level):
    with pytest.raises(ValueError, match="level"):
        chain.next_row([], now=NOW, actor="", act=act, level=level, digest="v1:0")


def test_no_level_is_of_two_kinds():
    levels = [level for kind in chain.KINDS.values() for level in kind.levels]
    assert len(set(levels)) == len(levels)
    assert not set(chain.KINDS[chain.AGREEMENT].levels) & set(rules.LEVELS)


def test_what_is_allowed_besides_and_until_when():
    row = {"now": NOW, "actor": "", "act": "grant", "level": "public", "digest": "v1:0"}
    plain = json.loads(chain.next_row([], **row))
    assert (plain["grants"], plain["expires"]) == ({}, None)
    text = chain.next_row([], **row, grants={"quote": True}, expires=NOW)
    full = json.loads(text)
    assert full == {**plain, "grants": {"quote": True}, "expires": plain["at"]}
    assert chain.first_fault([text]) is None


EVERYTHING = [
    (act, level)
    for kind in chain.KINDS.values()
    for act in kind.acts
    for level in kind.levels
]


@given(st.lists(st.sampled_from(EVERYTHING), max_size=6))
def test_a_chain_speaks_of_one_thing(said):
    rows = []
    for act, level in said:
        row = chain.next_row(
            rows, now=NOW, actor="a", act=act, level=level, digest="v1:0"
        )
        rows.append(row)
    kinds = [level == "agreement" for _act, level in said]
    first_other = kinds.index(not kinds[0]) if len(set(kinds)) == 2 else None
    assert chain.first_fault(rows) == first_other


def test_sound_chains_have_no_fault():
    for length in range(5):
        assert chain.first_fault(build(length)) is None


@given(st.integers(1, 6), st.data())
def test_a_changed_field_is_found(length, data):
    rows = build(length)
    number = data.draw(st.integers(0, length - 1))
    # The last row hangs on nothing yet: its own link and number are what is checked.
    last = number == length - 1
    field = data.draw(st.sampled_from(["n", "prev"] if last else list(chain.FIELDS)))
    row = json.loads(rows[number])
    row[field] = "changed"
    rows[number] = json.dumps(row)
    assert chain.first_fault(rows) in (number, number + 1)


@given(st.integers(2, 6), st.data())
def test_a_lost_or_moved_row_is_found(length, data):
    rows = build(length)
    number = data.draw(st.integers(0, length - 2))
    lost = rows[:number] + rows[number + 1 :]
    assert chain.first_fault(lost) == number
    swapped = list(rows)
    swapped[number], swapped[number + 1] = swapped[number + 1], swapped[number]
    assert chain.first_fault(swapped) is not None


def test_rubbish_is_a_fault():
    assert chain.first_fault(["no json"]) == 0
    assert chain.first_fault(["[]"]) == 0


HEAD_KEY = b"k" * 32


@given(st.integers(1, 5), st.data())
def test_any_change_of_any_byte_is_found_by_links_and_head(length, data):
    rows = build(length)
    head = chain.head(HEAD_KEY, "a", rows)
    number = data.draw(st.integers(0, length - 1))
    row = rows[number].encode()
    at = data.draw(st.integers(0, len(row) - 1))
    byte = data.draw(st.integers(0, 255).filter(lambda value: value != row[at]))
    changed = row[:at] + bytes([byte]) + row[at + 1 :]
    rows[number] = changed.decode("utf-8", "surrogateescape")
    whole = chain.fits(head, chain.head(HEAD_KEY, "a", rows))
    assert chain.first_fault(rows) is not None or not whole


@given(st.integers(1, 6), st.integers(0, 5))
def test_a_shortened_or_foreign_chain_has_another_head(length, shorter):
    rows = build(length)
    head = chain.head(HEAD_KEY, "a", rows)
    assert chain.fits(head, chain.head(HEAD_KEY, "a", list(rows)))
    if shorter < length:
        assert not chain.fits(head, chain.head(HEAD_KEY, "a", rows[:shorter]))
    assert not chain.fits(head, chain.head(HEAD_KEY, "b", rows))
    assert not chain.fits(head, chain.head(b"x" * 32, "a", rows))
    assert not chain.fits(None, chain.head(HEAD_KEY, "a", rows))


def test_a_row_points_to_a_text():
    with pytest.raises(ValueError, match="digest"):
        chain.next_row([], now=NOW, actor="", act="grant", level="public", digest="")


def test_odd_values_are_faults_and_no_errors():
    row = json.loads(build(1)[0])
    for field, value in (
        ("act", []),
        ("digest", ""),
        ("n", None),
        ("act", {}),
        ("level", None),
        ("level", ["public"]),
        ("level", "everybody"),
        ("level", "agreement"),
    ):
        text = chain.canonical({**row, field: value})
        assert chain.first_fault([text]) == 0
    assert chain.first_fault([None]) == 0
